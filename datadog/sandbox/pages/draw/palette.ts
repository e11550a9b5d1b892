import { own } from "../../../json";

/** Lines that should not be mistaken for each other. */
const CLASSIC = ["#3c82e0", "#7c4dd6", "#12a594", "#e0833c", "#d14d8b", "#7a9a01", "#4fb3e8", "#a0622d"];

const SIXTEEN = [
  ...CLASSIC,
  ...["#b06be0", "#22804f", "#e0b43c", "#e05a4d", "#5560c8", "#59b36a", "#c27ba0", "#5b7083"],
];

/** From the strongest to the weakest shade: a palette of one color gives its lines shades of it. */
const SHADES: Readonly<Record<string, readonly [dark: string, light: string]>> = {
  cool: ["#2a50c8", "#5cc8b4"],
  warm: ["#c8322a", "#f2c14e"],
  purple: ["#5b2a9d", "#c3a3ea"],
  orange: ["#c85a12", "#f6c08a"],
  gray: ["#4b5563", "#c2c8d1"],
  grey: ["#4b5563", "#c2c8d1"],
  red: ["#b3261e", "#f2a099"],
  green: ["#1d7a3c", "#9bd8ab"],
  blue: ["#1f5fbf", "#a5c8f5"],
  yellow: ["#b38600", "#f4dc8a"],
  green_to_orange: ["#2fa35a", "#f08c2e"],
  yellow_to_green: ["#f2c94c", "#2fa35a"],
  hostmap_blues: ["#1f5fbf", "#cfe2fa"],
  YlOrRd: ["#b10026", "#fed976"],
};

/** What a value means, by words that often stand in a tag or a name. */
const MEANINGS: readonly (readonly [words: RegExp, color: string])[] = [
  [/\b(error|errors|failed|failure|critical|alert|emergency|fatal|5xx|5\d\d)\b/i, "#eb364b"],
  [/\b(warn|warning|retry|retries|pending|4xx|4\d\d)\b/i, "#f7a91e"],
  [/\b(ok|success|succeeded|info|healthy|2xx|2\d\d)\b/i, "#41c464"],
];

/**
 * The colors of so many lines in a palette, by Datadog's names of palettes; one that is not known is the classic one.
 * @param names of the lines, by which the semantic palette chooses
 * @see https://docs.datadoghq.com/dashboards/guide/widget_colors/
 */
export function lineColors(palette: string, names: readonly string[]): readonly string[] {
  const shades = own(SHADES, palette);
  if (shades) return names.map((_, index) => shade(shades, index, names.length));
  const all = palette === "datadog16" ? SIXTEEN : CLASSIC;
  return names.map((name, index) => {
    const meant =
      palette === "semantic" ? MEANINGS.find(([words]) => words.test(name.replaceAll("_", " "))) : undefined;
    return meant?.[1] ?? all[index % all.length]!;
  });
}

function shade([dark, light]: readonly [string, string], index: number, count: number): string {
  return count === 1 ? mixed(dark, light, 0.25) : mixed(dark, light, (0.85 * index) / (count - 1));
}

/** The two ends of a palette, for values from low to high. */
export function scaleColors(palette: string): readonly [low: string, high: string] {
  const shades = own(SHADES, palette) ?? SHADES.blue!;
  return palette.includes("_to_") ? [shades[0], shades[1]] : [shades[1], shades[0]];
}

/** A color between two, in sRGB; `share` 0 is the first. */
export function mixed(a: string, b: string, share: number): string {
  const channel = (color: string, place: number) => Number.parseInt(color.slice(1 + 2 * place, 3 + 2 * place), 16);
  const parts = [0, 1, 2].map((place) => Math.round(channel(a, place) * (1 - share) + channel(b, place) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** The colors of states, as Datadog shows them. */
export const STATE_COLORS = {
  OK: "#41c464",
  Warn: "#f7a91e",
  Alert: "#eb364b",
  "No Data": "#9ba3af",
  Unknown: "#c9ced6",
} as const;

/** A number's colors; a missing one is that of its surroundings. */
export interface Colors {
  readonly color?: string;
  readonly background?: string;
}

const RED = "#d9374b";
const YELLOW = "#b47b00";
const GREEN = "#2a8c4a";
const GRAY = "#667080";

/** @see https://docs.datadoghq.com/api/latest/dashboards/ `WidgetPalette` */
const FORMATS: Readonly<Record<string, Colors>> = {
  white_on_red: { color: "#ffffff", background: RED },
  white_on_yellow: { color: "#ffffff", background: YELLOW },
  white_on_green: { color: "#ffffff", background: GREEN },
  white_on_gray: { color: "#ffffff", background: GRAY },
  red_on_white: { color: RED },
  yellow_on_white: { color: YELLOW },
  green_on_white: { color: GREEN },
  gray_on_white: { color: GRAY },
  black_on_light_red: { color: "#2d3440", background: "#f8d3d7" },
  black_on_light_yellow: { color: "#2d3440", background: "#fbe8bf" },
  black_on_light_green: { color: "#2d3440", background: "#cdeed6" },
  blue: { color: "#0b66c3" },
  red: { color: RED },
  yellow: { color: YELLOW },
  green: { color: GREEN },
};

export const formatColors = (palette: string): Colors => own(FORMATS, palette) ?? {};

/** Only `#rgb` and `#rrggbb`: a color goes into attributes as it is. */
export const isColor = (text: unknown): text is string =>
  typeof text === "string" && /^#([\da-f]{3}|[\da-f]{6})$/i.test(text);
