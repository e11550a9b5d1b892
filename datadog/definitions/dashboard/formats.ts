import type { MetricUnit } from "../../query";

/** A number's colors, by Datadog's names: foreground on background. */
export const PALETTES = [
  ...(["white_on_red", "white_on_yellow", "white_on_green", "white_on_gray"] as const),
  ...(["red_on_white", "yellow_on_white", "green_on_white", "gray_on_white"] as const),
  ...(["black_on_light_red", "black_on_light_yellow", "black_on_light_green"] as const),
] as const;

export type Palette = (typeof PALETTES)[number];

/** The colors of a value that matches a comparison. The first match applies. */
export interface ConditionalFormat {
  readonly comparator: "<" | "<=" | ">" | ">=" | "=";
  readonly value: number;
  readonly palette: Palette;
}

/** A unit that Datadog supports, or a custom text after the number. */
export type Unit = { readonly unit: MetricUnit; readonly per?: MetricUnit } | { readonly label: string };

/** @internal */
export interface NumberFormat {
  readonly unit:
    | { readonly type: "canonical_unit"; readonly unit_name: string; readonly per_unit_name?: string }
    | { readonly type: "custom_unit_label"; readonly label: string };
}

/** The unit as a formula has it. */
export function numberFormat(unit: Unit | MetricUnit): NumberFormat {
  if (typeof unit === "string") return numberFormat({ unit });
  if ("label" in unit) return { unit: { type: "custom_unit_label", label: unit.label } };
  const per = unit.per === undefined ? {} : { per_unit_name: unit.per };
  return { unit: { type: "canonical_unit", unit_name: unit.unit, ...per } };
}
