import { type Finding, finding } from "../../findings";
import { overlaps, widgetName } from "./layout";
import { GRID_COLUMNS } from "./size";
import type { DashboardDefinition, Widget, WidgetLayout } from "./types";

/** What is wrong with the places of widgets. */
export function layoutFindings({ layout_type, reflow_type, widgets }: DashboardDefinition): Finding[] {
  const path = ["widgets"];
  return [
    ...(layout_type === "free" ? missingLayouts(widgets) : []),
    ...(layout_type === "ordered" ? outside(widgets, path) : []),
    // with reflow_type "auto" Datadog places the widgets itself, whatever their layouts say
    ...(layout_type === "ordered" && reflow_type !== "auto" ? overlapping(widgets, path) : []),
    ...widgets.flatMap(({ definition }, place) => {
      // Of other types nothing is known, and `widgets` may be anything.
      if (definition.type !== "group") return [];
      const inner = definition.widgets as readonly Widget[];
      const inside = [...path, place, "definition", "widgets"];
      return [...overlapping(inner, inside), ...nestedGroups(inner, inside)];
    }),
  ];
}

/** An ordered dashboard's widgets may do without, even among others that are fixed: Datadog's own have such groups. */
function missingLayouts(widgets: readonly Widget[]): Finding[] {
  return widgets.flatMap(({ definition, layout }, place) => {
    if (layout !== undefined) return [];
    const message = `${widgetName(definition)} has no layout, which layout_type "free" requires: add x, y, width, and height.`;
    return [finding("dashboard-layout", message, { path: ["widgets", place] })];
  });
}

function outside(widgets: readonly Widget[], path: Finding["path"]): Finding[] {
  return widgets.flatMap(({ definition, layout }, place) => {
    if (layout === undefined || layout.x + layout.width <= GRID_COLUMNS) return [];
    const message =
      `${widgetName(definition)} ends at column ${layout.x + layout.width}, and an ordered dashboard has ` +
      `${GRID_COLUMNS}: reduce its width or x.`;
    return [finding("dashboard-layout", message, { path: [...path, place, "layout"] })];
  });
}

/** Datadog moves a widget away that lies over another. Only places that are counted from the same beginning compare. */
function overlapping(widgets: readonly Widget[], path: Finding["path"]): Finding[] {
  const rows = new Rows(widgets);
  return widgets.flatMap(({ definition }, place) => {
    const other = rows.add(place);
    if (other === undefined) return [];
    const message = `${widgetName(definition)} overlaps ${widgetName(other.definition)}: move one of them.`;
    return [finding("widget-overlap", message, { path: [...path, place, "layout"] })];
  });
}

/** Bands that a widget is looked up by; a taller one is compared with all. */
const MOST_BANDS = 64;

/** Widgets by bands of rows as high as they are on average, so that each is only compared with those near it. */
class Rows {
  private readonly blocks: readonly number[];
  private readonly height: number;
  private readonly bands = new Map<string, number[]>();
  private readonly tall: number[] = [];
  private readonly all: number[] = [];

  constructor(private readonly widgets: readonly Widget[]) {
    this.blocks = blocksOf(widgets);
    const heights = widgets.flatMap(({ layout }) => layout?.height ?? []);
    this.height = Math.max(1, heights.reduce((sum, height) => sum + height, 0) / (heights.length || 1));
  }

  /** Adds the widget of a place. @returns the first of those added before that it overlaps */
  add(place: number): Widget | undefined {
    const { layout } = this.widgets[place]!;
    if (layout === undefined) return undefined;
    const bands = this.bandsOf(place, layout);
    const firsts = (bands === undefined ? [this.all] : [...bands, this.tall]).map(
      (places) => places.find((at) => this.overlap(at, place)) ?? Number.POSITIVE_INFINITY,
    );
    for (const places of [...(bands ?? [this.tall]), this.all]) places.push(place);
    return this.widgets[Math.min(...firsts)];
  }

  private overlap(a: number, b: number): boolean {
    const [first, second] = [this.widgets[a]?.layout, this.widgets[b]?.layout];
    return this.blocks[a] === this.blocks[b] && first !== undefined && second !== undefined && overlaps(second, first);
  }

  /** The bands that a widget touches; undefined where they are too many. */
  private bandsOf(place: number, { y, height }: WidgetLayout): number[][] | undefined {
    const first = Math.floor(y / this.height);
    const count = Math.ceil((y + height) / this.height) - first;
    if (!(count <= MOST_BANDS)) return undefined;
    return Array.from({ length: Math.max(1, count) }, (_, band) => {
      const key = `${this.blocks[place]} ${first + band}`;
      const places = this.bands.get(key) ?? [];
      this.bands.set(key, places);
      return places;
    });
  }
}

/**
 * For each widget the block that its y is counted in. The widget with a column break is the first of the second column of
 * a wide screen. Where there is one, the editor also lets y begin at 0 again within a column, as exports show.
 * @see https://docs.datadoghq.com/api/latest/dashboards/#create-a-new-dashboard (is_column_break)
 */
function blocksOf(widgets: readonly Widget[]): readonly number[] {
  const hasColumns = widgets.some(({ layout }) => layout?.is_column_break);
  let block = 0;
  let y = 0;
  return widgets.map(({ layout }) => {
    if (layout === undefined) return block;
    if (layout.is_column_break || (hasColumns && layout.y === 0 && y > 0)) block++;
    ({ y } = layout);
    return block;
  });
}

function nestedGroups(widgets: readonly Widget[], path: Finding["path"]): Finding[] {
  return widgets.flatMap(({ definition }, place) => {
    if (definition.type !== "group") return [];
    const message = `${widgetName(definition)} is inside a group: groups cannot be nested, so move it out.`;
    return [finding("dashboard-layout", message, { path: [...path, place] })];
  });
}
