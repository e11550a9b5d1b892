import { type Finding, finding, quoteName } from "../../findings";
import { windowLength } from "../ask";
import { type Bound, bind, functionRow, numberOf, wordOf } from "../functions";
import { durationSeconds } from "../functions/values";
import type { Expression, FunctionCall } from "../nodes";
import { print } from "../print";
import { walk } from "../visit";
import { at, type ExpressionContext, secondsInWords } from "./context";

/** An argument that only some algorithms use: `percentage` of `outliers()`. */
const USED_BY: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  anomalies: { seasonality: ["agile", "robust"] },
  forecast: { history: ["linear"], model: ["linear"], seasonality: ["seasonal"] },
  outliers: { percentage: ["MAD", "scaledMAD"] },
};

/**
 * Arguments of anomalies(), forecast() and outliers() that do not go together.
 * @see https://docs.datadoghq.com/monitors/types/anomaly/#api
 * @see https://docs.datadoghq.com/monitors/types/forecasts/#api
 * @see https://docs.datadoghq.com/dashboards/functions/algorithms/
 */
export function algorithmArguments(expression: Expression, { monitor }: ExpressionContext): readonly Finding[] {
  const findings: Finding[] = [];
  const window = monitor?.kind === "metricAlert" && monitor.window.form === "last" ? monitor.window : undefined;
  walk(expression, {
    call: (call) => {
      const row = functionRow(call.name);
      const used = USED_BY[call.name];
      if (!row || !used) return;
      const bound = bind(row.parameters, call.args);
      findings.push(...unused(call, bound, used));
      if (call.name === "anomalies") findings.push(...ofAnomalies(bound, window && windowLength(window)));
    },
  });
  return findings;
}

/** An argument that the algorithm does not look at. */
function unused(call: FunctionCall, { given }: Bound, used: Readonly<Record<string, readonly string[]>>): Finding[] {
  const algorithm = wordOf(given.get("algorithm")?.[0])?.toLowerCase();
  if (algorithm === undefined) return [];
  return Object.entries(used).flatMap(([name, algorithms]) => {
    const argument = given.get(name)?.[0];
    if (!argument || algorithms.some((each) => each.toLowerCase() === algorithm)) return [];
    const who = algorithms.map((each) => `'${each}'`).join(" and ");
    const message = `${quoteName(print(argument))} has no effect: only ${who} use${algorithms.length === 1 ? "s" : ""} ${name}. Remove it, or choose another algorithm for ${quoteName(`${call.name}()`)}.`;
    return [finding("unused-argument", message, at({ range: argument.range ?? call.range }))];
  });
}

/** How many intervals an alert window holds at least. */
const INTERVALS = 5;

function ofAnomalies({ given }: Bound, window: number | undefined): readonly Finding[] {
  const alert = given.get("alert_window")?.[0];
  const interval = given.get("interval")?.[0];
  const alertLength = durationSeconds((wordOf(alert) ?? "").replace(/^last_/, ""));
  if (!alert || alertLength === undefined) return [];
  const findings: Finding[] = [];
  if (window !== undefined && window < alertLength) {
    const message = `The window of the query is ${secondsInWords(window)} but it must contain the alert window of ${secondsInWords(alertLength)}; five times that is recommended.`;
    findings.push(finding("wrong-argument", message, at(alert)));
  }
  const word = wordOf(interval) ?? "";
  const step = numberOf(interval) ?? durationSeconds(word) ?? (/^\d+$/.test(word) ? Number(word) : undefined);
  const longest = Math.floor(alertLength / INTERVALS);
  if (interval && step !== undefined && step > longest) {
    const message = `An interval of ${secondsInWords(step)} is more than a fifth of the alert window of ${secondsInWords(alertLength)}: use at most ${longest}.`;
    findings.push(finding("wrong-argument", message, at(interval)));
  }
  return findings;
}
