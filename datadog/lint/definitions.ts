import { type CheckOptions, KINDS } from "../definitions";
import type { Finding } from "../findings";
import { isObject, type JsonObject } from "../json";
import type { SourceDocument, SourcePath } from "../source";
import { dashboardSubjects } from "./dashboard-subject";
import { kindOf, type RecognizedKind } from "./kinds";
import { type Found, monitorSubject, spanOf, withKeys } from "./monitor-subject";
import { type DocumentContext, type Subject, uncheckedSubject } from "./subject";

/** The definitions of a document: one, a list, or what exports wrap them in. */
export function definitionSubjects(document: SourceDocument, context: DocumentContext): Subject[] {
  const foreign = isObject(document.value) && isKubernetes(document.value);
  const keys = foreign ? "none" : context.isWritten ? "all" : "near";
  const found = definitionsIn(document.value, []).map(({ value, path }): Recognized => {
    const kind = kindOf(value);
    if (kind !== undefined && isObject(value)) return { kind, value, path };
    return context.refuse(
      path,
      "unknown object: expected a monitor (with query), a dashboard (with widgets), a log pipeline (with processors), or another object of Datadog's API",
    );
  });
  const neighbors = new Neighbors(found);
  return found.flatMap((one) => {
    const { value, path } = one;
    const comments = context.areaOf(path);
    const whole = { definition: value, document, path, names: [], comments, rewritable: true, keys } as const;
    return subjectsOf(neighbors.kindOf(one), whole);
  });
}

interface Recognized {
  readonly kind: RecognizedKind;
  readonly value: JsonObject;
  readonly path: SourcePath;
}

/** What is wrong with the definitions of a file beside one another, by definition; found out once a kind. */
class Neighbors {
  private readonly byKind = new Map<string, ReadonlyMap<JsonObject, readonly Finding[]>>();

  constructor(private readonly found: readonly Recognized[]) {}

  /** The kind, with what is found of a definition among its neighbors added to its check. */
  kindOf({ kind, value }: Recognized): RecognizedKind {
    const { check } = kind;
    if (!check || !kind.checkTogether) return kind;
    const own = (options: CheckOptions) => this.findings(kind, options).get(value) ?? [];
    return { ...kind, check: (definition, options) => [...check(definition, options), ...own(options)] };
  }

  private findings(kind: RecognizedKind, options: CheckOptions): ReadonlyMap<JsonObject, readonly Finding[]> {
    const known = this.byKind.get(kind.name);
    if (known) return known;
    const definitions = this.found
      .filter((other) => other.kind.name === kind.name)
      .map(({ value }) => value)
      .filter((value) => kind.check?.(value, options).every(({ severity }) => severity !== "wrong"));
    const all = new Map<JsonObject, Finding[]>(definitions.map((value) => [value, []]));
    for (const finding of kind.checkTogether?.(definitions) ?? []) {
      const [index, ...path] = finding.path;
      all.get(definitions[Number(index)]!)?.push({ ...finding, path });
    }
    this.byKind.set(kind.name, all);
    return all;
  }
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
  { definition, document, path, names, comments, keys }: Found,
): Subject {
  return {
    names,
    comments,
    findings: (options) =>
      withKeys(check(definition, options), keys).map((finding) => ({
        finding,
        span: spanOf(document, [...path, ...finding.path], finding),
      })),
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
