import { own, stringOf } from "../../../../json";
import { filledTitle } from "../data/view";
import { isColor } from "../palette";
import type { Drawer } from "../pen";
import type { Theme } from "../theme";
import { alignOf } from "./numbers";

/** The backgrounds of notes, and of the titles of groups, by Datadog's names. */
const BACKGROUNDS: Readonly<Record<string, string>> = {
  white: "#ffffff",
  gray: "#eceff4",
  blue: "#dceafb",
  purple: "#e9e1f8",
  pink: "#fbe0ee",
  orange: "#fde8d4",
  yellow: "#fdf3cf",
  green: "#dcf3e2",
  vivid_blue: "#2f7de1",
  vivid_purple: "#7a4fcf",
  vivid_pink: "#d6458b",
  vivid_orange: "#e0762c",
  vivid_yellow: "#d9a400",
  vivid_green: "#2a9c54",
};

/** A background by its name, and a text color that can be read on it. */
export function surface(name: unknown, theme: Theme): { readonly background: string; readonly color: string } {
  const background = own(BACKGROUNDS, String(name));
  if (background === undefined || name === "white") {
    return isColor(name) ? { background: name, color: "#2d3440" } : { background: theme.card, color: theme.text };
  }
  return { background, color: String(name).startsWith("vivid_") ? "#ffffff" : "#2d3440" };
}

/**
 * Text in Markdown.
 * @see https://docs.datadoghq.com/dashboards/widgets/note/
 */
export const note: Drawer = (definition, { theme, view }) => {
  const { background, color } = surface(definition.background_color, theme);
  const vertical = stringOf(definition.vertical_align);
  return {
    background: definition.background_color === "transparent" ? theme.page : background,
    parts: [
      {
        kind: "note",
        markdown: filledTitle(stringOf(definition.content) ?? "", view.variables),
        color: definition.background_color === "transparent" ? theme.text : color,
        fontSize: sizeOf(definition.font_size, 14),
        align: alignOf(definition.text_align, "left"),
        vertical: vertical === "center" || vertical === "bottom" ? vertical : "top",
      },
    ],
  };
};

/** @see https://docs.datadoghq.com/dashboards/widgets/free_text/ */
export const freeText: Drawer = (definition, { theme, view }) => ({
  background: theme.page,
  parts: [
    {
      kind: "note",
      markdown: plainMarkdown(filledTitle(stringOf(definition.text) ?? "", view.variables)),
      color: isColor(definition.color) ? definition.color : theme.text,
      fontSize: sizeOf(definition.font_size, 36),
      align: alignOf(definition.text_align, "left"),
      vertical: "top",
    },
  ],
});

/** A free text has no Markdown. */
const plainMarkdown = (text: string) => text.replace(/[\\`*_{}[\]()#+\-.!|<>~]/g, "\\$&");

/** `auto` is as the text fits: the usual size. */
function sizeOf(value: unknown, usual: number): number {
  const size = Number.parseInt(String(value), 10);
  return size >= 6 && size <= 96 ? size : usual;
}
