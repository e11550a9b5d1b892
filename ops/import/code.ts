import { checkDashboard, checkMonitor, type MonitorDefinition } from "../../datadog/definitions";
import type { Finding } from "../../datadog/findings";
import type { JsonObject } from "../../datadog/json";
import type { Chosen } from "./chosen";
import { dashboardCode } from "./dashboard";
import { IMPORTED_KINDS } from "./kinds";
import type { MetricsInCode } from "./metrics-in-code";
import { monitorCode } from "./monitor";
import { plainCode } from "./plain";
import type { Brought } from "./written-files";

/** An object that was brought into code. */
export interface Imported extends Brought {
  readonly title: string;
  /** What it was read from: `monitor 123`. */
  readonly from: string;
  /** The definition as it was read, without what Datadog sets. */
  readonly definition: JsonObject;
  /** How much of it is calls of functions: `query as text`, `18 of 24 widgets by functions`. */
  readonly form: string;
  /** What is not taken over, and why. */
  readonly notes: readonly string[];
  /** How many queries, or widgets, stay text that `reformat` would turn into calls. */
  readonly reformattable: number;
  /** How many widgets stay JSON for requests of the old form, with `q`, that `reformat` would turn into calls. */
  readonly oldForm: number;
  readonly findings: readonly Finding[];
  /** Where what the code gives is not what was read, a line each. */
  readonly differences: readonly string[];
}

/** An object before it is compared with what was read. */
export type Written = Omit<Imported, "differences">;

/** An object with its name in code and the file for it. */
export type Named = Chosen & { readonly name: string; readonly path: string };

/** How objects are written. */
export interface CodeSettings {
  readonly metrics: MetricsInCode;
  readonly monitors: ReadonlyMap<string, string>;
  /** Whether queries become calls even where that changes their spaces and parentheses. */
  readonly reformat: boolean;
  /** Whether requests of dashboards in the old form become queries and formulas. */
  readonly newForm: boolean;
}

/** An object in code. */
export function codeOf(
  { found, title, taken, name, path }: Named,
  { metrics, monitors, reformat, newForm }: CodeSettings,
): Written {
  const { kind, id, from } = found;
  const common = { kind, id, from, name, title, notes: taken.notes };
  if (kind === "monitor") {
    const monitor = taken.definition as MonitorDefinition;
    const file = monitorCode(monitor, { path, name, metrics, monitors, reformat });
    const form = file.isTyped ? "query by functions" : "query as text";
    const isReformattable =
      !file.isTyped && monitorCode(monitor, { path, name, metrics, monitors, reformat: true }).isTyped;
    return {
      ...common,
      file,
      form,
      reformattable: isReformattable ? 1 : 0,
      oldForm: 0,
      definition: monitor as unknown as JsonObject,
      findings: checkMonitor(monitor),
    };
  }
  const definition = taken.definition as JsonObject;
  if (kind !== "dashboard") {
    const findings = IMPORTED_KINDS[kind].of.check(definition);
    return {
      ...common,
      file: plainCode(kind, definition, { name, path }),
      form: "",
      reformattable: 0,
      oldForm: 0,
      definition,
      findings,
    };
  }
  const written = (form: Pick<CodeSettings, "reformat" | "newForm">) =>
    dashboardCode(definition, { path, name, metrics, ...form });
  const file = written({ reformat, newForm });
  const reformatted = file.raw === 0 ? file : written({ reformat: true, newForm });
  const renewed = reformatted.raw === 0 ? reformatted : written({ reformat: true, newForm: true });
  const form = `${file.typed} of ${file.typed + file.raw} widgets by functions`;
  return {
    ...common,
    file,
    form,
    reformattable: reformatted.typed - file.typed,
    oldForm: renewed.typed - reformatted.typed,
    definition,
    findings: checkDashboard(definition),
  };
}
