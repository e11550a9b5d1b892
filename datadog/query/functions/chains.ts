import { own } from "../../json";
import type { MonitorQuery, SearchSource } from "../nodes";
import { ANOMALY_DIRECTIONS } from "./algorithms";
import type { Parameter, Signature } from "./row";

/** One link of the chain that the newer monitor queries are written as: `.rollup("avg", "@duration")`. */
export interface LinkRow extends Signature {
  /** Whether the chain needs it. @default false */
  readonly required?: boolean;
  /** A link that may stand in its place. @default none */
  readonly instead?: string;
}

const API = "https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor";
const WINDOWS = "https://docs.datadoghq.com/monitors/configuration/#cumulative-time-windows";
const INDEXES = "https://docs.datadoghq.com/logs/log_configuration/indexes/#add-indexes";
const LOGS = "https://docs.datadoghq.com/monitors/types/log/";
const CHECKS = "https://docs.datadoghq.com/monitors/types/service_check/";
const COST = "https://docs.datadoghq.com/monitors/types/cloud_cost/";
const ERRORS = "https://docs.datadoghq.com/monitors/types/error_tracking/";
const SLO = "https://docs.datadoghq.com/monitors/types/slo/";

const link = (page: string, parameters: readonly Parameter[], rest: Partial<LinkRow> = {}): LinkRow => ({
  page,
  parameters,
  sentences: [],
  ...rest,
});

/** Logs, events and their kin are looked at for two days at most, in seconds. */
export const LONGEST_SEARCH = 172_800;
/** By how many facets a search can be grouped. */
export const MOST_FACETS = 4;

/** How events become a number; all but `count` are of a facet or measure. */
export const SEARCH_ROLLUPS = ["count", "cardinality", "avg", "sum", "min", "max", "median"] as const;
export const ISSUE_SOURCES = ["all", "browser", "mobile", "backend"] as const;
export const SLO_WINDOWS = ["7d", "30d", "90d"] as const;

const tags: Parameter = { name: "tags", kind: "word", repeated: true, called: "tag" };
const facets: Parameter = { name: "facets", kind: "word", repeated: true, called: "facet", most: MOST_FACETS };
const keys: Parameter = { name: "keys", kind: "word", repeated: true, called: "tag key" };
const time: Parameter = { name: "window", kind: "duration", minimum: 60, maximum: LONGEST_SEARCH };
const span: Parameter = { name: "window", kind: "duration", minimum: 60 };
/** Cumulative windows; that of a month is for metrics alone. */
const period: Parameter = { name: "window", kind: "duration", values: ["1h", "1d"] };

const by = link(API, [facets]);
const last = link(API, [time], { required: true, instead: "current" });
const current = link(WINDOWS, [period]);
const index = link(LOGS, [{ name: "indexes", kind: "word", repeated: true, called: "index" }]);
/** @see https://docs.datadoghq.com/logs/log_configuration/indexes/#add-indexes */
const logIndex = link(INDEXES, [
  {
    name: "indexes",
    kind: "word",
    repeated: true,
    called: "index",
    values: ["*"],
    pattern: /^[a-z][a-z0-9-]*(,\s*[a-z][a-z0-9-]*)*$/,
    patternText: "the name of an index: lowercase letters, numbers, and dashes",
  },
]);
const rollup = link(
  API,
  [
    {
      name: "method",
      kind: "word",
      values: SEARCH_ROLLUPS,
      pattern: /^p?c?\d{1,2}(\.\d+)?$/,
      patternText: "a percentile such as pc95",
      words: {
        cardinality: "the number of different values",
        avg: "the average",
        sum: "the sum",
        min: "the lowest value",
        max: "the highest value",
      },
      otherwise: "the {}",
    },
    { name: "measure", kind: "word", optionalBeside: { method: ["count"] } },
  ],
  { required: true, sentences: ["{method}"] },
);

/** What the values are put through before they are compared. Of their settings only anomaly's directions are documented. */
const settings: Parameter = { name: "settings", kind: "any", optional: true, repeated: true };
const treatments = {
  anomaly: link(COST, [
    { name: "direction", kind: "word", values: ANOMALY_DIRECTIONS, named: true, optional: true },
    settings,
  ]),
  change: link(COST, [settings]),
  forecast: link(COST, [settings]),
} as const;

