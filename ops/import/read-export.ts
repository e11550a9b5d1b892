import { recognized } from "../../datadog/definitions";
import { isObject, type JsonObject, own, stringOf } from "../../datadog/json";
import { readTextFile } from "../../datadog/source";
import {
  Attributes,
  definitionOf,
  Evaluation,
  readDocument,
  TerraformProblem,
  type TerraformResource,
  tableOf,
  terraformForm,
} from "../../datadog/terraform";
import { type Found, ImportError, type LeftOut } from "./found";
import { IMPORTED_KINDS, type ImportKind, importKindOf, KIND_NAMES, WHAT_IS_IMPORTED } from "./kinds";

/** What a file holds, and what of it is not brought into code. */
export interface FoundAndLeftOut {
  readonly found: readonly Found[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * The monitors and dashboards of a file: what "Export monitor" and "Copy dashboard JSON" give, an answer of the API, lines of
 * JSON, or Terraform's state, plan or configuration as JSON.
 * @throws SourceError for a file that cannot be read; ImportError for one that holds nothing of the kind
 */
export function readExport(path: string): FoundAndLeftOut {
  const { name, text } = readTextFile(path);
  const values = jsonValues(name, text);
  const parts = values.map((value) => partsOf(value, name));
  const found = parts.flatMap((part) => part.found);
  const leftOut = parts.flatMap((part) => part.leftOut);
  if (found.length === 0 && leftOut.length === 0) {
    throw new ImportError(
      `${name}: there is nothing in it that can be imported: expected an export, an answer of the API, or Terraform's state`,
    );
  }
  return { found, leftOut };
}

function jsonValues(name: string, text: string): readonly unknown[] {
  if (text.trim() === "") throw new ImportError(`${name}: it is empty`);
  try {
    return [JSON.parse(text)];
  } catch (error) {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    const values = lines.map(parsed);
    if (lines.length > 1 && values.every(isObject)) return values;
    throw new ImportError(`${name}: not valid JSON: ${(error as Error).message.replace(/\s+/g, " ")}`);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function partsOf(value: unknown, from: string): FoundAndLeftOut {
  if (terraformForm(value) !== undefined && !isDefinition(value)) return terraformParts(value, from);
  return merged(objectsIn(value).map((object) => one(object, from)));
}

const isDefinition = (value: unknown) => isObject(value) && recognized(value) !== undefined;

/** The objects of an answer of the API: itself, in a list, or in the list that it holds. */
function objectsIn(value: unknown): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (!isObject(value)) return [];
  if (isDefinition(value)) return [value];
  const inside = [value.monitors, value.dashboards, value.data, value.definition].filter((each) => each !== undefined);
  return inside.length > 0 ? inside.flatMap(objectsIn) : [value];
}

/** An object of the API as what it is. */
export function one(object: JsonObject, from: string): FoundAndLeftOut {
  const kind = recognized(object)?.kind;
  const id = object.id === undefined || object.id === null ? undefined : String(object.id);
  const known = importKindOf(kind);
  if (known !== undefined && (known !== "dashboard" || Array.isArray(object.widgets))) {
    return { found: [{ kind: known, definition: object, from, id }], leftOut: [] };
  }
  if (known === "dashboard") {
    const why = "it is a line of a list, without its widgets: export the dashboard itself";
    return { found: [], leftOut: [{ what: `dashboard ${nameOf(object)} in ${from}`, why }] };
  }
  const what =
    kind === undefined ? `an object of an unknown kind in ${from}` : `${kind.name} ${nameOf(object)} in ${from}`;
  const why = kind === undefined ? `only ${WHAT_IS_IMPORTED} are imported` : whyNot(kind.name);
  return { found: [], leftOut: [{ what, why }] };
}

const nameOf = (object: JsonObject) =>
  JSON.stringify(stringOf(object.name) ?? stringOf(object.title) ?? String(object.id));

const whyNot = (kind: string) => `only ${WHAT_IS_IMPORTED} are imported: write the ${kind} by hand`;

const merged = (parts: readonly FoundAndLeftOut[]): FoundAndLeftOut => ({
  found: parts.flatMap(({ found }) => found),
  leftOut: parts.flatMap(({ leftOut }) => leftOut),
});

// --------------------------------------------------------------------------------------------- Terraform

const KINDS: Readonly<Record<string, ImportKind>> = {
  ...Object.fromEntries(KIND_NAMES.map((kind) => [IMPORTED_KINDS[kind].resource, kind])),
  datadog_monitor_json: "monitor",
};

function terraformParts(value: unknown, from: string): FoundAndLeftOut {
  try {
    const document = readDocument(value);
    const evaluation = new Evaluation(document, { variables: {} });
    const ours = document.resources.filter(({ type }) => type.startsWith("datadog_"));
    return merged(ours.map((resource) => terraformPart(resource, evaluation, from)));
  } catch (error) {
    if (error instanceof TerraformProblem) throw new ImportError(`${from}: ${error.message}`);
    throw error;
  }
}

function terraformPart(resource: TerraformResource, evaluation: Evaluation, from: string): FoundAndLeftOut {
  const { address, type, unknown, repeated } = resource;
  const kind = own(KINDS, type);
  const table = tableOf(type);
  const left = (why: string): FoundAndLeftOut => ({ found: [], leftOut: [{ what: `${address} in ${from}`, why }] });
  if (kind === undefined || table === undefined) {
    return left(
      type === "datadog_dashboard"
        ? "its widgets are written in Terraform's own form: export the dashboard's JSON from Datadog"
        : `only ${WHAT_IS_IMPORTED} are imported`,
    );
  }
  if (repeated !== undefined)
    return left(`${repeated} is only known to Terraform: use its state (terraform show -json)`);
  try {
    const values = evaluation.valuesOf(resource);
    const definition = definitionOf(table, new Attributes(address, values, { unknown }));
    const id = stringOf(values.id) || undefined;
    return { found: [{ kind, definition, from: `${address} in ${from}`, id }], leftOut: [] };
  } catch (error) {
    if (error instanceof TerraformProblem) return left(error.problem);
    throw error;
  }
}
