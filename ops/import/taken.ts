import {
  apiMonitorSchema,
  checkMonitor,
  dashboardSchema,
  declared,
  type MonitorDefinition,
  monitorKind,
  withoutIds,
} from "../../datadog/definitions";
import { pathText, wordIssues } from "../../datadog/findings";
import { isObject, type Json, type JsonObject, without } from "../../datadog/json";
import { attributesOf, monitorTable } from "../../datadog/terraform";
import { writtenMonitor } from "./monitor-defaults";

/** What of an object is brought into code, and what is not. */
export interface Taken<T> {
  readonly definition: T;
  /** What is left behind, each with the reason: `options.silenced: …`. */
  readonly notes: readonly string[];
}

/** An object that cannot be brought into code; the message says why. */
export class NotTaken extends Error {
  override readonly name = "NotTaken";
}

/**
 * What Terraform can keep of a monitor. Settings that its provider has no attribute for are left behind, and said.
 * @throws NotTaken for what is no monitor, or would be another one without what is left behind
 */
export function takenMonitor(found: JsonObject): Taken<MonitorDefinition> {
  const object = withoutAnswered(declared(monitorKind.given, found));
  refuseMisshapen(apiMonitorSchema, object, "the monitor");
  const written = writtenMonitor(object) as unknown as JsonObject;
  const problems = problemsOf(written);
  for (const { path, message } of problems) {
    if (typeof path.at(-1) === "number" || REQUIRED.has(String(path[0]))) {
      throw new NotTaken(`${pathText(path)}: ${message}`);
    }
  }
  const kept = problems.reduce<Json>((object, { path }) => withoutField(object, path), written) as JsonObject;
  const [still] = [...problemsOf(kept), ...newMistakes(written, kept)];
  if (still !== undefined) throw new NotTaken(`${pathText(still.path)}: ${still.message}`);
  return {
    definition: kept as unknown as MonitorDefinition,
    notes: problems.map(({ path, message }) => `${pathText(path)} is not taken over: ${message}`),
  };
}

const REQUIRED: ReadonlySet<string> = new Set(["name", "type", "query", "message"]);

/** What Terraform has no attribute for; who may change a monitor is a resource of its own. */
const problemsOf = (monitor: JsonObject) => attributesOf(monitorTable, without(monitor, "restricted_roles")).problems;

/** What is wrong with a monitor that was not wrong before something was left out. */
function newMistakes(before: JsonObject, after: JsonObject) {
  const wrong = (monitor: JsonObject) => checkMonitor(monitor).filter(({ severity }) => severity === "wrong");
  const known = new Set(wrong(before).map(({ check }) => check));
  return wrong(after).filter(({ check }) => !known.has(check));
}

function withoutField(from: Json, [step, ...rest]: readonly (string | number)[]): Json {
  if (Array.isArray(from)) {
    return (from as readonly Json[]).map((item, index) => (index === Number(step) ? withoutField(item, rest) : item));
  }
  if (!isObject(from) || step === undefined) return from;
  if (rest.length === 0) return without(from, String(step));
  const inner = from[step];
  return inner === undefined ? from : { ...from, [step]: withoutField(inner, rest) };
}

/** Without what Datadog adds to its answers. */
function withoutAnswered(object: JsonObject): JsonObject {
  const answered = Object.keys(monitorTable.answered ?? {});
  const fields = without(object, ...answered.filter((path) => !path.includes(".")));
  const options = answered.flatMap((path) => (path.startsWith("options.") ? [path.slice("options.".length)] : []));
  return isObject(fields.options) ? { ...fields, options: without(fields.options, ...options) } : fields;
}

const READ_ONLY =
  "is_read_only is not taken over: Datadog no longer supports it. Use a restriction policy (https://docs.datadoghq.com/dashboards/guide/is-read-only-deprecation/).";

/**
 * A dashboard as it is declared: everything but what Datadog sets.
 * @throws NotTaken for what is no dashboard
 */
export function takenDashboard(found: JsonObject): Taken<JsonObject> {
  const definition = withoutIds(found as never) as unknown as JsonObject;
  refuseMisshapen(dashboardSchema, definition, "the dashboard");
  if (definition.is_read_only !== true) return { definition, notes: [] };
  return { definition: without(definition, "is_read_only"), notes: [READ_ONLY] };
}

function refuseMisshapen(schema: typeof apiMonitorSchema | typeof dashboardSchema, object: Json, what: string): void {
  const { error } = schema.safeParse(object, { reportInput: true });
  if (error === undefined) return;
  const [first] = wordIssues(error.issues, schema, object, what);
  throw new NotTaken(first?.message ?? "it has another shape than Datadog's API documents");
}
