import { type CheckOptions, checkMonitor, isMistyped } from "../definitions";
import { type Finding, finding } from "../findings";
import { isObject, type JsonObject } from "../json";
import { checkMonitorQuery } from "../query";
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
  /**
   * Which keys that are not known are reported: every one where people write them, those near to a known one where other
   * programs do too, none where the keys are another program's own.
   * @default "near"
   */
  readonly keys?: "all" | "near" | "none";
}

/** Where a finding is: at the key, where that is what is wrong. */
export function placeOf(document: SourceDocument, path: SourcePath, check: Finding["check"]): Span {
  return (check === "unknown-key" ? document.keySpan(path) : undefined) ?? nearestSpan(document, path);
}

/** Where a finding is: a part of the text at its path, where it has a range. */
export function spanOf(document: SourceDocument, path: SourcePath, { range, check }: Finding): Span {
  const text = range && document.string(path);
  if (!text) return placeOf(document, path, check);
  const start = text.at(range.start);
  return { start, end: Math.max(start, text.at(range.end)) };
}

/** The findings without those about keys that are none of ours to judge. */
export function withKeys(findings: readonly Finding[], keys: Found["keys"] = "near"): readonly Finding[] {
  if (keys === "all") return findings;
  return findings.filter((found) => (keys === "near" ? isMistyped(found) : found.check !== "unknown-key"));
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
  const spanInFile = ({ path: inside, range, check }: Finding): Span => {
    const at = located(inside);
    if (at && range) return foundQuery("monitor", at).spanOf(range);
    return placeOf(document, [...path, ...pathInFile(inside)], check);
  };
  return {
    names: typeof definition.name === "string" ? [...monitor.names, definition.name] : monitor.names,
    comments: monitor.comments,
    query,
    unchecked: query?.interpolated ? INTERPOLATED : undefined,
    findings: (options) => {
      const known = query && knownParts({ ...definition, ...textsOf(definition, located) });
      if (!known) return [];
      const unknownKeys = monitor.keys === "all" ? "all" : "near";
      const isBare = isBareQuery(definition) || monitor.keys === "none";
      return withKeys(findingsOf(known, query.text, { ...options, unknownKeys }, isBare), monitor.keys).map(
        (finding) => ({
          finding,
          span: spanInFile(finding),
        }),
      );
    },
  };
}

/** The texts of a monitor as its file has them; one that is filled in elsewhere is not known. */
function textsOf(definition: JsonObject, located: (path: SourcePath) => Located | undefined): JsonObject {
  const texts: Record<string, string | undefined> = {};
  for (const key of ["type", "name", "query", "message"]) {
    const text = typeof definition[key] === "string" ? located([key]) : undefined;
    if (text) texts[key] = text.interpolated ? undefined : text.text;
  }
  return texts;
}

const WITHOUT_TYPE: Finding = finding(
  "monitor-type",
  'The monitor has no type: give it one, such as "metric alert" or "log alert".',
  { path: [] },
);

/** The monitor without what else is filled in elsewhere. */
function knownParts({ type, name, query, message, options, ...rest }: JsonObject): JsonObject {
  const known = isObject(options) ? withoutInterpolated(options) : options;
  return {
    ...withoutInterpolated(rest),
    type,
    name,
    query,
    message,
    ...(known === undefined ? {} : { options: known }),
  };
}

function withoutInterpolated(object: JsonObject): JsonObject {
  if (!isInterpolated(JSON.stringify(object))) return object;
  return Object.fromEntries(Object.entries(object).filter(([, value]) => !isInterpolated(JSON.stringify(value) ?? "")));
}

/** A query with notes about it, rather than a monitor: it has nothing else of one. A type may be made elsewhere. */
function isBareQuery(definition: JsonObject): boolean {
  if (Object.hasOwn(definition, "type") && definition.type !== null) return typeof definition.type !== "string";
  return !["name", "message", "options", "tags"].some((key) => Object.hasOwn(definition, key));
}

/**
 * What is wrong with the monitor as far as it is there: of one without a type the query is checked, and a message that is
 * left out (`name` may be the file's, in YAML) is no mistake.
 */
function findingsOf(monitor: JsonObject, query: string, options: CheckOptions, isBare: boolean): readonly Finding[] {
  const { type, name, message, ...rest } = monitor;
  if (typeof type !== "string") {
    const own = checkMonitorQuery(query, options).map((finding) => ({ ...finding, path: ["query"] }));
    return isBare || type !== undefined ? own : [WITHOUT_TYPE, ...own];
  }
  const whole = { ...rest, type, name: name ?? "monitor", message: message ?? "" };
  return checkMonitor(whole, options).filter(({ path }) => message != null || path[0] !== "message");
}
