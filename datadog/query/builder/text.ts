import type { Argument, ArgumentValue, Expression, MonitorQuery, Scope, Window } from "../nodes";

/** The text of what the builder makes. */
export function print(node: Expression | MonitorQuery): string {
  switch (node.kind) {
    case "metricAlert":
      return `${node.aggregator}(${win(node.window)}):${print(node.expression)} ${node.comparison.operator} ${node.comparison.value}`;
    case "changeAlert":
      return `${node.method}(${node.aggregator}(${win(node.window)}),${win(node.shift)}):${print(node.expression)} ${node.comparison.operator} ${node.comparison.value}`;
    case "metric": {
      const a = node.aggregator;
      const agg = a === undefined ? "" : typeof a === "string" ? `${a}:` : `count(v: v${a.operator}${a.value}):`;
      return `${agg}${node.metric}{${scope(node.scope)}}${by(node.by)}${mods(node.modifiers)}`;
    }
    case "modified":
      return `(${print(node.operand)})${by(node.by)}${mods(node.modifiers)}`;
    case "number":
      return String(node.value);
    case "name":
      return node.name;
    case "raw":
      return node.text;
    case "unary":
      return `${node.operator}${operand(node.operand, 3)}`;
    case "binary":
      return `${operand(node.left, level(node))} ${node.operator} ${operand(node.right, level(node) + 1)}`;
    case "call":
      return `${node.name}(${args(node.args)})`;
    default:
      throw new Error(node.kind);
  }
}
const win = (w: Window) => (w.form === "ago" ? `${w.amount}${w.unit}_ago` : `${w.form}_${w.amount}${w.unit}`);
const by = (keys: readonly { name: string }[]) => (keys.length ? ` by {${keys.map((k) => k.name).join(",")}}` : "");
const mods = (m: readonly { name: string; args: readonly Argument[] }[]) =>
  m.map((x) => `.${x.name}(${args(x.args)})`).join("");
const args = (list: readonly Argument[]) => list.map((a) => (a.name ? `${a.name}=` : "") + value(a.value)).join(", ");
function value(v: ArgumentValue): string {
  if (v.kind === "string") return `'${v.value}'`;
  if (v.kind === "keyword") return v.value;
  if (v.kind === "keySet") return `{${v.keys.join(", ")}}`;
  return print(v);
}
const level = (n: Expression): number =>
  n.kind === "binary" ? ("+-".includes(n.operator) ? 1 : 2) : n.kind === "unary" ? 3 : 9;
const operand = (n: Expression, l: number) => (level(n) < l ? `(${print(n)})` : print(n));
function scope(s: Scope): string {
  switch (s.kind) {
    case "any":
      return "*";
    case "tag":
      return `${s.key}:${s.value}`;
    case "bareTag":
      return s.name;
    case "templateVariable":
      return `$${s.name}${s.valueOnly ? ".value" : ""}`;
    case "comma":
      return s.items.map(scope).join(",");
    case "not":
      return s.operand.kind === "or" ? `NOT (${scope(s.operand)})` : `!${scope(s.operand)}`;
    case "and":
      return s.operands
        .map((o) => (o.kind === "or" ? `(${scope(o)})` : o.kind === "not" ? scope(o).replace("!", "NOT ") : scope(o)))
        .join(" AND ");
    case "or":
      return s.operands.map(scope).join(" OR ");
    case "in":
      return `${s.key} ${s.negated ? "NOT IN" : "IN"} (${s.values.join(", ")})`;
  }
}
