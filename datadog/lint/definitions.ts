import { isObject, type JsonObject } from "../json";
import type { SourceDocument, SourcePath } from "../source";
import { dashboardSubjects } from "./dashboard-subject";
import { kindOf } from "./kinds";
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
    return subjectsOf(kind, {
      definition: value,
      document,
      path,
      names: [],
      comments: context.areaOf(path),
      rewritable: true,
    });
  });
}

/** A definition of a kind as what is checked of it. */
export function subjectsOf(kind: string, found: Found): Subject[] {
  if (kind === "monitor") return [monitorSubject(found)];
  if (kind === "dashboard") return dashboardSubjects(found);
  return [uncheckedSubject(kind, namesOf(found), found.comments)];
}

function namesOf({ definition, names }: Found): readonly string[] {
  return typeof definition.name === "string" ? [...names, definition.name] : names;
}

interface AtPath {
  readonly value: unknown;
  readonly path: SourcePath;
}

/** What exports, integrations, the second API and Kubernetes resources put their definitions under. */
const WRAPPERS = ["monitors", "dashboards", "definition", "monitor_definition", "data", "attributes", "spec"];

/** Lists, wrappers and collections by id, undone. */
function definitionsIn(value: unknown, path: SourcePath): AtPath[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => definitionsIn(item, [...path, index]));
  if (!isObject(value) || kindOf(value) !== undefined) return [{ value, path }];
  const inside = insideOf(value);
  if (inside.length === 0) return [{ value, path }];
  return inside.flatMap((key) => definitionsIn(value[key], [...path, key]));
}

function insideOf(value: JsonObject): string[] {
  const wrappers = WRAPPERS.filter((key) => Object.hasOwn(value, key));
  return wrappers.length > 0 ? wrappers : Object.keys(value).filter((key) => kindOf(value[key]) !== undefined);
}
