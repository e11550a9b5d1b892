import { type Finding, finding } from "../../findings";
import type { Argument, Expression, Modifier, MonitorQuery, Window } from "../nodes";
import { windowLength } from "../windows";
import { at, type ExpressionContext, secondsInWords } from "./context";
import { visitExpressions } from "./expressions";

/** `.rollup(sum, 3600)` under `last_5m`: the window holds no whole bucket, and mostly no point at all. */
export function rollupLongerThanWindow(expression: Expression, { monitor }: ExpressionContext): readonly Finding[] {
  const window = monitor && windowOf(monitor);
  if (!window) return [];
  const limit = windowLength(window);
  const findings: Finding[] = [];
  visitExpressions(expression, (node) => {
    if (node.kind !== "metric" && node.kind !== "modified") return;
    for (const modifier of node.modifiers) {
      const seconds = rollupSeconds(modifier);
      if (seconds === undefined || seconds <= limit) continue;
      const message =
        `A rollup of ${secondsInWords(seconds)} does not fit into the window of ${secondsInWords(limit)}: ` +
        `roll up by ${limit} seconds at most, or lengthen the window.`;
      findings.push(finding("rollup-longer-than-window", message, at(modifier.range ? modifier : node)));
    }
  });
  return findings;
}

/** The window whose points are evaluated; a calendar window and a look ahead have no such length. */
function windowOf(monitor: MonitorQuery): Window | undefined {
  const window = monitor.kind === "metricAlert" || monitor.kind === "changeAlert" ? monitor.window : undefined;
  return window?.form === "last" ? window : undefined;
}

function rollupSeconds({ name, args }: Modifier): number | undefined {
  if (name !== "rollup") return undefined;
  return args.map(numberIn).find((value) => value !== undefined);
}

function numberIn({ value }: Argument): number | undefined {
  return value.kind === "number" ? value.value : undefined;
}
