import { type DashboardDefinition, flow, GRID_COLUMNS, type Widget, type WidgetDefinition } from "../../../definitions";
import { listOf } from "../../../json";
import type { Box } from "./svg/box";

/** A widget, and where it is drawn. */
export interface PlacedWidget {
  /** To the widget in the dashboard: `3`, `3.0` inside a group. Unique, and the same for the same dashboard. */
  readonly id: string;
  readonly definition: WidgetDefinition;
  /** In pixels. */
  readonly box: Box;
  /** Of a group: its widgets, inside the box. */
  readonly children: readonly PlacedWidget[];
  /** Of a group: the pixels of its title bar. */
  readonly header: number;
}

export interface Layout {
  readonly widgets: readonly PlacedWidget[];
  readonly width: number;
  readonly height: number;
}

export interface LayoutOptions {
  /** Pixels of the whole; a free dashboard is as wide as its widgets are. @default 1200 */
  readonly width?: number;
  /**
   * Whether there is room for two dashboards side by side: from the widget on that has `is_column_break`, widgets are in
   * a second column of twelve.
   * @default false
   */
  readonly wide?: boolean;
}

/** Pixels of a row, with the gap below it. */
export const ROW = 78;
export const GAP = 8;
/** The title bar of a group. */
export const GROUP_HEADER = 30;
/** Rows are stretched to fill a group that is higher, up to this much. */
const MOST_STRETCH = 1.2;