const search = { index, rollup, by, last, current, ...treatments } as const;

/** What tells issues apart; `@` marks an attribute and may be left out. */
const ISSUE_ID = ["issue.id", "@issue.id"] as const;

const issues = {
  source: link(ERRORS, [{ name: "source", kind: "word", values: ISSUE_SOURCES, default: "all" }]),
  new: link(ERRORS, []),
  impact: link(ERRORS, []),
  index,
  rollup,
  by,
  last,
  current,
} as const;

/** What a chain may begin with. */
export type ChainHead = SearchSource | "service check" | "formula" | "error_budget" | "burn_rate";

/** The links that each chain may have, by what it begins with. */
export const CHAINS = {
  logs: { ...search, index: logIndex },
  events: search,
  rum: search,
  "trace-analytics": search,
  audits: search,
  "ci-pipelines": search,
  "ci-tests": search,
  "database-monitoring": search,
  "network-performance": search,
  "network-path": search,
  "llm-observability": search,
  processes: { over: link(API, [tags]), rollup, by: link(API, [keys]), last, current },
  // the other heads count the errors that issues are made of
  "error-tracking": { ...issues, by: link(ERRORS, [{ ...facets, includes: ISSUE_ID }], { required: true }) },
  "error-tracking-rum": issues,
  "error-tracking-logs": issues,
  "error-tracking-traces": issues,
  "service check": {
    over: link(CHECKS, [tags]),
    exclude: link(CHECKS, [tags]),
    by: link(CHECKS, [keys]),
    // how many at most depends on the thresholds: the definition of a monitor checks it
    last: link(CHECKS, [{ name: "runs", kind: "integer", minimum: 1, called: "number of runs" }]),
    count_by_status: link(CHECKS, [], { required: true, instead: "pct_by_status" }),
    pct_by_status: link(CHECKS, []),
  },
  formula: {
    rollup: link(COST, [{ name: "method", kind: "word", values: SEARCH_ROLLUPS }]),
    by: link(API, [keys]),
    last: link(API, [span], { required: true, instead: "current" }),
    current: link(WINDOWS, [{ ...period, values: ["1h", "1d", "1mo"] }]),
    ...treatments,
  },
  error_budget: {
    over: link(SLO, [{ name: "window", kind: "duration", values: SLO_WINDOWS }], { required: true }),
  },
  burn_rate: {
    over: link(SLO, [{ name: "window", kind: "duration", values: SLO_WINDOWS }], { required: true }),
    long_window: link(SLO, [span], { required: true }),
    short_window: link(SLO, [span], { required: true }),
  },
} as const satisfies Readonly<Record<ChainHead, Readonly<Record<string, LinkRow>>>>;

/** The name of a link, in whichever chain. */
export type LinkName = { [Head in ChainHead]: keyof (typeof CHAINS)[Head] }[ChainHead];

/** Every link that some chain has. */
export const LINK_NAMES: ReadonlySet<string> = new Set(Object.values(CHAINS).flatMap((links) => Object.keys(links)));

/** The links that take a list of tags: `.by("host","url")`. */
export const LIST_LINKS: ReadonlySet<string> = new Set(
  Object.values<Readonly<Record<string, LinkRow>>>(CHAINS).flatMap((links) =>
    Object.entries(links)
      .filter(([, { parameters }]) => parameters[0]?.repeated && parameters[0].kind === "word")
      .map(([name]) => name),
  ),
);

/** What a monitor's chain begins with; nothing for a query without a chain. */
export function headOf(monitor: MonitorQuery): ChainHead | undefined {
  switch (monitor.kind) {
    case "searchAlert":
      return monitor.source;
    case "serviceCheck":
      return "service check";
    case "formulaAlert":
      return "formula";
    case "sloAlert":
      return monitor.measure;
    case "metricAlert":
    case "changeAlert":
    case "composite":
    case "raw":
      return undefined;
  }
}

const ROWS: Readonly<Record<ChainHead, Readonly<Record<string, LinkRow>>>> = CHAINS;

/** The links that a chain may have. */
export const linksOf = (head: ChainHead): Readonly<Record<string, LinkRow>> => ROWS[head];

/** What is known of a link in a chain; nothing where the chain cannot have it. */
export const linkRow = (head: ChainHead, name: string): LinkRow | undefined => own(ROWS[head], name);
