import type { Expression, NodeKind, QueryNode } from "./nodes";

type NodeOf<K extends NodeKind> = Extract<QueryNode, { readonly kind: K }>;

/** For every kind of node, the fields that hold nodes, in the order of the text. A new kind fails to compile here. */
const CHILD_FIELDS: { readonly [K in NodeKind]: readonly (keyof NodeOf<K> & string)[] } = {
  any: [],
  tag: [],
  bareTag: [],
  templateVariable: [],
  not: ["operand"],
  comma: ["items"],
  and: ["operands"],
  or: ["operands"],
  in: [],
  countValues: [],
  modifier: ["args"],
  groupKey: [],
  metric: ["aggregator", "scope", "by", "modifiers"],
  modified: ["operand", "by", "modifiers"],
  number: [],
  name: [],
  unary: ["operand"],
  binary: ["left", "right"],
  call: ["args"],
  raw: [],
  argument: ["value"],
  string: [],
  keyword: [],
  keySet: [],
  list: ["items"],
  comparison: [],
  dynamicComparison: [],
  window: [],
  method: ["args"],
  metricAlert: ["window", "expression", "comparison"],
  changeAlert: ["window", "shift", "expression", "comparison"],
  serviceCheck: ["calls", "comparison"],
  searchAlert: ["search", "calls", "comparison"],
  formulaAlert: ["expression", "calls", "comparison"],
  sloAlert: ["calls", "comparison"],
  composite: ["expression"],
  monitorId: [],
  compositeNot: ["operand"],
  compositeAnd: ["operands"],
  compositeOr: ["operands"],
  searchAny: [],
  searchTerm: [],
  searchFacet: [],
  searchRange: [],
  searchFacetGroup: ["operand"],
  searchNot: ["operand"],
  searchAnd: ["operands"],
  searchOr: ["operands"],
};

type Fields = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is QueryNode => typeof value === "object" && value !== null;

/** The nodes directly below `node`, in the order of the text. */
export function childrenOf(node: QueryNode): QueryNode[] {
  const children: QueryNode[] = [];
  for (const field of CHILD_FIELDS[node.kind]) {
    const value = (node as unknown as Fields)[field];
    if (Array.isArray(value)) for (const item of value as QueryNode[]) children.push(item);
    else if (isNode(value)) children.push(value);
  }
  return children;
}

/** What to do at a kind of node; `"skip"` leaves out what is below it. */
export type Visitor = { readonly [K in NodeKind]?: (node: NodeOf<K>, ancestors: readonly QueryNode[]) => unknown };

/**
 * Calls `visitor[kind]` at every node from the top down, in the order of the text; `ancestors` begins with `root` and
 * ends with the parent. Keeps its own stack: a sum may be as long as a query may be.
 */
export function walk(root: QueryNode, visitor: Visitor): void {
  if (!hasKindOf(root, visitor)) return;
  const ancestors: QueryNode[] = [];
  const open: { readonly node: QueryNode; readonly depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, depth } = next;
    ancestors.length = depth;
    const visit = visitor[node.kind] as ((node: QueryNode, ancestors: readonly QueryNode[]) => unknown) | undefined;
    if (visit?.(node, ancestors) === "skip") continue;
    ancestors.push(node);
    for (const child of childrenOf(node).reverse()) open.push({ node: child, depth: depth + 1 });
  }
}

/** The kinds of node in a tree: most checks look for a kind that most queries do not have. */
const KINDS = new WeakMap<QueryNode, ReadonlySet<string>>();

function hasKindOf(root: QueryNode, visitor: Visitor): boolean {
  let kinds = KINDS.get(root);
  if (kinds === undefined) {
    const found = new Set<string>();
    for (const { kind } of nodesOf(root)) found.add(kind);
    KINDS.set(root, found);
    kinds = found;
  }
  for (const kind in visitor) if (kinds.has(kind)) return true;
  return false;
}

/** `root` and every node below it, from the top down. */
export function nodesOf(root: QueryNode): QueryNode[] {
  const nodes: QueryNode[] = [];
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    nodes.push(node);
    pushChildren(node, open);
  }
  return nodes;
}

