import { KINDS } from "../../../definitions";
import { type Finding, lineAndColumn } from "../../../findings";
import { isObject, type Json, type JsonObject, listOf, objectOf, without } from "../../../json";
import { badRequest, notFound } from "../../refusal";
import type { Rules } from "../store";
import { valueAt } from "./value-at";

const kind = KINDS.dashboard;

/** What Datadog sets at the top; the ids of widgets stay when a client sends them along. */
const FIELDS = kind.given.fields.filter((field) => !field.includes("."));

export const dashboardRules: Rules<string> = {
  kind,
  missing: (id) => notFound(`Dashboard with ID ${id} not found`),
  meaning: (body) => without(body, ...FIELDS),
  screen,
  // kept, and the widget shows an error: see docs/checks/formula-name.md
  takes: ({ check }) => check === "formula-name",
  worded,
};

function screen(body: JsonObject): void {
  if (typeof body.title !== "string") throw badRequest("'title' is a required property");
  if (body.layout_type !== "ordered" && body.layout_type !== "free") {
    throw badRequest(`'layout_type' should be one of ['free', 'ordered'], not ${python(body.layout_type)}`);
  }
  if (!Array.isArray(body.widgets)) throw badRequest("'widgets' is a required property");
  screenVariables(body);
  listOf(body.widgets).forEach((widget, place) => {
    screenWidget(widget, place, body.layout_type === "free");
  });
}

function screenVariables(body: JsonObject): void {
  for (const variable of listOf(body.template_variables)) {
    const both = isObject(variable) && variable.default != null && variable.defaults != null;
    if (!isObject(variable) || typeof variable.name !== "string" || both) {
      throw badRequest("'template_variables' is invalid");
    }
    if (listOf(variable.defaults).includes("")) throw badRequest("Minimum length of parameter 'defaults' should be 1");
  }
  for (const preset of listOf(body.template_variable_presets)) {
    for (const variable of isObject(preset) ? listOf(preset.template_variables) : []) screenPresetVariable(variable);
  }
}

function screenPresetVariable(variable: Json): void {
  if (!isObject(variable)) throw badRequest("'template_variables' is invalid");
  if (variable.value != null && variable.values != null) {
    throw badRequest(`'template_variables' value '${python(variable)}' is invalid`);
  }
  if (Array.isArray(variable.values) && variable.values.length === 0) {
    throw badRequest("Minimum number of elements in parameter 'values' should be 1");
  }
}

function screenWidget(widget: Json, place: number, free: boolean): void {
  const problem = widgetProblem(widget, free);
  if (problem !== undefined) throw badRequest(`Invalid widget at position ${place}. Error: ${problem}`);
}

function widgetProblem(widget: Json, free: boolean): string | undefined {
  if (!isObject(widget)) return `${python(widget)} is not of type 'object'`;
  if (!isObject(widget.definition)) return "'definition' is a required property";
  if (typeof widget.definition.type !== "string") return "'type' is a required property";
  if (free && !isObject(widget.layout)) return "'layout' is a required property";
  return undefined;
}

/** The value as Python prints it: Datadog's errors quote values that way. */
function python(value: Json | undefined): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  if (!isObject(value)) return String(value);
  const entries = Object.entries(value).map(([key, item]) => `'${key}': ${python(item)}`);
  return `{${entries.join(", ")}}`;
}

/** What Datadog answers to a dashboard with this finding. */
function worded(finding: Finding, body: JsonObject): string | undefined {
  const [section, place] = finding.path;
  if (section !== "widgets" || typeof place !== "number") return undefined;
  if (finding.check === "dashboard-layout") return `Invalid widget at position ${place}. Error: ${finding.message}`;
  if (finding.check === "dashboard-shape") return widgetWording(finding, body);
  return `Invalid query in widget at position ${place}. Error: ${queryWording(finding, valueAt(body, finding.path))}`;
}

/** `… of type group. Error: Invalid inner widget definition at position 3 of type note. Error: …`. */
function widgetWording({ path, message }: Finding, body: JsonObject): string {
  const inner = path[2] === "definition" && path[3] === "widgets" && typeof path[4] === "number" ? path[4] : undefined;
  const type = (steps: Finding["path"]) => String(objectOf(objectOf(valueAt(body, steps)).definition).type);
  const own = `Invalid widget definition at position ${path[1]} of type ${type(path.slice(0, 2))}. Error: `;
  if (inner === undefined) return own + message;
  return `${own}Invalid inner widget definition at position ${inner} of type ${type(path.slice(0, 5))}. Error: ${message}`;
}

/** A query that cannot be read is quoted with the place, as Datadog's grammar reports it. */
function queryWording({ check, range, message }: Finding, query: Json | undefined): string {
  if (check === "mixed-scope") return "'AND' and 'OR' cannot be mixed with ','";
  if (check !== "syntax" || typeof query !== "string" || range === undefined) return message;
  const { line, column } = lineAndColumn(query, range.start);
  return `unable to parse ${query}: Rule 'scope_expr' didn't match at '${query.slice(range.start)}' (line ${line}, column ${column}).`;
}
