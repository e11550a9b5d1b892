import { size } from "../size";
import type { UnplacedWidget } from "../types";
import { type WidgetOptions, widget } from "./widget";

/** The backgrounds of a note. */
export const NOTE_COLORS = [
  ...(["white", "gray", "vivid_blue", "blue", "purple", "pink", "orange", "yellow", "green", "transparent"] as const),
] as const;

export type NoteColor = (typeof NOTE_COLORS)[number];

/** Settings of a note. */
export interface NoteOptions extends Pick<WidgetOptions, "size" | "fields"> {
  /** @default "white" */
  readonly color?: NoteColor;
  /** In pixels. @default 14 */
  readonly fontSize?: number;
  /** @default "left" */
  readonly align?: "left" | "center" | "right";
}

/**
 * Text, in Markdown.
 * @throws RangeError where the content is no text
 * @see https://docs.datadoghq.com/dashboards/widgets/note/
 */
export function note(content: string, options: NoteOptions = {}): UnplacedWidget {
  if (typeof content !== "string") throw new RangeError(`The content of a note must be text, but it is ${content}.`);
  const { color = "white", fontSize = 14, align = "left" } = options;
  return widget("note", null, size.third, options, {
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
