import type { NodeKind, QueryNode } from "../nodes";
import { quote } from "../strings";
import { printArgument, printCountValues, printExpression, printList, printModifier } from "./expression";
import { printComparison, printComposite, printMethod, printMonitor, printWindow } from "./monitor";
import { printScope } from "./scope";
import { printSearch } from "./search";

type NodeOf<K extends NodeKind> = Extract<QueryNode, { readonly kind: K }>;
type Printers = { readonly [K in NodeKind]: (node: NodeOf<K>) => string };

/**
 * The canonical text of a node. Reading it gives an equal tree (ranges aside), and printing that gives this text again.
 * Grouping stands before modifiers; operators have spaces around them, commas none inside scopes and `by`.
 */
export function print(node: QueryNode): string {
  return (PRINTERS[node.kind] as (node: QueryNode) => string)(node);
}

const PRINTERS: Printers = {
  any: (node) => printScope(node),
  tag: (node) => printScope(node),
  bareTag: (node) => printScope(node),
  templateVariable: (node) => printScope(node),
  not: (node) => printScope(node),
  comma: (node) => printScope(node),
  and: (node) => printScope(node),
  or: (node) => printScope(node),
  in: (node) => printScope(node),
  countValues: printCountValues,
  modifier: printModifier,
  groupKey: (node) => node.name,
  metric: printExpression,
  modified: printExpression,
  number: printExpression,
  name: printExpression,
  unary: printExpression,
  binary: printExpression,
  call: printExpression,
  raw: (node) => node.text,
  argument: (node) => printArgument(node),
  string: (node) => quote(node.value, "'"),
  keyword: (node) => node.value,
  keySet: (node) => `{${node.keys.join(",")}}`,
  list: printList,
  comparison: printComparison,
  dynamicComparison: printComparison,
  window: printWindow,
  method: printMethod,
  metricAlert: printMonitor,
  changeAlert: printMonitor,
  serviceCheck: printMonitor,
  searchAlert: printMonitor,
  formulaAlert: printMonitor,
  sloAlert: printMonitor,
  composite: printMonitor,
  monitorId: (node) => node.id,
  compositeNot: (node) => printComposite(node),
  compositeAnd: (node) => printComposite(node),
  compositeOr: (node) => printComposite(node),
  searchAny: printSearch,
  searchTerm: printSearch,
  searchFacet: printSearch,
  searchRange: printSearch,
  searchFacetGroup: printSearch,
  searchNot: printSearch,
  searchAnd: printSearch,
  searchOr: printSearch,
};
