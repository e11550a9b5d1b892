import { type Finding, finding } from "../../findings";
import { functionRow } from "../functions";
import type { Expression, GroupKey } from "../nodes";
import { walk } from "../visit";
import { at, type ExpressionContext } from "./context";

/**
 * `forecast(anomalies(…), …)`: Datadog refuses these inside a forecast.
 * @see https://docs.datadoghq.com/monitors/types/forecasts/
 */
export function forbiddenNesting(expression: Expression): readonly Finding[] {
  const findings: Finding[] = [];
  walk(expression, {
    call: ({ name, nameRange, range }, ancestors) => {
      if (functionRow(name)?.inForecasts !== false) return;
      if (!ancestors.some((outer) => outer.kind === "call" && outer.name === "forecast")) return;
      const message = `forecast() cannot be applied to ${name}(): apply it to the query inside instead.`;
      findings.push(finding("forbidden-nesting", message, at({ range: nameRange ?? range })));
    },
  });
  return findings;
}

/**
 * `autosmooth(…)`: for graphs only.
 * @see https://docs.datadoghq.com/dashboards/functions/smoothing/
 */
export function forbiddenFunction(expression: Expression, { monitor }: ExpressionContext): readonly Finding[] {
  if (!monitor) return [];
  const findings: Finding[] = [];
  walk(expression, {
    call: ({ name, nameRange, range }) => {
      if (functionRow(name)?.inMonitors !== false) return;
      const message = `${name}() is not supported in monitors: use a smoothing function with a fixed span, such as ewma_5() or median_5().`;
      findings.push(finding("forbidden-function", message, at({ range: nameRange ?? range })));
    },
  });
  return findings;
}

/** `$env` in a monitor: only dashboards have template variables. */
export function templateVariable(expression: Expression, { monitor }: ExpressionContext): readonly Finding[] {
  if (!monitor) return [];
  const findings: Finding[] = [];
  const report = (text: string, place: Pick<GroupKey, "range">) => {
    if (text.startsWith("$")) findings.push(variableFinding(text, place));
  };
  walk(expression, {
    metric: (metric) => {
      if (typeof metric.aggregator === "string") report(metric.aggregator, metric);
    },
    groupKey: (key) => report(key.name, key),
    templateVariable: (scope) => report(`$${scope.name}${scope.valueOnly ? ".value" : ""}`, scope),
    tag: (scope) => report(scope.value, scope),
    in: (scope) => {
      for (const value of scope.values) report(value, scope);
    },
  });
  return findings;
}

function variableFinding(text: string, place: Pick<GroupKey, "range">): Finding {
  return finding(
    "template-variable",
    `${text} is a template variable, which only dashboards have: use the tag itself, such as env:prod.`,
    at(place),
  );
}
