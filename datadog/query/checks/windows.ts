import { type Finding, finding } from "../../findings";
import { windowLength } from "../ask";
import { bind, MODIFIERS, numberOf } from "../functions";
import type { Expression, Modifier, MonitorQuery, Window } from "../nodes";
import { walk } from "../visit";
import { at, type ExpressionContext, secondsInWords } from "./context";

/** `.rollup(sum, 3600)` under `last_5m`: the window holds no whole bucket, and mostly no point at all. */
export function rollupLongerThanWindow(expression: Expression, { monitor }: ExpressionContext): readonly Finding[] {
  const window = monitor && windowOf(monitor);
  if (!window) return [];
  const limit = windowLength(window);
  const findings: Finding[] = [];
  walk(expression, {
    modifier: (modifier, ancestors) => {
      const seconds = rollupSeconds(modifier);
      if (seconds === undefined || seconds <= limit) return;
      const message =
        `A rollup of ${secondsInWords(seconds)} does not fit into the window of ${secondsInWords(limit)}: ` +
        `roll up by ${limit} seconds at most, or lengthen the window.`;
      findings.push(finding("rollup-longer-than-window", message, at(modifier.range ? modifier : ancestors.at(-1)!)));
    },
  });
  return findings;
}

/** The window whose points are evaluated; a calendar window and a look ahead have no such length. */
function windowOf(monitor: MonitorQuery): Window | undefined {
  const window = monitor.kind === "metricAlert" || monitor.kind === "changeAlert" ? monitor.window : undefined;
  return window?.form === "last" ? window : undefined;
}

function rollupSeconds({ name, args }: Modifier): number | undefined {
  return name === "rollup" ? numberOf(bind(MODIFIERS.rollup.parameters, args).given.get("interval")?.[0]) : undefined;
}
