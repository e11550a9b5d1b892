import type { Expression, MonitorQuery, QueryList, QueryNode } from "../nodes";
import { print } from "../print";
import { compositeInWords } from "./composite";
import { formulaAlertInWords, searchAlertInWords, serviceCheckInWords, sloAlertInWords } from "./event-alerts";
import { expressionInWords } from "./expression";
import { changeAlertInWords, type Explanation, metricAlertInWords } from "./metric-alert";
import { capital, eachOf, sentence } from "./words";

/**
 * Says in plain English what a query computes, over which time, how it is grouped and when it alerts. For a query of a
 * monitor, a metric query, several of these, or a formula; any other node is shown as text.
 */
export function explain(node: QueryNode): string {
  switch (node.kind) {
    case "metricAlert":
    case "changeAlert":
    case "searchAlert":
    case "formulaAlert":
    case "serviceCheck":
    case "sloAlert":
    case "composite":
      return monitor(node);
    case "list":
      return several(node);
    case "metric":
    case "modified":
    case "number":
    case "name":
    case "unary":
    case "binary":
    case "call":
      return series(node);
    case "raw":
      return node.text === "no_query"
        ? "The monitor has no query: a Synthetic test determines when it alerts."
        : "This query is built elsewhere, so it cannot be parsed here.";
    default:
      return `\`${print(node)}\``;
  }
}

function monitor(node: Exclude<MonitorQuery, { readonly kind: "raw" }>): string {
  const { alert, letters = [], more, groups, grouping = groupingInWords(groups) } = explanationOf(node);
  const isSingle = node.kind === "composite" || node.kind === "sloAlert";
  return [withLetters(alert, letters), ...(isSingle ? [] : [grouping]), ...more].join("\n");
}

function groupingInWords(groups: readonly string[]): string {
  const each = eachOf(groups);
  return each === undefined ? "There is a single alert for all groups." : `It alerts separately for ${each}.`;
}

function explanationOf(node: Exclude<MonitorQuery, { readonly kind: "raw" }>): Explanation {
  switch (node.kind) {
    case "metricAlert":
      return metricAlertInWords(node);
    case "changeAlert":
      return changeAlertInWords(node);
    case "searchAlert":
      return searchAlertInWords(node);
    case "formulaAlert":
      return formulaAlertInWords(node);
    case "serviceCheck":
      return serviceCheckInWords(node);
    case "sloAlert":
      return sloAlertInWords(node);
    case "composite":
      return compositeInWords(node);
  }
}

/** `The average of system.load.1, one series for each host.` */
function series(node: Expression): string {
  const { phrase, letters, groups } = expressionInWords(node);
  const each = eachOf(groups);
  const grouping = each === undefined ? "" : `, one series for ${each}`;
  const what = phrase.startsWith("the ") ? phrase : `computes ${phrase}`;
  return withLetters(`${what}${grouping}`, letters);
}

/** A sentence, and below it what its letters are. */
function withLetters(text: string, letters: readonly string[]): string {
  if (letters.length === 0) return sentence(text);
  const lines = letters.map((letter, index) => `  ${letter}${index === letters.length - 1 ? "." : ","}`);
  return [`${capital(text)}, where`, ...lines].join("\n");
}

function several({ items }: QueryList): string {
  return [`${items.length} queries:`, ...items.map((item) => `- ${series(item).replaceAll("\n", "\n  ")}`)].join("\n");
}
