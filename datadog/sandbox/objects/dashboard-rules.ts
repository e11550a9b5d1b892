import { checkDashboard } from "../../definitions";
import { isObject, type Json, type JsonObject, listOf } from "../../json";
import { badRequest } from "../refusal";
import { dashboardWording } from "./wording";

/** What works only on a second look: Datadog takes a formula that names a missing query. */
const taken = ["formula-name", "undefined-variable"];

/** Refuses (400) a dashboard that Datadog would not take, in its words. */
export function assertedDashboard(body: JsonObject): void {
  if (typeof body.title !== "string") throw badRequest("'title' is a required property");
  if (body.layout_type !== "ordered" && body.layout_type !== "free") {
    throw badRequest(`'layout_type' should be one of ['free', 'ordered'], not ${python(body.layout_type)}`);
  }
  if (!Array.isArray(body.widgets)) throw badRequest("'widgets' is a required property");
  refuseTemplateVariables(body);
  listOf(body.widgets).forEach((widget, place) => {
    refuseWidget(widget, place, body.layout_type === "free");
  });
  const [finding] = checkDashboard(body).filter(
    ({ severity, check }) => severity === "wrong" && !taken.includes(check),
  );
  if (finding !== undefined) throw badRequest(dashboardWording(finding, body));
}

function refuseTemplateVariables(body: JsonObject): void {
  for (const variable of listOf(body.template_variables)) {
    const both = isObject(variable) && variable.default != null && variable.defaults != null;
    if (!isObject(variable) || typeof variable.name !== "string" || both) {
      throw badRequest("'template_variables' is invalid");
    }
    if (listOf(variable.defaults).includes("")) throw badRequest("Minimum length of parameter 'defaults' should be 1");
  }
  for (const preset of listOf(body.template_variable_presets)) {
    for (const variable of isObject(preset) ? listOf(preset.template_variables) : []) refusePresetVariable(variable);
  }
}

function refusePresetVariable(variable: Json): void {
  if (!isObject(variable)) throw badRequest("'template_variables' is invalid");
  if (variable.value != null && variable.values != null) {
    throw badRequest(`'template_variables' value '${python(variable)}' is invalid`);
  }
  if (Array.isArray(variable.values) && variable.values.length === 0) {
    throw badRequest("Minimum number of elements in parameter 'values' should be 1");
  }
}

function refuseWidget(widget: Json, place: number, free: boolean): void {
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
export function python(value: Json | undefined): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  if (!isObject(value)) return String(value);
  const entries = Object.entries(value).map(([key, item]) => `'${key}': ${python(item)}`);
  return `{${entries.join(", ")}}`;
}
