import { own } from "../../../json";

/*
 * How Datadog writes numbers: scaled, with two decimals, in the unit of the metric.
 * https://docs.datadoghq.com/metrics/units/#number-formatting
 */

/** What a number is measured in. */
export interface DisplayUnit {
  /** In the singular, as Datadog names it: `byte`, `second`, `request`. @default none */
  readonly name?: string;
  /** `second` for a value per second. @default none */
  readonly per?: string;
  /** Any text after the number instead. @default none */
  readonly label?: string;
}

export interface NumberStyle {
  /** Digits after the decimal point, at most; zeros at the end are left out. @default 2 */
  readonly precision?: number;
  /** Whether it is scaled, to `1.2K` or `3 GiB`. @default true */
  readonly scaled?: boolean;
  /** Whether a unit that is only a word (`executions`) is left out: for axes and legends. @default false */
  readonly brief?: boolean;
}

/** A number as it is written: what is large, and what is small after it. */
export interface NumberText {
  readonly number: string;
  /** With the space before it, if there is one. */
  readonly unit: string;
}

/** From which value on (in the unit of the family) a scale is used, and what is written after it. */
interface Scale {
  readonly size: number;
  readonly suffix: string;
}

/** The largest first. */
const scales = (...rows: readonly (readonly [size: number, suffix: string])[]): readonly Scale[] =>
  rows.map(([size, suffix]) => ({ size, suffix })).reverse();

const KIBI = 1024;

const BYTES = scales(
  ...["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"].map((name, power) => [KIBI ** power, ` ${name}`] as const),
);

const TIMES = scales([1e-9, "ns"], [1e-6, "μs"], [1e-3, "ms"], [1, "s"]);

const COUNTS = scales([1, ""], [1e3, "K"], [1e6, "M"], [1e9, "G"], [1e12, "T"]);

/** The prefixes of a unit of physics, by their power of ten. */
const metric = (symbol: string, powers: Readonly<Record<string, number>>): readonly Scale[] =>
  scales(...Object.entries(powers).map(([prefix, power]) => [10 ** power, ` ${prefix}${symbol}`] as const));

/** A family of units: its scales, and how much one of each unit is in the family's own. */
interface Family {
  readonly scales: readonly Scale[];
  readonly units: Readonly<Record<string, number>>;
}

const BYTE_UNITS = ["byte", "kibibyte", "mebibyte", "gibibyte", "tebibyte", "pebibyte", "exbibyte"];

const TIME_FAMILY: Family = {
  scales: TIMES,
  units: {
    nanosecond: 1e-9,
    microsecond: 1e-6,
    millisecond: 1e-3,
    second: 1,
    minute: 60,
    hour: 3600,
    day: 86_400,
    week: 604_800,
  },
};

const FAMILIES: readonly Family[] = [
  { scales: BYTES, units: Object.fromEntries(BYTE_UNITS.map((unit, power) => [unit, KIBI ** power])) },
  TIME_FAMILY,
  { scales: metric("bit", { "": 0, K: 3, M: 6, G: 9, T: 12 }), units: { bit: 1 } },
  {
    scales: metric("Hz", { "": 0, k: 3, M: 6, G: 9 }),
    units: { hertz: 1, kilohertz: 1e3, megahertz: 1e6, gigahertz: 1e9 },
  },
  {
    scales: metric("cores", { n: -9, μ: -6, m: -3, "": 0, K: 3 }),
    units: { nanocore: 1e-9, microcore: 1e-6, millicore: 1e-3, core: 1, kilocore: 1e3 },
  },
  {
    scales: metric("W", { n: -9, μ: -6, m: -3, "": 0, k: 3, M: 6, G: 9 }),
    units: { nanowatt: 1e-9, microwatt: 1e-6, milliwatt: 1e-3, deciwatt: 0.1, watt: 1, kilowatt: 1e3, megawatt: 1e6 },
  },
  { scales: metric("A", { m: -3, "": 0 }), units: { milliampere: 1e-3, ampere: 1 } },
  { scales: metric("V", { m: -3, "": 0 }), units: { millivolt: 1e-3, volt: 1 } },
  {
    scales: scales([1, " $"], [1e3, "K $"], [1e6, "M $"], [1e9, "G $"]),
    units: { dollar: 1, cent: 0.01, microdollar: 1e-6 },
  },
  { scales: scales([1, " €"], [1e3, "K €"], [1e6, "M €"], [1e9, "G €"]), units: { euro: 1 } },
  { scales: scales([1, " °C"]), units: { degree_celsius: 1, decidegree_celsius: 0.1 } },
  { scales: scales([1, " °F"]), units: { degree_fahrenheit: 1 } },
];

const familyOf = (name: string | undefined): Family | undefined =>
  name === undefined ? undefined : FAMILIES.find(({ units }) => own(units, name) !== undefined);

/** What one of these is in percent. */
const PERCENTAGES: Readonly<Record<string, number>> = { percent: 1, fraction: 100, percent_nano: 1e-7 };

/** The short names that Datadog writes; any other unit is written in the plural. */
const SHORT: Readonly<Record<string, string>> = {
  connection: "conn",
  request: "req",
  packet: "pkt",
  error: "err",
  message: "msg",
  operation: "op",
  process: "proc",
  second: "s",
  minute: "min",
  hour: "hr",
  apdex: "",
};

