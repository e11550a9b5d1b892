import { finding } from "../findings";
import { isObject, type JsonObject } from "../json";
import { jsonDocument, type SourceDocument, type SourcePath } from "../source";
import { yamlDocument } from "../source/yaml";
import {
  type ResourceTable,
  readDocument,
  type TerraformDocument,
  TerraformProblem,
  type TerraformResource,
  tableOf,
  terraformForm,
  translate,
} from "../terraform";
import { dashboardSubjects } from "./dashboard-subject";
import { subjectsOf } from "./definitions";
import { kindOf } from "./kinds";
import { type Found, monitorSubject } from "./monitor-subject";
import { isChecked, resourceSubject } from "./resource-subject";
import { type DocumentContext, INTERPOLATED, type Subject, uncheckedSubject } from "./subject";
import { evaluated, withoutTemplates } from "./templates";
import { BLOCK_RESOURCES, blockSubjects } from "./terraform-queries";

/**
 * The Datadog resources of a configuration, a plan or a state; nothing where the document is none of these. Resources of
 * other providers are left out.
 * @public `document-subjects.ts` loads it when such a document comes
 */
export function terraformSubjects(document: SourceDocument, context: DocumentContext): Subject[] | undefined {
  if (terraformForm(document.value) === undefined) return undefined;
  const { form, resources, locals } = terraformIn(document.value, context);
  const templates = form === "configuration";
  return resources
    .filter(({ type }) => type.startsWith("datadog_"))
    .flatMap((resource) => {
      const { path, address } = resource;
      const place = {
        document,
        path,
        names: [address],
        comments: context.areaOf(path),
        rewritable: context.isTerraform,
      };
      return resourceSubjects(resource, templates ? { ...place, locals } : place);
    });
}

function terraformIn(value: unknown, context: DocumentContext): TerraformDocument {
  try {
    return readDocument(value);
  } catch (error) {
    if (error instanceof TerraformProblem) return context.refuse([], error.message);
    throw error;
  }
}

type TextAttribute = NonNullable<ResourceTable["text"]>;

interface Place extends Omit<Found, "definition"> {
  /** What templates may name. @default strings are no templates */
  readonly locals?: JsonObject;
}

/** The place with its strings as they are once nothing is left to evaluate. */
function readable(place: Place): Place {
  return place.locals ? { ...place, document: withoutTemplates(place.document, place.locals) } : place;
}

function resourceSubjects({ type, values, unknown }: TerraformResource, place: Place): Subject[] {
  const table = tableOf(type);
  const templates = place.locals !== undefined;
  if (type === "datadog_monitor" && table) {
    const { definition, attributePath } = translate(table, values, { templates });
    // blocks that are made by a loop may be there or not: what is left to check is the query
    const known = values.dynamic === undefined ? definition : { ...definition, type: undefined };
    return [monitorSubject({ ...readable(place), definition: known, pathInFile: attributePath })];
  }
  const queries = BLOCK_RESOURCES.includes(type) ? blockSubjects(values, readable(place)) : [];
  if (table && isChecked(table)) {
    return [...queries, resourceSubject(table, { ...readable(place), values, unknown, locals: place.locals }, queries)];
  }
  if (BLOCK_RESOURCES.includes(type)) return queries;
  if (table?.text) return embeddedSubjects(type, table.text, place);
  return [uncheckedSubject(type, place.names, place.comments)];
}

/** A definition that is the JSON or YAML of an attribute: as text, or as what `jsonencode` is given. */
function embeddedSubjects(type: string, { attribute, format }: TextAttribute, place: Place): Subject[] {
  const { names, comments } = place;
  const path: SourcePath = [...place.path, attribute];
  const encoded = place.document.encoded?.(path);
  if (encoded) return definedSubjects(type, readable({ ...place, document: encoded, path: [] }));
  const text = readable(place).document.string(path);
  if (!text) return [];
  const read = format === "json" ? jsonDocument(text) : yamlDocument(text);
  if ("document" in read)
    return definedSubjects(type, { ...place, document: read.document, path: [], rewritable: false });
  // what Terraform puts together may be readable when it is applied
  if (text.interpolated) return [uncheckedSubject(INTERPOLATED, names, comments)];
  const broken = finding(SHAPES[type] ?? "definition-shape", `\`${attribute}\` cannot be read: ${read.message}.`);
  const span = { start: read.offset, end: read.offset + 1 };
  return [{ names, comments, findings: () => [{ finding: broken, span }] }];
}

/** What malformed text is reported as. */
const SHAPES: Readonly<Record<string, "monitor-shape" | "dashboard-shape">> = {
  datadog_monitor_json: "monitor-shape",
  datadog_dashboard_json: "dashboard-shape",
};

function definedSubjects(type: string, place: Place): Subject[] {
  const definition = evaluated(place.document.value);
  const kind = kindOf(definition);
  if (!isObject(definition) || kind === undefined)
    return [uncheckedSubject(madeOf(place) ? INTERPOLATED : type, place.names, place.comments)];
  const found: Found = { ...place, definition };
  return kind.name === "dashboard" ? dashboardSubjects(found, madeOf(place)) : subjectsOf(kind, found);
}

/** Whether an expression is in the place of a value, so that not even its type is known. */
function madeOf({ document }: Place): boolean {
  const isMade = (value: unknown, path: SourcePath): boolean => {
    if (typeof value === "string") return value.startsWith("${") && document.string(path)?.expression === true;
    if (typeof value !== "object" || value === null) return false;
    return Object.entries(value as JsonObject).some(([key, inner]) => isMade(inner, [...path, key]));
  };
  return isMade(document.value, []);
}
