import type { MonitorDefinition, SloDefinition } from "../datadog/definitions";
import { nearest } from "../datadog/findings";
import { checkOf, metricQueriesOf, namesOf, refuseUnreadable, sloMetrics, sloOf } from "./queries";

/** Data that no monitor looks at, or that a monitor looks at and that is not there: what would pass as OK silently. */
export class SeriesMismatch extends Error {
  override readonly name = "SeriesMismatch";

  constructor(
    message: string,
    readonly section: "series" | "checks",
    /** The series that is meant. @default one is missing */
    readonly series?: string,
  ) {
    super(message);
  }
}

/** A series, or the runs of a service check. */
interface Named {
  /** As it was written: `pipeline.runs{status:failed}`. */
  readonly name: string;
  readonly metric: string;
}

/** The data of a story. */
export interface StoryData {
  readonly series: readonly Named[];
  readonly checks: readonly Named[];
}

/**
 * Refuses data that no query names, and a query whose metric or service check has no data. A series that only the scope
 * leaves out is fine.
 * @throws SeriesMismatch
 * @throws AlertingError for a monitor whose query cannot be read
 */
export function refuseMismatch(
  monitors: readonly MonitorDefinition[],
  { series, checks }: StoryData,
  slos: ReadonlyMap<string, SloDefinition>,
): void {
  monitors.forEach(refuseUnreadable);
  const measured = monitors.flatMap((one) => slos.get(sloOf(one) ?? "") ?? []).flatMap(sloMetrics);
  const metrics = [...monitors.flatMap((one) => namesOf(metricQueriesOf(one))), ...measured];
  refuse("series", "metric", series, [...new Set(metrics)]);
  refuse("checks", "service check", checks, [...new Set(monitors.flatMap((one) => checkOf(one) ?? []))]);
}

/** What a histogram's name is followed by in the metrics that it becomes. */
const PARTS = ["avg", "median", "max", "95percentile", "count"];

const feeds = (metric: string, name: string) => name === metric || PARTS.some((part) => name === `${metric}.${part}`);

function refuse(section: keyof StoryData, what: string, given: readonly Named[], queried: readonly string[]): void {
  for (const { name, metric } of given) {
    if (queried.some((wanted) => feeds(metric, wanted))) continue;
    const meant = nearest(metric, queried);
    const hint = meant === undefined ? `The queries name ${queried.join(", ") || "none"}.` : `Did you mean ${meant}?`;
    throw new SeriesMismatch(`No query names the ${what} ${metric}. ${hint}`, section, name);
  }
  const missing = queried.find((wanted) => !given.some(({ metric }) => feeds(metric, wanted)));
  if (missing === undefined) return;
  throw new SeriesMismatch(
    `There is no data for the ${what} ${missing}, which the query names. Add it; "${missing}": "_x20" is twenty minutes of silence.`,
    section,
  );
}
