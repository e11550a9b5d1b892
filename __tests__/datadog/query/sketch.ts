import type {
  Argument,
  CompositeExpression,
  Expression,
  GroupKey,
  MethodArgument,
  MethodCall,
  Modifier,
  MonitorQuery,
  QueryList,
  Scope,
  Search,
  Window,
} from "../../../datadog/query/nodes";

/** A tree in short, with a pair of parentheses for every node that has operands: what the tables of the tests compare. */
export function sketch(node: Expression | QueryList): string {
  switch (node.kind) {
    case "list":
      return `(list ${node.items.map(sketch).join(" ")})`;
    case "metric": {
      const { aggregator } = node;
      const counted = typeof aggregator === "object" ? `count[${aggregator.operator} ${aggregator.value}]` : aggregator;
      return `${counted ?? "none"}:${node.metric}{${sketchScope(node.scope)}}${suffix(node.by, node.modifiers)}`;
    }
    case "modified":
      return `(mod ${sketch(node.operand)}${suffix(node.by, node.modifiers)})`;
    case "number":
      return String(node.value);
    case "name":
      return `@${node.name}`;
    case "unary":
      return `(${node.operator} ${sketch(node.operand)})`;
    case "binary":
      return `(${node.operator} ${sketch(node.left)} ${sketch(node.right)})`;
    case "call":
      return `(${node.name}${node.args.map((each) => ` ${argument(each)}`).join("")})`;
    case "raw":
      return `raw<${node.text}>`;
  }
}

function argument({ name, value }: Argument): string {
  const text =
    value.kind === "string"
      ? `'${value.value}'`
      : value.kind === "keyword"
        ? `#${value.value}`
        : value.kind === "keySet"
          ? `{${value.keys.join(" ")}}`
          : sketch(value);
  return name === undefined ? text : `${name}=${text}`;
}

function suffix(by: readonly GroupKey[], modifiers: readonly Modifier[]): string {
  const keys = by.length > 0 ? ` by ${by.map((key) => key.name).join("+")}` : "";
  return keys + modifiers.map((each) => ` .${each.name}(${each.args.map(argument).join(" ")})`).join("");
}

export function sketchScope(node: Scope): string {
  switch (node.kind) {
    case "any":
      return "*";
    case "tag":
      return `${node.key}=${node.value}`;
    case "bareTag":
      return `bare ${node.name}`;
    case "templateVariable":
      return `$${node.name}${node.valueOnly ? " value" : ""}`;
    case "not":
      return `(not ${sketchScope(node.operand)})`;
    case "in":
      return `(${node.key} ${node.negated ? "not-in" : "in"} ${node.values.join(" ")})`;
    case "comma":
      return `(, ${node.items.map(sketchScope).join(" ")})`;
    case "and":
    case "or":
      return `(${node.kind} ${node.operands.map(sketchScope).join(" ")})`;
  }
}

export function sketchSearch(node: Search): string {
  switch (node.kind) {
    case "searchAny":
      return "*";
    case "searchTerm":
      return node.quoted ? `"${node.text}"${near(node)}` : node.text;
    case "searchFacet":
      return node.quoted ? `${node.key}="${node.value}"${near(node)}` : `${node.key}=${node.value}`;
    case "searchRange": {
      const low = node.low ? `${node.low.inclusive ? "[" : "{"}${node.low.value}` : "(";
      const high = node.high ? `${node.high.value}${node.high.inclusive ? "]" : "}"}` : ")";
      return node.key === undefined ? `${low}..${high}` : `${node.key}=${low}..${high}`;
    }
    case "searchFacetGroup":
      return `${node.key}=${sketchSearch(node.operand)}`;
    case "searchNot":
      return `(not ${sketchSearch(node.operand)})`;
    case "searchAnd":
      return `(and ${node.operands.map(sketchSearch).join(" ")})`;
    case "searchOr":
      return `(or ${node.operands.map(sketchSearch).join(" ")})`;
  }
}

const near = ({ proximity }: { proximity?: number }) => (proximity === undefined ? "" : `~${proximity}`);

export function sketchMonitor(node: MonitorQuery): string {
  switch (node.kind) {
    case "metricAlert":
      return `${node.aggregator} over ${window(node.window)} of ${sketch(node.expression)} ${comparison(node)}`;
    case "changeAlert":
      return `${node.method} of ${node.aggregator} over ${window(node.window)} against ${window(node.shift)} of ${sketch(node.expression)} ${comparison(node)}`;
    case "serviceCheck":
      return `check ${node.check}${calls(node.calls)}${node.comparison ? ` ${comparison(node)}` : ""}`;
    case "searchAlert":
      return `${node.source} <${sketchSearch(node.search)}>${calls(node.calls)} ${comparison(node)}`;
    case "formulaAlert":
      return `formula <${sketch(node.expression)}>${calls(node.calls)} ${comparison(node)}`;
    case "sloAlert":
      return `${node.measure} <${node.slo}>${calls(node.calls)} ${comparison(node)}`;
    case "composite":
      return sketchComposite(node.expression);
    case "raw":
      return `raw<${node.text}>`;
  }
}

const window = ({ form, amount, unit }: Window) => `${form} ${amount} ${unit}`;

const comparison = (node: { comparison?: { operator: string; value?: number } }) =>
  `${node.comparison?.operator} ${node.comparison?.value ?? "threshold"}`;

const calls = (methods: readonly MethodCall[]) =>
  methods.map((each) => ` .${each.name}(${each.args.map(methodArgument).join(" ")})`).join("");

function methodArgument(node: MethodArgument): string {
  if (node.kind === "argument") return argument(node);
  return argument({ kind: "argument", value: node });
}

export function sketchComposite(node: CompositeExpression): string {
  switch (node.kind) {
    case "monitorId":
      return node.id;
    case "compositeNot":
      return `(! ${sketchComposite(node.operand)})`;
    case "compositeAnd":
      return `(&& ${node.operands.map(sketchComposite).join(" ")})`;
    case "compositeOr":
      return `(|| ${node.operands.map(sketchComposite).join(" ")})`;
  }
}
