import { type Json, type JsonObject, listOf, objectOf, stringOf } from "../../../../json";
import { type Colors, formatColors, isColor } from "../palette";

/**
 * The colors of a value: those of the first of its conditional formats that holds.
 * @see https://docs.datadoghq.com/dashboards/widgets/query_value/#conditional-formatting
 */
export function formattedColors(formats: Json | undefined, value: number): Colors {
  const found = listOf(formats)
    .map(objectOf)
    .find((format) => holds(format, value));
  if (!found) return {};
  const palette = stringOf(found.palette) ?? "";
  if (palette === "custom_text") return custom("color", found.custom_fg_color);
  if (palette === "custom_bg") return { color: "#ffffff", ...custom("background", found.custom_bg_color) };
  return formatColors(palette);
}

const custom = (key: keyof Colors, color: Json | undefined): Colors => (isColor(color) ? { [key]: color } : {});

const COMPARISONS: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  "=": (value, limit) => value === limit,
};

function holds({ comparator, value: limit }: JsonObject, value: number): boolean {
  const compares = Object.hasOwn(COMPARISONS, String(comparator)) ? COMPARISONS[String(comparator)] : undefined;
  return typeof limit === "number" && compares?.(value, limit) === true;
}

/** The formats of a column: of its formula, or of the request. */
export const formatsOf = (formula: JsonObject, request: JsonObject): Json | undefined =>
  formula.conditional_formats ?? request.conditional_formats;
