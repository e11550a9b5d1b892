import fc from "fast-check";
import type { Widget, WidgetLayout } from "../../../../../datadog/definitions";
import { allPlaced, layoutOf, type PlacedWidget } from "../../../../../datadog/sandbox/pages/draw";

const note = (content: string, layout?: WidgetLayout): Widget => ({
  definition: { type: "note", content },
  ...(layout ? { layout } : {}),
});

const group = (widgets: readonly Widget[], layout?: WidgetLayout): Widget => ({
  definition: { type: "group", title: "Group", layout_type: "ordered", widgets: widgets as never },
  ...(layout ? { layout } : {}),
});

const at = (x: number, y: number, width: number, height: number): WidgetLayout => ({ x, y, width, height });

const overlap = ({ box: a }: PlacedWidget, { box: b }: PlacedWidget) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe("the layout of a dashboard", () => {
  it("puts widgets at their columns and rows, twelve columns wide", () => {
    const widgets = [note("left", at(0, 0, 6, 2)), note("right", at(6, 0, 6, 2)), note("below", at(0, 2, 12, 1))];
    const layout = layoutOf({ layout_type: "ordered", reflow_type: "fixed", widgets }, { width: 1200 });
    const [left, right, below] = layout.widgets.map(({ box }) => box);
    expect(left!.x).toBe(0);
    expect(right!.x).toBeCloseTo(604);
    expect(right!.x + right!.width).toBeCloseTo(1200);
    expect(right!.y).toBe(left!.y);
    expect(below!.width).toBeCloseTo(1200);
    expect(below!.y).toBeGreaterThan(left!.y + left!.height);
    expect(layout.height).toBe(below!.y + below!.height);
  });

  it("moves widgets together where Datadog arranges them, whatever their places say", () => {
    const widgets = [note("one", at(0, 50, 6, 2)), note("two", at(3, 90, 6, 2))];
    const { widgets: placed } = layoutOf({ layout_type: "ordered", reflow_type: "auto", widgets });
    expect(placed.map(({ box }) => box.y)).toEqual([0, 0]);
    expect(placed[1]!.box.x).toBeGreaterThan(placed[0]!.box.x);
  });

  it("gives a place to widgets without a layout", () => {
    const widgets = Array.from({ length: 7 }, (_, index) => note(String(index)));
    const { widgets: placed } = layoutOf({ layout_type: "ordered", widgets });
    // three of four columns in a row
    expect(new Set(placed.map(({ box }) => box.y)).size).toBe(3);
  });

  it("puts a group's widgets inside of it, below its title", () => {
    const inner = [note("one", at(0, 0, 6, 2)), note("two", at(6, 0, 6, 2))];
    const { widgets } = layoutOf({
      layout_type: "ordered",
      reflow_type: "fixed",
      widgets: [group(inner, at(0, 0, 12, 3))],
    });
    const { box, children, header } = widgets[0]!;
    expect(children.map(({ id }) => id)).toEqual(["0.0", "0.1"]);
    for (const child of children) {
      expect(child.box.y).toBeGreaterThanOrEqual(box.y + header);
      expect(child.box.y + child.box.height).toBeLessThanOrEqual(box.y + box.height + 0.5);
      expect(child.box.x + child.box.width).toBeLessThanOrEqual(box.x + box.width + 0.5);
    }
  });

  it("makes a group that is too low for its widgets higher, and moves what is below it down", () => {
    const tall = group([note("one", at(0, 0, 12, 6))], at(0, 0, 12, 2));
    const { widgets } = layoutOf({
      layout_type: "ordered",
      reflow_type: "fixed",
      widgets: [tall, note("below", at(0, 2, 12, 1))],
    });
    expect(overlap(widgets[0]!, widgets[1]!)).toBe(false);
    expect(widgets[0]!.children[0]!.box.height).toBeGreaterThan(400);
  });

  it("starts a second column at a column break where there is room", () => {
    const broken: WidgetLayout = { ...at(0, 4, 12, 4), is_column_break: true };
    const widgets = [note("first", at(0, 0, 12, 4)), note("second", broken)];
    const dashboard = { layout_type: "ordered", reflow_type: "fixed", widgets } as const;
    const wide = layoutOf(dashboard, { width: 2000, wide: true }).widgets;
    expect(wide[1]!.box.y).toBe(0);
    expect(wide[1]!.box.x).toBeGreaterThan(wide[0]!.box.x + wide[0]!.box.width);
    const narrow = layoutOf(dashboard).widgets;
    expect(narrow[1]!.box.y).toBeGreaterThan(narrow[0]!.box.y);
  });

  it("leaves the widgets of a free dashboard where they are, in its finer grid", () => {
    const { widgets, width } = layoutOf({ layout_type: "free", widgets: [note("one", at(68, 10, 50, 29))] });
    expect(widgets[0]!.box).toEqual({ x: 544, y: 80, width: 400, height: 232 });
    expect(width).toBe(944);
  });

  it("never lays widgets without places over each other", () => {
    const sizes = fc.record({ width: fc.integer({ min: 1, max: 12 }), height: fc.integer({ min: 1, max: 6 }) });
    const widget = sizes.map((size) => note("note", { x: 0, y: 0, ...size }));
    const any = fc.oneof(
      widget,
      fc.array(widget, { minLength: 1, maxLength: 4 }).map((inner) => group(inner)),
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (widgets) => {
        const { widgets: placed } = layoutOf({ layout_type: "ordered", reflow_type: "auto", widgets });
        for (const [index, one] of placed.entries()) {
          for (const other of placed.slice(index + 1)) expect(overlap(one, other)).toBe(false);
        }
        const ids = allPlaced(placed).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 50 },
    );
  });
});
