import { checkMonitor } from "../../datadog/definitions";
import type { Finding } from "../../datadog/findings";
import { type CheckOptions, checkMonitorQuery } from "../../datadog/query";
import type { Path, Places } from "./json-places";
import type { Located } from "./located";
import { foundQuery, isInterpolated } from "./query-subject";
import type { Span, Subject } from "./subject";
import type { JsonObject } from "./terraform-monitor";

/** A monitor that was found in a file. */
export interface FoundMonitor {
  /** In the shape of Datadog's API. */
  readonly definition: JsonObject;
  /** The monitor's place in the document. */
  readonly path: Path;
  /** From a path in `definition` to the one in the file. @default the same */
  readonly pathInFile?: (path: Path) => Path;
  /** What the text of an attribute stands for. @default itself */
  readonly decode?: (text: Located) => Located;
  readonly names: readonly string[];
  readonly comments?: Span;
  /** Whether the file is where the query was written. @default false */
  readonly rewritable?: boolean;
}

/** A monitor as one thing to check: its query, and its message and options with it. */
export function monitorSubject(monitor: FoundMonitor, places: Places): Subject {
  const { definition, path, pathInFile = (same) => same, decode = (text) => text } = monitor;
  const located = (inside: Path): Located | undefined => {
    const text = places.string([...path, ...pathInFile(inside)]);
    return text && decode(text);
  };
  const text = located(["query"]);
  const query =
    text && foundQuery("monitor", text, monitor.rewritable ? places.rewrite([...path, "query"]) : undefined);
  const spanOf = ({ path: inside, range }: Finding): Span => {
    const at = located(inside);
    if (at && range) return foundQuery("monitor", at).spanOf(range);
    return nearestSpan(places, [...path, ...pathInFile(inside)]);
  };
  return {
    names: typeof definition.name === "string" ? [...monitor.names, definition.name] : monitor.names,
    comments: monitor.comments,
    query,
    interpolated: query !== undefined && isInterpolated(query.text),
    counts: true,
    findings: (options) =>
      query ? findingsOf(definition, query.text, options).map((finding) => ({ finding, span: spanOf(finding) })) : [],
  };
}

/**
 * What is wrong with the monitor as far as it is there: a bare query is checked as a query, and a message that is left out
 * (`name` may be the file's, in YAML) is no mistake.
 */
function findingsOf(definition: JsonObject, query: string, options: CheckOptions): readonly Finding[] {
  const { type, name, message } = definition;
  if (typeof type !== "string" || type.includes("${")) {
    return checkMonitorQuery(query, options).map((finding) => ({ ...finding, path: ["query"] }));
  }
  const whole = { ...definition, name: name ?? "monitor", message: message ?? "" };
  return checkMonitor(whole, options).filter(({ path }) => message != null || path[0] !== "message");
}

/** The place of a value, or of the nearest thing about it that the file has. */
export function nearestSpan(places: Places, path: Path): Span {
  for (let length = path.length; length >= 0; length--) {
    const span = places.span(path.slice(0, length));
    if (span) return span;
  }
  return { start: 0, end: 0 };
}
