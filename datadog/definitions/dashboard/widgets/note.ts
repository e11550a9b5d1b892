import { size } from "../size";
import type { UnplacedWidget } from "../types";
import { type WidgetOptions, widget } from "./widget";

/** The background of a note. */
export type NoteColor =
  | "white"
  | "gray"
  | "vivid_blue"
  | "blue"
  | "purple"
  | "pink"
  | "orange"
  | "yellow"
  | "green"
  | "transparent";

/** Settings of a note. */
export interface NoteOptions extends Pick<WidgetOptions, "size"> {
  /** @default "white" */
  readonly color?: NoteColor;
  /** In pixels. @default 14 */
  readonly fontSize?: number;
  /** @default "left" */
  readonly align?: "left" | "center" | "right";
}

/**
 * Text, in Markdown.
 * @see https://docs.datadoghq.com/dashboards/widgets/note/
 */
export function note(content: string, options: NoteOptions = {}): UnplacedWidget {
  const { color = "white", fontSize = 14, align = "left" } = options;
  return widget("note", undefined, size.third, options, {
    content,
    background_color: color,
    font_size: String(fontSize),
    text_align: align,
    vertical_align: "top",
    show_tick: false,
    tick_pos: "50%",
    tick_edge: "left",
    has_padding: true,
  });
}
