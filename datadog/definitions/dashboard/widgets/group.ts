import { flow, LayoutError, rowsOf, widgetName } from "../layout";
import { GRID_COLUMNS } from "../size";
import type { UnplacedWidget } from "../types";
import { type WidgetOptions, widget } from "./widget";

/** The colors of a group's title bar. */
export const GROUP_COLORS = [
  ...(["vivid_blue", "vivid_purple", "vivid_pink", "vivid_orange", "vivid_yellow", "vivid_green"] as const),
  ...(["blue", "purple", "pink", "orange", "yellow", "green", "gray", "white"] as const),
] as const;

export type GroupColor = (typeof GROUP_COLORS)[number];

/** Settings of a group. */
export interface GroupOptions extends Pick<WidgetOptions, "fields"> {
  /** In columns; the widgets inside have as many. @default 12 */
  readonly width?: number;
  /** Its position. @default laid out with the other widgets */
  readonly at?: { readonly x: number; readonly y: number };
  /** @default "vivid_blue" */
  readonly color?: GroupColor;
}

/**
 * Widgets under a title that can be folded. They flow inside the group as those of a dashboard do, and the group is as
 * high as they need, with one row for its title.
 * @throws LayoutError when a widget is wider than the group, or is a group itself
 * @see https://docs.datadoghq.com/dashboards/widgets/group/
 */
export function group(
  title: string,
  widgets: readonly UnplacedWidget[],
  { width = GRID_COLUMNS, at, color = "vivid_blue", fields }: GroupOptions = {},
): UnplacedWidget {
  const nested = widgets.find((each) => each?.definition?.type === "group");
  if (nested)
    throw new LayoutError(`group "${title}" contains ${widgetName(nested.definition)}: groups cannot be nested.`);
  const placed = flow(widgets, width, `group "${title}"`);
  const size = { width, height: rowsOf(placed) + 1 };
  return widget(
    "group",
    title,
    size,
    { fields, ...(at === undefined ? {} : { size: { ...at, ...size } }) },
    {
      layout_type: "ordered",
      show_title: true,
      background_color: color,
      widgets: placed,
    },
  );
}
