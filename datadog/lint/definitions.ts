import { KINDS } from "../definitions";
import type { Finding } from "../findings";
import { isObject, type JsonObject } from "../json";
import { nearestSpan, type SourceDocument, type SourcePath, type Span } from "../source";
import { dashboardSubjects } from "./dashboard-subject";
import { kindOf, type RecognizedKind } from "./kinds";
import { type Found, monitorSubject } from "./monitor-subject";
import { type DocumentContext, type Subject, uncheckedSubject } from "./subject";

/** The definitions of a document: one, a list, or what exports wrap them in. */
export function definitionSubjects(document: SourceDocument, context: DocumentContext): Subject[] {
  return definitionsIn(document.value, []).flatMap(({ value, path }) => {
    const kind = kindOf(value);
    if (kind === undefined || !isObject(value)) {
      return context.refuse(
        path,
        "unknown object: expected a monitor (with query), a dashboard (with widgets), a log pipeline (with processors) or another object of Datadog's API",
      );
    }
    const comments = context.areaOf(path);
    return subjectsOf(kind, { definition: value, document, path, names: [], comments, rewritable: true });
  });
}

/** A definition of a kind as what is checked of it. */
export function subjectsOf(kind: RecognizedKind, found: Found): Subject[] {
  const { definition } = found;
  if (kind.name === KINDS.monitor.name && typeof definition.query === "string") return [monitorSubject(found)];
  if (kind.name === KINDS.dashboard.name && Array.isArray(definition.widgets)) return dashboardSubjects(found);
  const names = typeof definition.name === "string" ? [...found.names, definition.name] : found.names;
  const { check } = kind;
  return [check ? definitionSubject(check, { ...found, names }) : uncheckedSubject(kind.name, names, found.comments)];
}

/** A definition as one thing to check. */
function definitionSubject(
  check: NonNullable<RecognizedKind["check"]>,
  { definition, document, path, names, comments }: Found,
): Subject {
  const spanOf = (finding: Finding): Span => {
    const here = [...path, ...finding.path];
    const text = finding.range && document.string(here);
    if (!text || !finding.range) return nearestSpan(document, here);
    const start = text.at(finding.range.start);
    return { start, end: Math.max(start, text.at(finding.range.end)) };
  };
  return {
    names,
    comments,
    findings: (options) => check(definition, options).map((finding) => ({ finding, span: spanOf(finding) })),
  };
}

interface AtPath {
  readonly value: unknown;
  readonly path: SourcePath;
}

/** What exports, integrations, the second API and Kubernetes resources put their definitions under. */
const WRAPPERS = ["monitors", "dashboards", "definition", "monitor_definition", "data", "attributes", "spec"];

/** The monitors of a value, with their paths: one, a list, or what exports wrap them in. */
export function monitorsIn(value: unknown): readonly AtPath[] {
  return definitionsIn(value, []).filter((found) => kindOf(found.value)?.name === KINDS.monitor.name);
}

/** Lists, wrappers and collections by id, undone. */
function definitionsIn(value: unknown, path: SourcePath): AtPath[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => definitionsIn(item, [...path, index]));
  if (!isObject(value)) return [{ value, path }];
  if (kindOf(value) !== undefined && !isKubernetes(value)) return [{ value, path }];
  const inside = insideOf(value);
  if (inside.length === 0) return [{ value, path }];
  return inside.flatMap((key) => definitionsIn(value[key], [...path, key]));
}

/** A resource of the Datadog operator, `DatadogMonitor`: else it would be taken for an entity of the software catalog. */
function isKubernetes({ apiVersion }: JsonObject): boolean {
  return typeof apiVersion === "string" && apiVersion.startsWith("datadoghq.com/");
}

function insideOf(value: JsonObject): string[] {
  const wrappers = WRAPPERS.filter((key) => Object.hasOwn(value, key));
  return wrappers.length > 0 ? wrappers : Object.keys(value).filter((key) => kindOf(value[key]) !== undefined);
}
