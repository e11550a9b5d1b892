import { type Finding, finding } from "../../findings";
import { windowLength } from "../ask";
import { bind, functionRow, MODIFIERS, numberOf, wordOf } from "../functions";
import type { Argument, Expression, MonitorQuery, QueryNode } from "../nodes";
import { walk } from "../visit";
import { at, type ExpressionContext, secondsInWords } from "./context";

/**
 * `.rollup(sum, 60)` in the query of a monitor: its buckets are aligned to UNIX time and the window is not, so that each
 * evaluation drops the bucket that began before the window. A delay of the evaluation by the rollup's length is the
 * documented remedy.
 * @see https://docs.datadoghq.com/dashboards/functions/rollup/#rollups-in-monitors
 */
export function rollupInMonitor(
  expression: Expression,
  { monitor, evaluationDelay = 0 }: ExpressionContext,
): readonly Finding[] {
  const length = monitor && lengthOf(monitor);
  if (length === undefined) return [];
  const findings: Finding[] = [];
  const report = (args: readonly Argument[], parameters: Parameters<typeof bind>[0], node: QueryNode) => {
    const step = stepOf(bind(parameters, args).given.get("interval")?.[0]);
    if (step !== undefined && step > evaluationDelay) {
      findings.push(finding("rollup-in-monitor", messageOf(step, length), at(node)));
    }
  };
  walk(expression, {
    call: (call) => {
      // these take an interval of their own, which Datadog's editor sets
      if (call.name === "anomalies" || call.name === "forecast" || call.name === "outliers") return "skip";
      const row = call.name === "rollup" ? functionRow(call.name) : undefined;
      if (row) report(call.args, row.parameters, call);
      return undefined;
    },
    modifier: (modifier, ancestors) => {
      if (modifier.name !== "rollup") return;
      report(modifier.args, MODIFIERS.rollup.parameters, modifier.range ? modifier : ancestors.at(-1)!);
    },
  });
  return findings;
}

/** The length of the window that is evaluated; a calendar window and a look ahead have none. */
function lengthOf(monitor: MonitorQuery): number | undefined {
  const window = monitor.kind === "metricAlert" || monitor.kind === "changeAlert" ? monitor.window : undefined;
  return window?.form === "last" ? windowLength(window) : undefined;
}

/** Days to years, at the longest. */
const CALENDAR: Readonly<Record<string, number>> = {
  daily: 86_400,
  weekly: 604_800,
  monthly: 31 * 86_400,
  yearly: 366 * 86_400,
};

/** The seconds of one bucket. */
function stepOf(interval: Argument | undefined): number | undefined {
  return numberOf(interval) ?? CALENDAR[wordOf(interval) ?? ""];
}

function messageOf(step: number, window: number): string {
  const length = secondsInWords(step);
  if (step > window) {
    return `Buckets of ${length} do not fit into a window of ${secondsInWords(window)}, which contains at most part of one: remove the rollup.`;
  }
  return (
    `The buckets of this rollup are aligned to UNIX time but the window is not, so each evaluation misses up to ${length} of ` +
    `data: remove the rollup, or set evaluation_delay to at least ${step} seconds.`
  );
}
