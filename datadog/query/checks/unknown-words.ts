import { type Finding, finding, nearest, quoteName } from "../../findings";
import { leavesOf } from "../ask";
import {
  AGGREGATORS,
  FUNCTIONS,
  headOf,
  isFunctionName,
  isPercentile,
  LINK_NAMES,
  linksOf,
  MODIFIERS,
  TIME_AGGREGATORS,
} from "../functions";
import { meantBy } from "../functions/synonyms";
import type { Expression, MetricQuery, Modifier, MonitorQuery } from "../nodes";
import { walk } from "../visit";
import { at, type ExpressionContext } from "./context";

/** `average:system.load.1{*}`. */
export function unknownAggregator(expression: Expression): readonly Finding[] {
  return leavesOf(expression).flatMap(({ metric }) => {
    const { aggregator } = metric;
    if (typeof aggregator !== "string" || isKnown(aggregator, AGGREGATORS)) return [];
    // a variable of a dashboard may stand for any
    if (aggregator.startsWith("$")) return [];
    const known = Object.keys(AGGREGATORS);
    const message = `${quoteName(aggregator)} is not a space aggregator: use ${known.join(", ")}, or a percentile such as p95.`;
    return [
      finding("unknown-aggregator", message, {
        ...startOf(metric, aggregator),
        suggestion: meantBy(aggregator, known),
      }),
    ];
  });
}

const isKnown = (aggregator: string, known: object) => Object.hasOwn(known, aggregator) || isPercentile(aggregator);

/** The aggregator stands at the start of a metric query. */
function startOf({ range }: MetricQuery, aggregator: string): Pick<Finding, "range"> {
  return range ? { range: { start: range.start, end: range.start + aggregator.length } } : {};
}

/** `average(last_5m):…`: what the monitor makes of its window. */
export function unknownTimeAggregator(monitor: MonitorQuery): readonly Finding[] {
  if (monitor.kind !== "metricAlert" && monitor.kind !== "changeAlert") return [];
  const { aggregator, range } = monitor;
  if (isKnown(aggregator, TIME_AGGREGATORS)) return [];
  const known = Object.keys(TIME_AGGREGATORS);
  const message = `${quoteName(aggregator)} is not a time aggregator: use ${known.join(", ")}.`;
  const start = range && range.start + (monitor.kind === "changeAlert" ? monitor.method.length + 1 : 0);
  return [
    finding("unknown-aggregator", message, {
      ...(start === undefined ? {} : { range: { start, end: start + aggregator.length } }),
      suggestion: meantBy(aggregator, known),
    }),
  ];
}

/** `.count_by_statuses()`: a link of a chain that no monitor query has. */
export function unknownMethod(monitor: MonitorQuery): readonly Finding[] {
  const head = headOf(monitor);
  if (!head || !("calls" in monitor)) return [];
  const links = Object.keys(linksOf(head)).map((name) => `.${name}()`);
  return monitor.calls
    .filter(({ name }) => !LINK_NAMES.has(name))
    .map(({ name, range }) => {
      const message = `${quoteName(`.${name}()`)} does not exist: use one of ${links.join(", ")} in a ${head} query.`;
      return finding("unknown-method", message, {
        ...at({ range }),
        suggestion: nearest(name, LINK_NAMES),
      });
    });
}

/**
 * A function or modifier that is not in Datadog's documentation. One that is near a known one is a slip; another may be
 * newer than the vocabulary here, or, in a formula over data jobs, a function of these.
 */
export function unknownFunction(expression: Expression, { monitor }: ExpressionContext): readonly Finding[] {
  const findings: Finding[] = [];
  walk(expression, {
    call: ({ name, nameRange, range }) => {
      if (isFunctionName(name)) return;
      const suggestion = nearest(name, Object.keys(FUNCTIONS));
      if (suggestion === undefined && monitor?.kind === "formulaAlert") return;
      const check = suggestion === undefined ? "unknown-function" : "misspelled-function";
      const message = `Datadog's documentation has no function ${quoteName(name)}: check its name.`;
      findings.push(finding(check, message, { ...at({ range: nameRange ?? range }), suggestion }));
    },
    modifier: (modifier) => {
      if (!Object.hasOwn(MODIFIERS, modifier.name)) findings.push(unknownModifier(modifier));
    },
  });
  return findings;
}

function unknownModifier(modifier: Modifier): Finding {
  const known = Object.keys(MODIFIERS).map((name) => `.${name}()`);
  const message = `${quoteName(`.${modifier.name}()`)} is not a modifier: use one of ${known.join(", ")}.`;
  const suggestion = nearest(modifier.name, Object.keys(MODIFIERS));
  return finding("unknown-method", message, { ...at(modifier), suggestion });
}
