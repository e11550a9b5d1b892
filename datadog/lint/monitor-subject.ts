import { checkMonitor } from "../definitions";
import type { Finding } from "../findings";
import { isObject, type JsonObject } from "../json";
import { type CheckOptions, checkMonitorQuery } from "../query";
import { type Located, nearestSpan, type SourceDocument, type SourcePath, type Span } from "../source";
import { foundQuery, isInterpolated } from "./query-subject";
import { INTERPOLATED, type Subject } from "./subject";

/** A definition that was found in a file. */
export interface Found {
  /** In the shape of Datadog's API. */
  readonly definition: JsonObject;
  readonly document: SourceDocument;
  /** The definition's place in the document. */
  readonly path: SourcePath;
  readonly names: readonly string[];
  /** Where comments may ignore checks for it. @default nowhere */
  readonly comments?: Span;
  /** Whether the file is where the queries were written. @default false */
  readonly rewritable?: boolean;
}

/** A monitor that was found in a file. */
export interface FoundMonitor extends Found {
  /** From a path in `definition` to the one in the file. @default the same */
  readonly pathInFile?: (path: SourcePath) => SourcePath;
}

/** A monitor as one thing to check: its query, and its message and options with it. */
export function monitorSubject(monitor: FoundMonitor): Subject {
  const { definition, document, path, pathInFile = (same) => same } = monitor;
  const located = (inside: SourcePath): Located | undefined => document.string([...path, ...pathInFile(inside)]);
  const text = located(["query"]);
  const rewrite = monitor.rewritable ? document.rewrite([...path, ...pathInFile(["query"])]) : undefined;
  const query = text && foundQuery("monitor", text, rewrite);
  const spanOf = ({ path: inside, range }: Finding): Span => {
    const at = located(inside);
    if (at && range) return foundQuery("monitor", at).spanOf(range);
    return nearestSpan(document, [...path, ...pathInFile(inside)]);
  };
  return {
    names: typeof definition.name === "string" ? [...monitor.names, definition.name] : monitor.names,
    comments: monitor.comments,
    query,
    unchecked: query?.interpolated ? INTERPOLATED : undefined,
    findings: (options) =>
      query ? findingsOf(definition, query.text, options).map((finding) => ({ finding, span: spanOf(finding) })) : [],
  };
}

/**
 * What is wrong with the monitor as far as it is there: a bare query is checked as a query, and a message that is left out
 * (`name` may be the file's, in YAML) is no mistake.
 */
function findingsOf(definition: JsonObject, query: string, options: CheckOptions): readonly Finding[] {
  const { type, name, message, ...rest } = knownSettings(definition);
  if (typeof type !== "string") {
    return checkMonitorQuery(query, options).map((finding) => ({ ...finding, path: ["query"] }));
  }
  const whole = { ...rest, type, name: name ?? "monitor", message: message ?? "" };
  return checkMonitor(whole, options).filter(({ path }) => message != null || path[0] !== "message");
}

/** The monitor without what is filled in elsewhere: what that will be is not known. */
function knownSettings(definition: JsonObject): JsonObject {
  const known = withoutInterpolated(definition);
  return isObject(known.options) || !isObject(definition.options)
    ? known
    : { ...known, options: withoutInterpolated(definition.options) };
}

function withoutInterpolated(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => !isInterpolated(JSON.stringify(value) ?? "")));
}
