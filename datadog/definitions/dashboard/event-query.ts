import { checkedLimit } from "./limit";

/** The explorers whose events a widget can count. */
type EventSource = "logs" | "spans" | "rum" | "events";

/** What is computed over the events that a search finds. */
export interface Compute {
  readonly aggregation: "count" | "cardinality" | "avg" | "sum" | "min" | "max" | "median" | `pc${number}`;
  /** The facet or measure that is aggregated: `@duration`. Not for `count`. */
  readonly metric?: string;
  /** Milliseconds between the points of a curve. @default chosen by Datadog from the time range */
  readonly interval?: number;
}

/** Some events, and what is computed over them. */
export interface EventSearch {
  /**
   * In the search syntax of the explorer: `status:error service:api`.
   * @see https://docs.datadoghq.com/logs/explorer/search_syntax/
   */
  readonly search: string;
  /** @default how many there are */
  readonly compute?: Compute;
  /** Facets, `service` or `@error.kind`; one series for each of their values. @default none */
  readonly by?: readonly string[];
  /** The maximum number of values for each facet, highest first. @default 10 */
  readonly limit?: number;
}

/** A query over events instead of metrics. */
export interface EventQuery {
  readonly data_source: EventSource;
  readonly indexes: readonly string[];
  readonly search: { readonly query: string };
  readonly compute: Compute;
  readonly group_by: readonly {
    readonly facet: string;
    readonly limit: number;
    readonly sort: { readonly aggregation: string; readonly order: "desc"; readonly metric?: string };
  }[];
  readonly storage?: "hot";
}

/** Logs: `logs({ search: "status:error", by: ["service"] })`. */
export const logs = (search: EventSearch): EventQuery => ({ ...eventQuery("logs", ["*"], search), storage: "hot" });

/** Spans that a retention filter keeps, which are a sample. For exact counts, use a trace metric. */
export const spans = (search: EventSearch): EventQuery => eventQuery("spans", ["trace-search"], search);

/** Actions and views of browsers and phones. */
export const rum = (search: EventSearch): EventQuery => eventQuery("rum", ["*"], search);

/** Events: deployments, alerts, what integrations report. */
export const events = (search: EventSearch): EventQuery => eventQuery("events", ["*"], search);

function eventQuery(data_source: EventSource, indexes: readonly string[], settings: EventSearch): EventQuery {
  const { search, compute = { aggregation: "count" }, by = [] } = settings;
  const limit = checkedLimit(settings.limit ?? 10);
  const { aggregation, metric } = compute;
  const sort = { aggregation, order: "desc", ...(metric === undefined ? {} : { metric }) } as const;
  return {
    data_source,
    indexes,
    search: { query: search },
    compute,
    group_by: by.map((facet) => ({ facet, limit, sort })),
  };
}
