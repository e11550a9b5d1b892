import { type Finding, finding } from "../../findings";
import { functionRow } from "../functions";
import type { Expression, GroupKey, Scope } from "../nodes";
import { at, type ExpressionContext } from "./context";
import { visitExpressions } from "./expressions";

/**
 * `forecast(anomalies(…), …)`: Datadog refuses these inside a forecast.
 * @see https://docs.datadoghq.com/monitors/types/forecasts/
 */
export function forbiddenNesting(expression: Expression): readonly Finding[] {
  const findings: Finding[] = [];
  visitExpressions(expression, (node, around) => {
    if (node.kind !== "call" || functionRow(node.name)?.inForecasts !== false) return;
    if (!around.some((outer) => outer.kind === "call" && outer.name === "forecast")) return;
    const message = `forecast() does not take ${node.name}(): forecast what is inside it instead.`;
    findings.push(finding("forbidden-nesting", message, at({ range: node.nameRange ?? node.range })));
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
  visitExpressions(expression, (node) => {
    if (node.kind !== "call" || functionRow(node.name)?.inMonitors !== false) return;
    const message = `${node.name}() is not for monitors: smooth by a function of fixed span, such as ewma_5() or median_5().`;
    findings.push(finding("forbidden-function", message, at({ range: node.nameRange ?? node.range })));
  });
  return findings;
}

/** `$env` in a monitor: only dashboards have template variables. */
export function templateVariable(expression: Expression, { monitor }: ExpressionContext): readonly Finding[] {
  if (!monitor) return [];
  const findings: Finding[] = [];
  visitExpressions(expression, (node) => {
    if (node.kind !== "metric" && node.kind !== "modified") return;
    for (const key of node.by) if (key.name.startsWith("$")) findings.push(variableFinding(key.name, key));
    if (node.kind !== "metric") return;
    const { aggregator, scope } = node;
    if (typeof aggregator === "string" && aggregator.startsWith("$")) findings.push(variableFinding(aggregator, node));
    findings.push(...variablesIn(scope));
  });
  return findings;
}

function variablesIn(scope: Scope): readonly Finding[] {
  switch (scope.kind) {
    case "templateVariable":
      return [variableFinding(`$${scope.name}${scope.valueOnly ? ".value" : ""}`, scope)];
    case "tag":
      return scope.value.startsWith("$") ? [variableFinding(scope.value, scope)] : [];
    case "not":
      return variablesIn(scope.operand);
    case "comma":
      return scope.items.flatMap(variablesIn);
    case "and":
    case "or":
      return scope.operands.flatMap(variablesIn);
    case "in":
      return scope.values.filter((value) => value.startsWith("$")).map((value) => variableFinding(value, scope));
    case "any":
    case "bareTag":
      return [];
  }
}

function variableFinding(text: string, place: Pick<GroupKey, "range">): Finding {
  return finding(
    "template-variable",
    `${text} is a template variable, which only dashboards have: write the tag itself, such as env:prod.`,
    at(place),
  );
}
