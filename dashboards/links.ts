import { type CustomLink, type DashboardDefinition, linkTo } from "../datadog/definitions";
import { errorLogs, failedSpans, ofComponents } from "./settings";

/*
 * Where a dashboard leads. Datadog encodes a link itself, and puts the time of the clicked point in its place.
 * https://docs.datadoghq.com/dashboards/guide/context-links/
 */

const logsAt = (search: string) =>
  `/logs?query=${search} env:{{$env.value}}&from_ts={{timestamp_start}}&to_ts={{timestamp_end}}&live=false`;

const tracesAt = (search: string) =>
  `/apm/traces?query=${search} env:{{$env.value}}&start={{timestamp_start}}&end={{timestamp_end}}&paused=true`;

/** Logs and traces of the components, at the time of a point. */
export const logsAndTraces: readonly CustomLink[] = [
  { label: "Logs at this time", link: logsAt(ofComponents) },
  { label: "Traces at this time", link: tracesAt(ofComponents) },
];

/** The logs and traces among them that are errors. */
export const failuresAtThisTime: readonly CustomLink[] = [
  { label: "Error logs at this time", link: logsAt(errorLogs) },
  { label: "Failed traces at this time", link: tracesAt(failedSpans) },
];

/** A dashboard that is linked to. */
export interface Page {
  /** For a note, which knows no time. */
  readonly inNote: string;
  /** For the menu of a point: the same environment at the same time. */
  readonly atThisTime: readonly CustomLink[];
}

/**
 * A link to a dashboard of the same environment.
 * @param definition nothing where it is made before this one: the link searches for its title
 */
export function pageOf(title: string, definition: DashboardDefinition | undefined): Page {
  if (definition === undefined) {
    return { inNote: `[${title}](/dashboard/lists?q=${encodeURIComponent(title)})`, atThisTime: [] };
  }
  const path = `/dashboard/${linkTo(definition)}`;
  const time = "from_ts={{timestamp_start}}&to_ts={{timestamp_end}}&live=false";
  return {
    inNote: `[${title}](${path}?tpl_var_env=$env.value)`,
    atThisTime: [{ label: `${title} at this time`, link: `${path}?tpl_var_env={{$env.value}}&${time}` }],
  };
}

/** Brackets end a link in Markdown. */
const encoded = (search: string) => encodeURIComponent(search).replaceAll("(", "%28").replaceAll(")", "%29");

const logsIn = (search: string) => `/logs?query=${encoded(search)}%20env:$env.value`;
const tracesIn = (search: string) => `/apm/traces?query=${encoded(search)}%20env:$env.value`;

/** Searches in a note, which knows the environment and no time. */
export const inNote = {
  logs: `[logs](${logsIn(ofComponents)})`,
  errorLogs: `[error logs](${logsIn(errorLogs)})`,
  traces: `[traces](${tracesIn(ofComponents)})`,
  failedTraces: `[failed traces](${tracesIn(failedSpans)})`,
} as const;
