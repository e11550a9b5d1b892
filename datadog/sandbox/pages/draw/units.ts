import { own } from "../../../json";

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
  /** Whether it is scaled, to `1.2k` or `3 GiB`. @default true */
  readonly scaled?: boolean;
}

/** A number as it is written: what is large, and what is small beside it. */
export interface NumberText {
  readonly number: string;
  /** With the space before it, if there is one. */
  readonly unit: string;
}

/** From which value on (in the unit of the first row) a scale is used, and how much one of it is. */
interface Scale {
  readonly size: number;
  readonly suffix: string;
}

const scales = (...rows: readonly (readonly [size: number, suffix: string])[]): readonly Scale[] =>
  rows.map(([size, suffix]) => ({ size, suffix })).reverse();

const KIBI = 1024;

const BYTES = scales(
  [1, " B"],
  [KIBI, " KiB"],
  [KIBI ** 2, " MiB"],
  [KIBI ** 3, " GiB"],
  [KIBI ** 4, " TiB"],
  [KIBI ** 5, " PiB"],
  [KIBI ** 6, " EiB"],
);

const BITS = scales([1, " b"], [1e3, " Kb"], [1e6, " Mb"], [1e9, " Gb"], [1e12, " Tb"]);

const HERTZ = scales([1, " Hz"], [1e3, " kHz"], [1e6, " MHz"], [1e9, " GHz"]);

/** Of seconds. */
const TIMES = scales(
  [1e-9, " ns"],
  [1e-6, " µs"],
  [1e-3, " ms"],
  [1, " s"],
  [60, " min"],
  [3600, " hr"],
  [86_400, " day"],
  [604_800, " wk"],
);

const COUNTS = scales([1, ""], [1e3, "k"], [1e6, "M"], [1e9, "G"], [1e12, "T"], [1e15, "P"]);

/** A family of units: its scales, and how much one of each unit is in the family's first one. */
interface Family {
  readonly scales: readonly Scale[];
  readonly units: Readonly<Record<string, number>>;
}

/** @see https://docs.datadoghq.com/metrics/units/ */
const FAMILIES: readonly Family[] = [
  {
    scales: BYTES,
    units: {
      byte: 1,
      kibibyte: KIBI,
      mebibyte: KIBI ** 2,
      gibibyte: KIBI ** 3,
      tebibyte: KIBI ** 4,
      pebibyte: KIBI ** 5,
      exbibyte: KIBI ** 6,
    },
  },
  { scales: BITS, units: { bit: 1 } },
  { scales: HERTZ, units: { hertz: 1, kilohertz: 1e3, megahertz: 1e6, gigahertz: 1e9 } },
  {
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
  },
];

/** What one of these is in percent. */
const PERCENTAGES: Readonly<Record<string, number>> = { percent: 1, fraction: 100, percent_nano: 1e-7 };

/** Money goes before the number. */
const CURRENCIES: Readonly<Record<string, { readonly sign: string; readonly size: number }>> = {
  dollar: { sign: "$", size: 1 },
  cent: { sign: "$", size: 0.01 },
  microdollar: { sign: "$", size: 1e-6 },
  euro: { sign: "€", size: 1 },
  pound: { sign: "£", size: 1 },
};

/** The short names that Datadog writes; any other unit is written in the plural. */
const SHORT: Readonly<Record<string, string>> = {
  connection: "conn",
  request: "req",
  packet: "pkt",
  error: "err",
  message: "msg",
  operation: "op",
  process: "proc",
  query: "query",
  second: "s",
  minute: "min",
  hour: "hr",
  day: "day",
  degree_celsius: "°C",
  degree_fahrenheit: "°F",
  apdex: "",
};

/**
 * A number in a unit, scaled as Datadog writes it: `1.5 GiB`, `250 ms`, `12.3k req/s`, `45%`.
 * @see https://docs.datadoghq.com/dashboards/guide/unit-override/
 */
export function numberIn(value: number, unit: DisplayUnit = {}, style: NumberStyle = {}): NumberText {
  if (!Number.isFinite(value)) return { number: "–", unit: "" };
  const { name } = unit;
  const per = unit.per === undefined ? "" : `/${own(SHORT, unit.per) ?? unit.per}`;
  if (unit.label !== undefined) return withUnit(scaledBy(COUNTS, value, style), unit.label);
  if (name === undefined) return withUnit(scaledBy(COUNTS, value, style), per);
  const percent = own(PERCENTAGES, name);
  if (percent !== undefined) return { number: digits(value * percent, style), unit: `%${per}` };
  const currency = own(CURRENCIES, name);
  if (currency !== undefined) {
    const text = scaledBy(COUNTS, Math.abs(value) * currency.size, style);
    return { number: `${value < 0 ? "-" : ""}${currency.sign}${text.number}`, unit: text.unit + per };
  }
  const family = FAMILIES.find(({ units }) => own(units, name) !== undefined);
  if (family) {
    const text = scaledBy(family.scales, value * family.units[name]!, style, family.units[name]!);
    return { number: text.number, unit: text.unit + per };
  }
  const plural = own(SHORT, name) ?? pluralOf(name, value);
  return withUnit(scaledBy(COUNTS, value, style), plural + per);
}

/** The number as one text. */
export function numberText(value: number, unit?: DisplayUnit, style?: NumberStyle): string {
  const { number, unit: after } = numberIn(value, unit, style);
  return number + after;
}

function withUnit(text: NumberText, unit: string): NumberText {
  if (unit === "") return text;
  return { number: text.number, unit: `${text.unit}${unit.startsWith("/") || unit.startsWith("%") ? "" : " "}${unit}` };
}

/** @param value in the family's first unit @param own how much the unit itself is, for a number that is not scaled */
function scaledBy(rows: readonly Scale[], value: number, style: NumberStyle, own = 1): NumberText {
  const size = Math.abs(value);
  const fits = (row: Scale) => size >= row.size * (1 - 1e-9);
  const scale =
    style.scaled === false || size === 0
      ? rows.find((row) => Math.abs(row.size - own) < own * 1e-9)
      : (rows.find(fits) ?? rows.at(-1));
  const { size: by, suffix } = scale ?? { size: 1, suffix: "" };
  return { number: digits(value / by, style), unit: suffix };
}

/** At most so many digits after the point; of a value below them all, its first two. */
function digits(value: number, { precision = 2 }: NumberStyle): string {
  const rounded = Number(value.toFixed(Math.min(precision, 20)));
  if (rounded !== 0 || value === 0 || precision === 0) return plain(rounded);
  return plain(Number(value.toPrecision(2)));
}

/** Without an exponent where it can be read; `-0` is 0. */
function plain(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e-6 && size < 1e21) return value.toLocaleString("en-US", { maximumFractionDigits: 12, useGrouping: false });
  return String(value);
}

/** `1 query`, `2 queries`. */
function pluralOf(name: string, value: number): string {
  const words = name.replaceAll("_", " ");
  if (value === 1) return words;
  if (/[^aeiou]y$/.test(words)) return `${words.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(words) ? `${words}es` : `${words}s`;
}
