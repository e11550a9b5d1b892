import { type Code, json, object, value } from "../../../../datadog/code";
import { PALETTES } from "../../../../datadog/definitions";
import { hasOnly, texts } from "../context";
import { settingOf } from "../requests";
import { areTexts } from "./parts";

/** The lines across a chart, where each is one that the functions know. */
export function markersCode(markers: unknown): Code | undefined {
  const isKnown = (marker: unknown) =>
    hasOnly(marker, ["value", "display_type", "label"], ["value", "display_type"]) &&
    areTexts(marker) &&
    /^(error|warning|ok|info) (solid|dashed|bold)$/.test(String(marker.display_type));
  return Array.isArray(markers) && markers.length > 0 && markers.every(isKnown) ? json(markers) : undefined;
}

/** An axis; its bounds are text. */
export function axisCode(axis: unknown): Code | undefined {
  if (!hasOnly(axis, ["label", "scale", "min", "max", "include_zero"])) return undefined;
  const bounds = [axis.min, axis.max].map((bound) => (bound === "auto" ? undefined : Number(bound)));
  const isKnown = typeof axis.label === "string" && ["linear", "log", "sqrt"].includes(String(axis.scale));
  if (!isKnown || bounds.some(Number.isNaN) || typeof axis.include_zero !== "boolean") return undefined;
  return object({
    label: axis.label === "" ? undefined : value(axis.label as string),
    scale: settingOf(axis.scale, ["log", "sqrt"]),
    min: bounds[0] === undefined ? undefined : value(bounds[0]),
    max: bounds[1] === undefined ? undefined : value(bounds[1]),
    includeZero: axis.include_zero ? undefined : value(false),
  });
}

export function eventsCode(events: unknown): Code | undefined {
  const isKnown =
    Array.isArray(events) && events.length > 0 && events.every((each) => hasOnly(each, ["q"]) && areTexts(each));
  return isKnown ? texts(events.map(({ q }) => q as string)) : undefined;
}

/** Colors by value, where each is one that the functions know. */
export function formatsCode(formats: unknown): Code | undefined {
  const isKnown = (format: unknown) =>
    hasOnly(format, ["comparator", "value", "palette"]) &&
    ["<", "<=", ">", ">=", "="].includes(String(format.comparator)) &&
    typeof format.value === "number" &&
    (PALETTES as readonly unknown[]).includes(format.palette);
  return Array.isArray(formats) && formats.length > 0 && formats.every(isKnown) ? json(formats) : undefined;
}