/** Puts the children of a node on a stack, the first of them on top. */
function pushChildren(node: QueryNode, open: QueryNode[]): void {
  const fields = CHILD_FIELDS[node.kind];
  for (let index = fields.length - 1; index >= 0; index--) {
    const value = (node as unknown as Fields)[fields[index]!];
    if (Array.isArray(value)) for (let item = value.length - 1; item >= 0; item--) open.push(value[item] as QueryNode);
    else if (isNode(value)) open.push(value);
  }
}

/** The expressions directly inside `node`: the operands, and of a call the arguments that compute something. */
export function expressionsIn(node: Expression): readonly Expression[] {
  return childrenOf(node)
    .map((child) => (child.kind === "argument" ? child.value : child))
    .filter(isExpression);
}

const EXPRESSIONS: Readonly<Record<Expression["kind"], true>> = {
  metric: true,
  modified: true,
  number: true,
  name: true,
  unary: true,
  binary: true,
  call: true,
  raw: true,
};

const isExpression = (node: QueryNode): node is Expression => Object.hasOwn(EXPRESSIONS, node.kind);

/** Computes something from the inside out: `combine` gets what it yielded for the expressions directly inside. */
export function foldExpression<T>(root: Expression, combine: (node: Expression, inside: readonly T[]) => T): T {
  const inOrder: { readonly node: Expression; readonly inside: readonly Expression[] }[] = [];
  const open: Expression[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    const inside = expressionsIn(node);
    inOrder.push({ node, inside });
    open.push(...inside);
  }
  const results = new Map<Expression, T>();
  for (const { node, inside } of inOrder.reverse()) {
    results.set(
      node,
      combine(
        node,
        inside.map((child) => results.get(child) as T),
      ),
    );
  }
  return results.get(root) as T;
}

/** What to put in the place of a kind of node. */
export type Mapper = { readonly [K in NodeKind]?: (node: NodeOf<K>) => QueryNode };

/**
 * A tree in which `mapper[kind](node)` stands in the place of each node, from the bottom up: a mapper gets a node whose
 * children are replaced. A node under which nothing changes is kept. The mapper must give what fits in the place.
 */
export function mapNode<T extends QueryNode>(root: T, mapper: Mapper): T {
  const replaced = new Map<QueryNode, QueryNode>();
  for (const node of nodesOf(root).reverse()) {
    const rebuilt = rebuild(node, replaced);
    const change = mapper[node.kind] as ((node: QueryNode) => QueryNode) | undefined;
    const result = change ? change(rebuilt) : rebuilt;
    if (result !== node) replaced.set(node, result);
  }
  return (replaced.get(root) ?? root) as T;
}

function rebuild(node: QueryNode, replaced: ReadonlyMap<QueryNode, QueryNode>): QueryNode {
  const changes: Record<string, unknown> = {};
  for (const field of CHILD_FIELDS[node.kind]) {
    const value = (node as unknown as Fields)[field];
    if (Array.isArray(value)) {
      if (!value.some((item: QueryNode) => replaced.has(item))) continue;
      changes[field] = value.map((item: QueryNode) => replaced.get(item) ?? item);
    } else if (isNode(value) && replaced.has(value)) changes[field] = replaced.get(value);
  }
  return Object.keys(changes).length === 0 ? node : ({ ...node, ...changes } as QueryNode);
}

/** Whether two trees say the same; where they stand in a text does not count. */
export function sameNode(a: QueryNode, b: QueryNode): boolean {
  const open: [unknown, unknown][] = [[a, b]];
  for (let pair = open.pop(); pair; pair = open.pop()) {
    const [left, right] = pair;
    if (Object.is(left, right)) continue;
    if (typeof left !== "object" || typeof right !== "object" || !left || !right) return false;
    if (Array.isArray(left) !== Array.isArray(right)) return false;
    for (const field in left) if (!RANGES.has(field)) open.push([(left as Fields)[field], (right as Fields)[field]]);
    // A field that is absent is one that is undefined.
    for (const field in right)
      if (!RANGES.has(field) && !(field in left)) open.push([undefined, (right as Fields)[field]]);
  }
  return true;
}

const RANGES: ReadonlySet<string> = new Set(["range", "metricRange", "nameRange"]);
