import { type Finding, finding, quoteName } from "../../findings";
import { type Leaf, leavesOf, modifiersOf } from "../ask";
import { functionRow, modifierRow } from "../functions";
import type { Argument, Expression, FunctionCall, Modifier } from "../nodes";
import { placeOf } from "./aggregators";
import { at, type ExpressionContext } from "./context";

/**
 * Running totals whose reports are added up: each report has the whole total again, so that the sum grows with the number
 * of reports. What is new since the report before may be added up.
 */
export function summedTotal(expression: Expression, context: ExpressionContext): readonly Finding[] {
  const { catalog } = context;
  if (!catalog) return [];
  return leavesOf(expression).flatMap((leaf) => {
    const { metric } = leaf.metric;
    const adder = catalog.metric(metric)?.type === "total" ? adderOf(leaf, context) : undefined;
    if (adder === undefined) return [];
    const message =
      `${quoteName(metric)} is a running total, and ${adder.what} adds it up again with each report: ` +
      "use .rollup(max) for its level, or monotonic_diff() for its increase.";
    return [finding("summed-total", message, adder.range ? at(adder) : placeOf(leaf.metric))];
  });
}

/** What adds up the reports of a series, and where it stands. */
interface Adder extends Pick<Modifier, "range"> {
  readonly what: string;
}

function adderOf(leaf: Leaf, { monitor }: ExpressionContext): Adder | undefined {
  const modifier = modifiersOf(leaf).find(
    ({ name, args }) => modifierRow(name)?.readsCounters || (name === "rollup" && isSum(args[0])),
  );
  if (modifier) {
    return { what: modifier.name === "rollup" ? ".rollup(sum)" : `.${modifier.name}()`, range: modifier.range };
  }
  const calls = leaf.around.filter((node) => node.kind === "call").reverse();
  const change = calls.findIndex(takesChange);
  const call = (change < 0 ? calls : calls.slice(0, change)).find(addsUp);
  if (call) return { what: `${call.name}()` };
  const isSummed = monitor?.kind === "metricAlert" && monitor.aggregator === "sum" && change < 0;
  return isSummed ? { what: "the time aggregator sum" } : undefined;
}

/** True for functions whose result is no total any more; `throughput()` only divides what a report says. */
const takesChange = ({ name }: FunctionCall) => name !== "throughput" && functionRow(name)?.takesCounters === true;

function addsUp({ name, args }: FunctionCall): boolean {
  if (name === "rollup") return isSum(args[1]);
  if (name === "moving_rollup") return isSum(args[2]);
  return ["cumsum", "integral", "throughput"].includes(name);
}

const isSum = (argument: Argument | undefined) =>
  (argument?.value.kind === "keyword" || argument?.value.kind === "string") && argument.value.value === "sum";
