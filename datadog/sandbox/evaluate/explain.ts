import { type Expression, expressionsIn, print } from "../../query";
import { type AlgorithmCall, isAlgorithm } from "./algorithm-operand";
import { ELSEWHERE_FUNCTIONS } from "./functions/elsewhere";
import type { Operand, WindowAt } from "./operand";
import { type Total, valuesOf } from "./totals";
import type { ExplainedStep, Group } from "./types";

/** How a group got its value, in the order of computing. */
export function stepsOf(total: Total, at: WindowAt, group: Group, aggregator: string): readonly ExplainedStep[] {
  switch (total.kind) {
    case "constant":
      return [];
    case "operand":
      return operandSteps(total.operand, at, group, aggregator);
    case "changed":
      return [
        ...stepsOf(total.inner, at, group, aggregator),
        { expression: total.text, how: total.how, value: valueFor(total, at, group) },
      ];
    case "combined":
      return [
        ...stepsOf(total.left, at, group, aggregator),
        ...stepsOf(total.right, at, group, aggregator),
        { expression: total.text, how: total.operator, value: valueFor(total, at, group) },
      ];
  }
}

/** What a monitor on an algorithm compares. */
const ALGORITHMS: Readonly<Record<AlgorithmCall["name"], string>> = {
  anomalies: "share of anomalous points",
  outliers: "1 for an outlier, else 0",
  forecast: "edge of the forecast",
};

function operandSteps(operand: Operand, at: WindowAt, group: Group, aggregator: string): readonly ExplainedStep[] {
  const { expression } = operand;
  const values = operand.at(at);
  const index = values.groups.findIndex((other) => agrees(other, group));
  const key = values.groups[index]?.key;
  const queries = partsOf(expression);
  const parts = queries.length > 1 ? queries.map((query) => partStep(operand, query, at, group)) : [];
  return [
    ...parts,
    {
      expression: print(expression),
      points: key === undefined && operand.how === undefined ? [] : operand.points(at, key ?? ""),
      how: isAlgorithm(expression) ? ALGORITHMS[expression.name] : (operand.how ?? aggregator),
      value: present(values.values[index]),
    },
  ];
}

/** The metric queries of an expression, each once: one that is shifted in time with its shift, as its points are others. */
function partsOf(root: Expression): readonly Expression[] {
  const parts = new Map<string, Expression>();
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    const isPart = node.kind === "metric" || (node.kind === "call" && Object.hasOwn(ELSEWHERE_FUNCTIONS, node.name));
    if (isPart) parts.set(print(node), node);
    else open.push(...[...expressionsIn(node)].reverse());
  }
  return [...parts.values()];
}

/** The points of one metric in a larger expression. */
function partStep(operand: Operand, metric: Expression, at: WindowAt, group: Group): ExplainedStep {
  const { grid, lines } = operand.part(metric, at);
  const line = lines.find((other) => agrees(other.group, group));
  const points = Array.from(line?.values ?? [], (value, index) => ({ time: grid.start + index * grid.step, value }));
  return { expression: print(metric), points: points.filter(({ value }) => !Number.isNaN(value)), how: "points" };
}

function valueFor(total: Total, at: WindowAt, group: Group): number | undefined {
  const { groups, values } = valuesOf(total, at);
  return present(values[groups.findIndex((other) => agrees(other, group))]);
}

const present = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? undefined : value);

/** Whether a group of a part is one that a whole's group is made of: their common keys have the same values. */
export const agrees = (part: Group, whole: Group): boolean =>
  Object.entries(part.tags).every(([key, value]) => whole.tags[key] === undefined || whole.tags[key] === value);
