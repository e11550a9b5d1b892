import { LIST_LINKS } from "../functions";
import type {
  Comparison,
  CompositeExpression,
  DynamicComparison,
  MethodArgument,
  MethodCall,
  MonitorQuery,
  SearchAlert,
  Window,
} from "../nodes";
import { quote } from "../strings";
import { printArgument, printExpression } from "./expression";
import { printNumber } from "./number";
import { printSearch } from "./search";

/** The text of a monitor's query. */
export function printMonitor(node: MonitorQuery): string {
  switch (node.kind) {
    case "metricAlert":
      return `${node.aggregator}(${printWindow(node.window)}):${printExpression(node.expression)}${ending(node)}`;
    case "changeAlert": {
      const window = `${node.aggregator}(${printWindow(node.window)}),${printWindow(node.shift)}`;
      return `${node.method}(${window}):${printExpression(node.expression)}${ending(node)}`;
    }
    case "serviceCheck":
      return quote(node.check) + chain(node.calls) + ending(node);
    case "searchAlert":
      return printSearchAlert(node);
    case "formulaAlert":
      return `formula(${quote(printExpression(node.expression))})${chain(node.calls)}${ending(node)}`;
    case "sloAlert":
      return `${node.measure}(${quote(node.slo)})${chain(node.calls)}${ending(node)}`;
    case "composite":
      return printComposite(node.expression);
    case "raw":
      return node.text;
  }
}

const printSearchAlert = (node: SearchAlert) =>
  `${node.source}(${quote(printSearch(node.search))})${chain(node.calls)}${ending(node)}`;

const ending = ({ comparison }: { readonly comparison?: Comparison | DynamicComparison }) =>
  comparison ? ` ${printComparison(comparison)}` : "";

export const printComparison = (node: Comparison | DynamicComparison) =>
  `${node.operator} ${node.kind === "dynamicComparison" ? "threshold" : printNumber(node.value)}`;

export function printWindow({ form, amount, unit }: Window): string {
  const span = `${printNumber(amount)}${unit}`;
  return form === "ago" ? `${span}_ago` : `${form}_${span}`;
}

const chain = (calls: readonly MethodCall[]) => calls.map((call) => `.${printMethod(call)}`).join("");

/** As Datadog exports them: no space in a list of tags (`.by("a","b")`), one between settings (`.rollup("avg", "@x")`). */
export const printMethod = ({ name, args }: MethodCall) =>
  `${name}(${args.map(printMethodArgument).join(LIST_LINKS.has(name) ? "," : ", ")})`;

function printMethodArgument(node: MethodArgument): string {
  if (node.kind === "string") return quote(node.value);
  if (node.kind === "keyword") return node.value;
  if (node.kind !== "argument") return printExpression(node);
  return node.value.kind === "string" ? `${node.name}=${quote(node.value.value)}` : printArgument(node);
}

/**
 * The text of a composite, without outer parentheses. && inside || gets them, although it binds closer, so that no reader
 * has to know.
 */
export function printComposite(node: CompositeExpression, inner = false): string {
  switch (node.kind) {
    case "monitorId":
      return node.id;
    case "compositeNot":
      return `!${printComposite(node.operand, true)}`;
    case "compositeAnd":
    case "compositeOr": {
      const text = node.operands
        .map((operand) => printComposite(operand, true))
        .join(node.kind === "compositeAnd" ? " && " : " || ");
      return inner ? `(${text})` : text;
    }
  }
}
