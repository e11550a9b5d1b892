import { type Finding, finding } from "../../findings";
import { overlaps, widgetName } from "./layout";
import { GRID_COLUMNS } from "./size";
import type { DashboardDefinition, Widget } from "./types";

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
  const blocks = blocksOf(widgets);
  return widgets.flatMap(({ definition, layout }, place) => {
    const other = widgets
      .slice(0, place)
      .find((before, at) => blocks[at] === blocks[place] && layout && before.layout && overlaps(layout, before.layout));
    if (other === undefined) return [];
    const message = `${widgetName(definition)} overlaps ${widgetName(other.definition)}: move one of them.`;
    return [finding("widget-overlap", message, { path: [...path, place, "layout"] })];
  });
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