/** A place in a grid, in columns and rows. */
interface Cell {
  readonly widget: Widget;
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Where the widgets of a dashboard are.
 * @see https://docs.datadoghq.com/dashboards/configure/#dashboard-layouts
 */
export function layoutOf(
  {
    layout_type: type,
    reflow_type: reflow,
    widgets,
  }: Pick<DashboardDefinition, "layout_type" | "reflow_type" | "widgets">,
  { width = 1200, wide = false }: LayoutOptions = {},
): Layout {
  if (type === "free") return freeLayout(widgets);
  const cells = grown(cellsOf(widgets, reflow === "auto"));
  const [left, right] = wide ? broken(cells) : [cells, []];
  if (right.length === 0) return gridLayout(left, { x: 0, y: 0, width, height: 0 });
  const half = (width - GAP) / 2;
  const [first, second] = [
    gridLayout(left, { x: 0, y: 0, width: half, height: 0 }),
    gridLayout(right, { x: half + GAP, y: 0, width: half, height: 0 }),
  ];
  return { widgets: [...first.widgets, ...second.widgets], width, height: Math.max(first.height, second.height) };
}

// ------------------------------------------------------------------------------------------------- cells

/** What a widget takes that has no layout of its own. */
const USUAL = { width: 4, height: 3 } as const;

/** The places of widgets: their own, or one after the other where Datadog arranges them (`auto`, or without layouts). */
function cellsOf(widgets: readonly Widget[], auto: boolean, columns: number = GRID_COLUMNS): Cell[] {
  const numbered = widgets.map((widget, index) => ({ widget, id: String(index) }));
  const places =
    numbered.some(({ widget }) => widget.layout === undefined) || auto ? flowing(widgets, columns) : undefined;
  return numbered.map(({ widget, id }, index) => {
    const { x, y, width, height } = places?.[index] ?? widget.layout!;
    return { widget, id, x, y, width, height };
  });
}

function flowing(widgets: readonly Widget[], columns: number) {
  const sized = widgets.map((widget) => {
    const { width, height } = widget.layout ?? usualSize(widget);
    return {
      definition: widget.definition,
      layout: { width: Math.min(width, columns), height: Math.max(height, neededRows(widget)) },
    };
  });
  return flow(sized, columns).map(({ layout }) => layout!);
}

const usualSize = (widget: Widget) =>
  widget.definition.type === "group" ? { width: GRID_COLUMNS, height: neededRows(widget) } : USUAL;

const childrenOf = ({ definition }: Widget): readonly Widget[] =>
  definition.type === "group" ? (listOf(definition.widgets) as unknown as Widget[]) : [];

/** The rows of a group's widgets, and one for its title; none for any other widget. */
function neededRows(widget: Widget): number {
  const children = childrenOf(widget);
  if (children.length === 0) return 0;
  const cells = cellsOf(children, false, widget.layout?.width ?? GRID_COLUMNS);
  return Math.max(...cells.map(({ y, height }) => y + height)) + 1;
}

/** A group that is too low for its widgets is made higher, and what is below it moves down. */
function grown(cells: readonly Cell[]): readonly Cell[] {
  let result = [...cells];
  for (const { id } of cells) {
    const cell = result.find((one) => one.id === id)!;
    const missing = neededRows(cell.widget) - cell.height;
    if (missing <= 0) continue;
    const bottom = cell.y + cell.height;
    result = result.map((one) => {
      if (one.id === id) return { ...one, height: one.height + missing };
      return one.y >= bottom ? { ...one, y: one.y + missing } : one;
    });
  }
  return result;
}

/** The widgets before the column break, and those from it on, which begin at the top. */
function broken(cells: readonly Cell[]): readonly [readonly Cell[], readonly Cell[]] {
  const place = cells.findIndex(({ widget }) => widget.layout?.is_column_break === true);
  if (place <= 0) return [cells, []];
  const [left, right] = [cells.slice(0, place), cells.slice(place)];
  const top = Math.min(...right.map(({ y }) => y));
  return [left, right.map((cell) => ({ ...cell, y: cell.y - top }))];
}

// ------------------------------------------------------------------------------------------------ pixels

function gridLayout(cells: readonly Cell[], area: Box): Layout {
  const widgets = inGrid(cells, area, GRID_COLUMNS, ROW, "");
  return { widgets, width: area.width, height: bottomOf(widgets) };
}

const bottomOf = (widgets: readonly PlacedWidget[]) => Math.max(0, ...widgets.map(({ box }) => box.y + box.height));

function inGrid(cells: readonly Cell[], area: Box, columns: number, row: number, prefix: string): PlacedWidget[] {
  const column = (area.width + GAP) / columns;
  return cells.map(({ widget, id, x, y, width, height }) =>
    placed(widget, `${prefix}${id}`, {
      x: area.x + x * column,
      y: area.y + y * row,
      width: width * column - GAP,
      height: height * row - GAP,
    }),
  );
}

function placed(widget: Widget, id: string, box: Box): PlacedWidget {
  const { definition } = widget;
  const children = childrenOf(widget);
  if (children.length === 0)
    return { id, definition, box, children: [], header: definition.type === "group" ? GROUP_HEADER : 0 };
  const columns = widget.layout?.width ?? GRID_COLUMNS;
  const cells = cellsOf(children, false, columns);
  const rows = Math.max(...cells.map(({ y, height }) => y + height));
  // what a banner takes is above the widgets
  const row = Math.min(ROW * MOST_STRETCH, (box.height - GROUP_HEADER - GAP) / rows);
  const header = Math.max(GROUP_HEADER, box.height - GAP - rows * row);
  const area = { x: box.x + GAP, y: box.y + header + GAP, width: box.width - 2 * GAP, height: 0 };
  return { id, definition, box, children: inGrid(cells, area, columns, row, `${id}.`), header };
}

/** Pixels of one unit of a free layout. */
const FREE_UNIT = 8;

/** A free dashboard has a fine grid of its own, as wide as its widgets are. */
function freeLayout(widgets: readonly Widget[]): Layout {
  const drawn = widgets.map((widget, index) => {
    const { x, y, width, height } = widget.layout ?? { x: 0, y: 0, width: 47, height: 15 };
    const box = { x: x * FREE_UNIT, y: y * FREE_UNIT, width: width * FREE_UNIT, height: height * FREE_UNIT };
    return placed(widget, String(index), box);
  });
  return { widgets: drawn, width: Math.max(0, ...drawn.map(({ box }) => box.x + box.width)), height: bottomOf(drawn) };
}

/** Every widget of a layout, those of groups too. */
export const allPlaced = (widgets: readonly PlacedWidget[]): readonly PlacedWidget[] =>
  widgets.flatMap((widget) => [widget, ...allPlaced(widget.children)]);
