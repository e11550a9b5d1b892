import { own } from "../../../json";
import { keyValues } from "./keyvalue";
import type { GrokArgument, GrokCall } from "./syntax";

/** What a filter makes of a matched value; `undefined` drops the attribute. */
type Filter = (value: unknown, args: readonly GrokArgument[]) => unknown;

/**
 * The filters that Datadog's grok knows. The two that are `null` are accepted in rules and give nothing here: reading
 * XML and user agents is no part of any log this project knows.
 *
 * @see https://docs.datadoghq.com/logs/log_configuration/parsing/?tab=filters#matcher-and-filter
 */
const FILTERS: Readonly<Record<string, Filter | null>> = {
  number: (value) => numeric(value),
  integer: (value) => map(numeric(value), Math.trunc),
  boolean: (value) => ({ true: true, false: false })[String(value).toLowerCase()],
  nullIf: (value, [nothing]) => (String(value) === String(nothing) ? undefined : value),
  json: (value) => json(String(value)),
  rubyhash: (value) => json(String(value).replace(/(?:"([^"]*)"|:?(\w+))\s*=>/g, (_, a, b) => `"${a ?? b}":`)),
  querystring: (value) => Object.fromEntries(new URLSearchParams(String(value))),
  decodeuricomponent: (value) => attempt(() => decodeURIComponent(String(value))),
  lowercase: (value) => String(value).toLowerCase(),
  uppercase: (value) => String(value).toUpperCase(),
  keyvalue: (value, args) => keyValues(String(value), args.map(String)),
  csv: (value, args) => csv(String(value), args.map(String)),
  scale: (value, [factor]) => map(numeric(value), (number) => round(number * Number(factor))),
  array: (value, args) => array(String(value), args),
  url: (value) => url(String(value)),
  useragent: null,
  xml: null,
};

/** Every filter's name. */
export const FILTER_NAMES: readonly string[] = Object.keys(FILTERS);

/** Applies the filter that a token names; a value that it cannot read gives `undefined`. */
export function applyFilter({ name, args }: GrokCall, value: unknown): unknown {
  return own(FILTERS, name)?.(value, args);
}

function numeric(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() === "" ? Number.NaN : Number(value);
  return Number.isNaN(number) ? undefined : number;
}

function map<T, R>(value: T | undefined, change: (value: T) => R): R | undefined {
  return value === undefined ? undefined : change(value);
}

/** 0.512 × 10⁹ is 512000000.00000006 in binary: fifteen digits are all that a double keeps. */
function round(value: number): number {
  return Number(value.toPrecision(15));
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function json(text: string): unknown {
  return attempt(() => JSON.parse(text) as unknown);
}

function url(text: string): unknown {
  const parsed = attempt(() => new URL(text, "relative:/"));
  if (!parsed) return undefined;
  const path = parsed.pathname;
  const query = Object.fromEntries(parsed.searchParams);
  return {
    ...(parsed.host === "" ? {} : { scheme: parsed.protocol.slice(0, -1), host: parsed.hostname }),
    ...(parsed.port === "" ? {} : { port: Number(parsed.port) }),
    path,
    ...(parsed.search === "" ? {} : { queryString: query }),
    ...(parsed.hash === "" ? {} : { hash: parsed.hash.slice(1) }),
  };
}

function csv(text: string, [headers = "", separator = ",", quote = '"']: readonly string[]): unknown {
  const cells = splitCsv(text, separator === "tab" ? "\t" : separator, quote);
  const entries = headers.split(",").map((header, at) => [header.trim(), cells[at]] as const);
  return Object.fromEntries(entries.filter(([, cell]) => cell !== undefined && cell !== "").map(typed));
}

function splitCsv(text: string, separator: string, quote: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? "";
    if (char === quote && quoted && text[at + 1] === quote) {
      cell += quote;
      at += 1;
    } else if (char === quote) quoted = !quoted;
    else if (char === separator && !quoted) {
      cells.push(cell);
      cell = "";
    } else cell += char;
  }
  return [...cells, cell];
}

function typed([header, cell]: readonly [string, string | undefined]): [string, unknown] {
  return [header, numeric(cell) ?? cell];
}

/** `array("[]", ",", integer)`: brackets are optional, the last argument is a filter for each item. */
function array(text: string, args: readonly GrokArgument[]): unknown {
  const itemFilter = args.find((arg) => typeof arg === "object");
  const texts = args.filter((arg) => typeof arg === "string");
  const [brackets, separator] = texts.length > 1 ? texts : ["", texts[0] ?? ","];
  const inner = brackets ? strip(text, brackets) : text;
  if (inner === undefined) return undefined;
  const items = inner.split(separator ?? ",").map((item) => item.trim());
  return itemFilter === undefined ? items : items.map((item) => applyFilter(itemFilter, item));
}

function strip(text: string, brackets: string): string | undefined {
  const [open = "", close = ""] = brackets;
  return text.startsWith(open) && text.endsWith(close) ? text.slice(1, -1) : undefined;
}
