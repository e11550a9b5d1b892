import type { DashboardDefinition, MonitorDefinition, SloDefinition } from "../../../../definitions";
import type { MetricCatalog, VariableValue } from "../../../../query";
import type { AlertingState } from "../../../alerting";
import type { EventStore } from "../../../events";
import type { SeriesStore } from "../../../series";

/** What widgets are drawn from: the data of an organization over a range of time. */
export interface View {
  readonly series: SeriesStore;
  readonly events: EventStore;
  /** UNIX seconds. */
  readonly from: number;
  /** UNIX seconds, exclusive: what widgets call now. */
  readonly to: number;
  /** What the template variables stand for, by name. */
  readonly variables: Readonly<Record<string, VariableValue>>;
  readonly monitors: readonly { readonly id: string; readonly definition: MonitorDefinition }[];
  /** The states of the monitors at `to`, by their ids. */
  readonly states: Pick<AlertingState, "get">;
  /** By id. */
  readonly slos: ReadonlyMap<string, SloDefinition>;
  /** The units of metrics. */
  readonly metrics: Pick<MetricCatalog, "metric">;
}

/** What a viewer chose: values by the name of a variable. */
export type Choices = Readonly<Record<string, readonly string[]>>;

/**
 * The values of a dashboard's template variables: what is chosen, or the defaults.
 * @see https://docs.datadoghq.com/dashboards/template_variables/
 */
export function variablesOf(
  { template_variables: declared }: Pick<DashboardDefinition, "template_variables">,
  chosen: Choices = {},
): Readonly<Record<string, VariableValue>> {
  const entries = (declared ?? []).map(({ name, prefix, defaults, default: old }) => {
    const values = Object.hasOwn(chosen, name) ? chosen[name]! : (defaults ?? (old ? [old] : []));
    return [name, { values, ...(prefix ? { tag: prefix } : {}) }] as const;
  });
  return Object.fromEntries(entries);
}

/** A text with values in the place of `$name` and `$name.value`; several values as the alternatives of a search. */
export function filledText(text: string, variables: View["variables"], everything = "*"): string {
  return text.replace(/\$([\w-]+(?:\.(?!value\b)[\w-]+)*)(\.(?:value|key))?/g, (whole, name: string, part?: string) => {
    if (!Object.hasOwn(variables, name)) return whole;
    const { tag, values } = variables[name]!;
    if (part === ".key") return tag ?? name;
    const all = values.length === 0 || values.includes("*");
    const alternatives = values.length > 1 ? `(${values.join(" OR ")})` : String(values[0]);
    if (part === ".value" || tag === undefined) return all ? everything : alternatives;
    return all ? `${tag}:*` : `${tag}:${alternatives}`;
  });
}

/** A title or a note: what is chosen, in the place of `$name`. */
export function filledTitle(text: string, variables: View["variables"]): string {
  const plain = Object.entries(variables).map(([name, { values }]) => [name, { values }] as const);
  return filledText(text, Object.fromEntries(plain)).replaceAll(/\((\S+(?: OR \S+)+)\)/g, (_whole, list: string) =>
    list.replaceAll(" OR ", ", "),
  );
}

/** A search with its variables filled in: one that is not restricted restricts nothing. */
export function filledSearch(text: string, variables: View["variables"]): string {
  const open = Object.entries(variables).filter(([, { values }]) => values.length === 0 || values.includes("*"));
  let search = text;
  // `$host`, `-$host`, `host:$host.value`: a filter on everything is no filter
  for (const [name] of open) {
    const quoted = name.replace(/[^\w]/g, "\\$&");
    search = search.replace(
      new RegExp(`(?<=^|[\\s(])[-!]?(?:[@\\w.-]+:)?\\$${quoted}(?:\\.value)?(?=$|[\\s)])`, "g"),
      "*",
    );
  }
  return filledText(search, variables);
}

/** The range of a view that ends at the same time, or now. */
export function narrowedTo(view: View, seconds: number): View {
  return { ...view, from: view.to - seconds };
}

const UNITS: Readonly<Record<string, number>> = {
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  month: 2_592_000,
  year: 31_536_000,
};

const LETTERS: Readonly<Record<string, number>> = {
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  mo: 2_592_000,
  y: 31_536_000,
};

/**
 * The time range of a widget's own `time`: a live span, `live` with unit and value, `fixed`, or nothing of its own.
 * @returns the view over that range, and the range in words
 * @see https://docs.datadoghq.com/dashboards/guide/custom_time_frames/
 */
export function viewOver(view: View, time: unknown): { readonly view: View; readonly words?: string } {
  if (typeof time !== "object" || time === null) return { view };
  const { live_span: span, type, unit, value, from, to } = time as Readonly<Record<string, unknown>>;
  if (type === "fixed" && typeof from === "number" && typeof to === "number" && from < to) {
    const words = `${dayAndTime(from)} – ${dayAndTime(to)}`;
    return { view: { ...view, from, to: Math.min(to, view.to) }, words };
  }
  if (type === "live" && typeof value === "number" && typeof unit === "string" && Object.hasOwn(UNITS, unit)) {
    const letter = { minute: "m", hour: "h", day: "d", week: "w", month: "mo", year: "y" }[unit];
    return { view: narrowedTo(view, value * UNITS[unit]!), words: `${value}${letter}` };
  }
  if (typeof span !== "string") return { view };
  const [, amount, letter] = /^(\d+)(mo|[mhdwy])$/.exec(span) ?? [];
  if (amount !== undefined) return { view: narrowedTo(view, Number(amount) * LETTERS[letter!]!), words: span };
  const start = startOfCalendar(span, view.to);
  return start === undefined ? { view } : { view: { ...view, from: start }, words: span.replaceAll("_", " ") };
}

/** `week_to_date` (weeks start on Monday), `month_to_date`: in UTC. */
function startOfCalendar(span: string, now: number): number | undefined {
  const day = Math.floor(now / 86_400) * 86_400;
  const date = new Date(now * 1000);
  if (span === "week_to_date") return day - ((date.getUTCDay() + 6) % 7) * 86_400;
  if (span === "month_to_date") return day - (date.getUTCDate() - 1) * 86_400;
  return undefined;
}

/** `Jan 2, 10:30`, in UTC. */
export function dayAndTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  const month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][
    date.getUTCMonth()
  ];
  return `${month} ${date.getUTCDate()}, ${date.toISOString().slice(11, 16)}`;
}