/** A number in a unit: `1.5 GiB`, `250ms`, `1m 35s`, `12.3K req/s`, `45%`. */
export function numberIn(value: number, unit: DisplayUnit = {}, style: NumberStyle = {}): NumberText {
  if (!Number.isFinite(value)) return { number: "N/A", unit: "" };
  const { name } = unit;
  const per = unit.per === undefined ? "" : `/${own(SHORT, unit.per) ?? unit.per}`;
  if (unit.label !== undefined) return followed(scaledBy(COUNTS, value, style), unit.label);
  const percent = own(PERCENTAGES, name ?? "");
  if (percent !== undefined) return { number: digits(value * percent, style), unit: `%${per}` };
  const family = familyOf(name);
  if (family) {
    const inOwn = family.units[name!]!;
    const text =
      family === TIME_FAMILY && style.scaled !== false
        ? duration(value * inOwn, style)
        : scaledBy(family.scales, value * inOwn, style, inOwn);
    return { number: text.number, unit: text.unit + per };
  }
  const short = name === undefined ? "" : own(SHORT, name);
  const word = short ?? (style.brief ? "" : pluralOf(name!, value));
  return followed(scaledBy(COUNTS, value, style), word + per);
}

/** The number as one text. */
export function numberText(value: number, unit?: DisplayUnit, style?: NumberStyle): string {
  const { number, unit: after } = numberIn(value, unit, style);
  return number + after;
}

function followed(text: NumberText, unit: string): NumberText {
  if (unit === "") return text;
  return { number: text.number, unit: `${text.unit}${/^[/%]/.test(unit) ? "" : " "}${unit}` };
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const YEAR = 365 * DAY;

/** Below a minute as a decimal; up to a year in two units, the second one rounded; then in days. */
function duration(seconds: number, style: NumberStyle): NumberText {
  const size = Math.abs(seconds);
  if (size === 0) return { number: "0", unit: "s" };
  if (size < MINUTE) return scaledBy(TIMES, seconds, style);
  if (size >= YEAR) return { number: digits(seconds / DAY, style), unit: " days" };
  const to = size < HOUR ? 1 : size < DAY ? MINUTE : HOUR;
  const rounded = Math.round(size / to) * to;
  const parts = [
    { amount: Math.floor(rounded / DAY), letter: "d" },
    { amount: Math.floor((rounded % DAY) / HOUR), letter: "h" },
    { amount: Math.floor((rounded % HOUR) / MINUTE), letter: "m" },
    { amount: rounded % MINUTE, letter: "s" },
  ].filter(({ amount }) => amount > 0);
  const words = parts.map(({ amount, letter }) => `${amount}${letter}`).join(" ");
  return { number: `${seconds < 0 ? "-" : ""}${words}`, unit: "" };
}

/** @param value in the family's own unit @param inOwn how much the unit itself is, for a number that is not scaled */
function scaledBy(rows: readonly Scale[], value: number, style: NumberStyle, inOwn = 1): NumberText {
  const size = Math.abs(value);
  const isPlain = style.scaled === false || size === 0;
  const scale = isPlain
    ? rows.find((row) => Math.abs(row.size - inOwn) < inOwn * 1e-9)
    : (rows.find((row) => size >= row.size * (1 - 1e-9)) ?? rows.at(-1));
  const by = scale?.size ?? inOwn;
  // beyond the largest suffix, and far below one
  if (rows === COUNTS && !isPlain && size >= 1e15) return { number: exponential(value), unit: "" };
  return { number: digits(value / by, style), unit: scale?.suffix ?? "" };
}

/** At most so many digits after the point; what would be 0 with them is in exponential notation. */
function digits(value: number, { precision = 2 }: NumberStyle): string {
  const rounded = Number(value.toFixed(Math.min(precision, 20)));
  if (value !== 0 && Math.abs(value) < 10 ** -precision && precision > 0) return exponential(value);
  if (Math.abs(rounded) >= 1e21) return exponential(value);
  return rounded === 0 ? "0" : String(rounded);
}

/** `2e19`, `1e-3`. */
const exponential = (value: number) => value.toExponential(0).replace("e+", "e");

/** `1 query`, `2 queries`. */
function pluralOf(name: string, value: number): string {
  const words = name.replaceAll("_", " ");
  if (value === 1) return words;
  if (/[^aeiou]y$/.test(words)) return `${words.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(words) ? `${words}es` : `${words}s`;
}

/**
 * A step between the numbers of an axis that reads well in the unit: 1, 2, 2.5 or 5 times a power of ten of what it is
 * scaled to; parts of an hour and of a day for times, powers of two for bytes.
 * @param span of the whole axis
 * @param count about so many steps
 */
export function niceStep(span: number, unit: DisplayUnit = {}, count = 3): number {
  const least = Math.abs(span) / count;
  if (!(least > 0 && Number.isFinite(least))) return 1;
  const family = familyOf(unit.name);
  const inOwn = family ? family.units[unit.name!]! : 1;
  const wanted = least * inOwn;
  if (family === TIME_FAMILY && wanted > 1 && wanted <= TIME_STEPS.at(-1)!) {
    return TIME_STEPS.find((step) => step >= wanted)! / inOwn;
  }
  const scale = (family?.scales ?? []).find(({ size }) => wanted >= size * 0.5)?.size ?? 1;
  const share = wanted / scale;
  const power = 10 ** Math.floor(Math.log10(share) + 1e-12);
  const binary = family?.scales === BYTES ? BINARY.find((step) => step >= share) : undefined;
  const step = binary ?? power * (DECIMAL.find((one) => one * power >= share * (1 - 1e-9)) ?? 10);
  return Number(((step * scale) / inOwn).toPrecision(12));
}

const DECIMAL = [1, 2, 2.5, 5, 10];
const BINARY = [0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];
const TIME_STEPS = [
  ...[2, 5, 10, 15, 20, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE],
  ...[HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 5 * DAY, 10 * DAY, 30 * DAY],
];
