import { GRID_COLUMNS } from "./size";
import type { UnplacedWidget, Widget, WidgetDefinition, WidgetLayout, WidgetSize } from "./types";

/** A widget that does not fit in its position or is too large for its row. */
export class LayoutError extends Error {
  override readonly name = "LayoutError";
}

/**
 * Gives every widget its place: from left to right, a new row where the old one is full, each row as high as its highest
 * widget. A pinned widget stays where it is, and the others go around it.
 *
 * @param columns the width of the grid
 * @default columns 12
 * @param owner whose widgets they are, for errors: `dashboard "Pipeline errors"` @default "the dashboard"
 * @throws LayoutError when a widget is missing or wider than the grid, or two pinned ones overlap
 */
export function flow(
  widgets: readonly UnplacedWidget[],
  columns: number = GRID_COLUMNS,
  owner = "the dashboard",
): Widget[] {
  refuseMissing(widgets, owner);
  const pinned: Place[] = [];
  for (const widget of widgets) {
    checkSize(widget, columns);
    if (!isPinned(widget.layout)) continue;
    const place = { ...widget, layout: widget.layout };
    refuseOverlap(place, pinned);
    pinned.push(place);
  }
  const cursor = new Cursor(
    columns,
    pinned.map(({ layout }) => layout),
  );
  return widgets.map(({ definition, layout }) => ({
    definition,
    layout: isPinned(layout) ? layout : cursor.next(layout),
  }));
}

/** The compiler says so too; this is for callers that it does not see. */
function refuseMissing(widgets: readonly UnplacedWidget[], owner: string): void {
  if (!Array.isArray(widgets))
    throw new LayoutError(`The widgets of ${owner} must be a list, but they are ${widgets}.`);
  const index = widgets.findIndex((each) => each?.definition === undefined);
  if (index < 0) return;
  const before = widgets[index - 1]?.definition;
  const after = before === undefined ? "" : `, after ${widgetName(before)}`;
  throw new LayoutError(
    `Widget ${index + 1} of ${owner}${after} is ${widgets[index] === undefined ? "undefined" : "not a widget"}.`,
  );
}

/** The rows that these widgets take. */
export function rowsOf(widgets: readonly Widget[]): number {
  return Math.max(0, ...widgets.map(({ layout }) => (layout === undefined ? 0 : layout.y + layout.height)));
}

/** Whether two places share a cell of the grid. */
export function overlaps(a: WidgetLayout, b: WidgetLayout): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** What a person would call the widget: `timeseries "Error trends"`. */
export function widgetName({ type, title }: WidgetDefinition): string {
  return typeof title === "string" && title !== "" ? `${type} "${title}"` : type;
}

interface Place {
  readonly definition: WidgetDefinition;
  readonly layout: WidgetLayout;
}

/** Where the next widget that flows goes. */
class Cursor {
  private x = 0;
  private y = 0;
  /** The first row below the widgets of this row. */
  private bottom = 0;

  constructor(
    private readonly columns: number,
    private readonly taken: readonly WidgetLayout[],
  ) {}

  next(size: WidgetSize): WidgetLayout {
    for (;;) {
      const place = { x: this.x, y: this.y, ...size };
      if (place.x + place.width > this.columns) {
        this.newRow();
        continue;
      }
      const obstacle = this.taken.find((other) => overlaps(place, other));
      if (obstacle === undefined) {
        this.x += size.width;
        this.bottom = Math.max(this.bottom, this.y + size.height);
        return place;
      }
      this.x = obstacle.x + obstacle.width;
    }
  }

  /** Below this row; where only pinned widgets stand in it, one row further down, so that it ends below them. */
  private newRow(): void {
    this.y = Math.max(this.bottom, this.y + 1);
    this.bottom = this.y;
    this.x = 0;
  }
}

function isPinned(layout: WidgetSize | WidgetLayout): layout is WidgetLayout {
  return "x" in layout;
}

function checkSize({ definition, layout }: UnplacedWidget, columns: number): void {
  const { width, height } = layout;
  if (!isWhole(width, 1) || !isWhole(height, 1)) {
    throw new LayoutError(
      `${widgetName(definition)} has the size ${width} × ${height}: columns and rows must be whole numbers above 0, such as size.half.`,
    );
  }
  if (width > columns) {
    throw new LayoutError(
      `${widgetName(definition)} is ${width} columns wide, but there are only ${columns}: reduce its width to at most ${columns}.`,
    );
  }
  if (!isPinned(layout)) return;
  if (!isWhole(layout.x, 0) || !isWhole(layout.y, 0) || layout.x + width > columns) {
    throw new LayoutError(
      `${widgetName(definition)} is pinned at column ${layout.x}, row ${layout.y}, and ${width} columns wide, which is ` +
        `outside the grid: x + width can be at most ${columns}, and x and y start at 0.`,
    );
  }
}

function refuseOverlap(place: Place, pinned: readonly Place[]): void {
  const other = pinned.find(({ layout }) => overlaps(layout, place.layout));
  if (other === undefined) return;
  throw new LayoutError(
    `${widgetName(place.definition)} is pinned at column ${place.layout.x}, row ${place.layout.y}, over ` +
      `${widgetName(other.definition)} at column ${other.layout.x}, row ${other.layout.y}: move one of them.`,
  );
}

const isWhole = (value: number, least: number) => Number.isInteger(value) && value >= least;
