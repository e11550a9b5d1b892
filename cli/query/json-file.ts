import { dashboardSubjects } from "./dashboard-subject";
import { UsageError } from "./input";
import { jsonPlaces, type Path, type Places } from "./json-places";
import { type Located, part, plain } from "./located";
import { monitorSubject } from "./monitor-subject";
import type { Contents, Span, Subject } from "./subject";
import { terraformSubjects } from "./terraform-file";
import { isObject, type Json } from "./terraform-monitor";

/**
 * Reads monitors and dashboards in Datadog's JSON: one, a list, `{"monitors": […]}`, or one a line; and synthesized or
 * planned Terraform.
 * @throws UsageError when it is not JSON, nests too deep, or holds neither
 */
export function jsonFile(name: string, text: string): Contents {
  const whole = plain(text);
  if (text.trim() === "") return { subjects: [], comments: [] };
  const value = parsed(text);
  if (value.ok) return { subjects: documentSubjects(name, value.value, whole), comments: [] };
  const lines = jsonLines(name, whole);
  if (!lines) throw new UsageError(`${name}: it is not JSON: ${value.message}`);
  return { subjects: lines, comments: [] };
}

/** What Datadog and Terraform write nests a few dozen levels. */
const MAX_DEPTH = 200;

type Parsed = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly message: string };

function parsed(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? oneLine(error.message) : String(error) };
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

/** One object a line; nothing where not even the first line is one. */
function jsonLines(name: string, whole: Located): Subject[] | undefined {
  const subjects: Subject[] = [];
  let start = 0;
  for (const [index, line] of whole.text.split("\n").entries()) {
    const value = line.trim() === "" ? undefined : parsed(line);
    if (value?.ok) subjects.push(...documentSubjects(name, value.value, part(whole, start, start + line.length)));
    else if (value && subjects.length === 0) return undefined;
    else if (value) throw new UsageError(`${name}: line ${index + 1} is not JSON: ${value.message}`);
    start += line.length + 1;
  }
  return subjects;
}

function documentSubjects(name: string, value: Json, source: Located): readonly Subject[] {
  const places = jsonPlaces(source);
  if (places.depth > MAX_DEPTH) throw new UsageError(`${name}: it nests deeper than ${MAX_DEPTH} levels`);
  const terraform = terraformSubjects(value, places);
  if (terraform) return terraform;
  return definitionSubjects(name, value, places);
}

/**
 * The monitors and dashboards of a document.
 * @throws UsageError where it holds anything else
 */
export function definitionSubjects(
  name: string,
  value: Json,
  places: Places,
  commentsOf?: (path: Path) => Span | undefined,
): Subject[] {
  return definitionsIn(value, []).flatMap(({ value: definition, path }) => {
    const found = { path, names: [], rewritable: true };
    if (isObject(definition) && Array.isArray(definition.widgets)) {
      return dashboardSubjects({ ...found, definition }, places);
    }
    if (isObject(definition) && typeof definition.query === "string") {
      return [monitorSubject({ ...found, definition, comments: commentsOf?.(path) }, places)];
    }
    const where = path.length === 0 ? "it" : path.join(".");
    throw new UsageError(
      `${name}: ${where} is neither a monitor (it has no query) nor a dashboard (it has no widgets)`,
    );
  });
}

interface AtPath {
  readonly value: Json;
  readonly path: Path;
}

/** What exports, integrations, the second API and Kubernetes resources put their definitions under. */
const WRAPPERS = ["monitors", "dashboards", "definition", "monitor_definition", "data", "attributes", "spec"];

/** Lists, wrappers and collections by id, undone. */
function definitionsIn(value: Json, path: Path): AtPath[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => definitionsIn(item, [...path, index]));
  if (!isObject(value) || isDefinition(value)) return [{ value, path }];
  const wrapper = WRAPPERS.filter((key) => key in value);
  const inside = wrapper.length > 0 ? wrapper : Object.keys(value).filter((key) => isDefinition(value[key]));
  if (inside.length === 0) return [{ value, path }];
  return inside.flatMap((key) => definitionsIn(value[key], [...path, key]));
}

const isDefinition = (value: Json) => isObject(value) && ("query" in value || "widgets" in value);
