import fc from "fast-check";
import type {
  Argument,
  BooleanScope,
  CompositeExpression,
  Expression,
  GroupKey,
  Keyword,
  MethodArgument,
  MethodCall,
  MetricQuery,
  Modifier,
  MonitorQuery,
  Scope,
  Search,
  StringLiteral,
  Window,
} from "../../../datadog/query/nodes";
import { SEARCH_SOURCES } from "../../../datadog/query/nodes";

/** Random trees in the form that the parser gives: no AND directly in AND, `key:(a OR b)` as IN, and so on. */

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const some = <T>(arbitrary: fc.Arbitrary<T>, most = 3) => fc.array(arbitrary, { maxLength: most });
const two = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { minLength: 2, maxLength: 3 });
const sample = (...words: string[]) => fc.constantFrom(...words);

const RESERVED = /^(and|or|not|in|by)$/i;
const number = fc.oneof(
  fc.nat(),
  fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  fc.constantFrom(0.1, 1e21, 1e-7, 60),
);
const text = fc.oneof(fc.string(), sample("it's", 'say "x"', "\\", "a\\'b\\\\", "agile", "é — 漢"));

// ------------------------------------------------------------------------------------------------- scopes

const tagKey = fc.stringMatching(/^[a-zA-Z_@$ü][\w.\-/@ü]{0,8}$/).filter((key) => !RESERVED.test(key));
const tagValue = fc.stringMatching(/^[\w.\-/:@+~%*?[\]$&;#=ü]{0,10}$/);
const variable = fc.stringMatching(/^[a-zA-Z_][\w\-.]{0,8}[a-z]$/).filter((name) => !name.endsWith(".value"));

const leafScope = fc.oneof<fc.Arbitrary<Scope>[]>(
  fc.constant({ kind: "any" }),
  fc.record({ kind: fc.constant("tag"), key: tagKey, value: tagValue }),
  fc.record({ kind: fc.constant("bareTag"), name: tagKey.filter((name) => !name.startsWith("$")) }),
  fc.record({ kind: fc.constant("templateVariable"), name: variable, valueOnly: fc.boolean() }),
);

const symbolScope: fc.Arbitrary<Scope> = fc.letrec<{ scope: Scope; item: Scope }>((tie) => ({
  item: fc.oneof(
    { maxDepth: 3, depthIdentifier: "scope" },
    leafScope,
    fc.record({ kind: fc.constant("not" as const), operand: tie("scope") }),
  ),
  scope: fc.oneof(
    { maxDepth: 3, depthIdentifier: "scope" },
    tie("item"),
    fc.record({ kind: fc.constant("comma" as const), items: two(tie("item")) }),
  ),
})).scope;

const membership: fc.Arbitrary<Scope> = fc.record({
  kind: fc.constant("in" as const),
  key: tagKey,
  values: fc.array(
    tagValue.filter((value) => value !== ""),
    { minLength: 1, maxLength: 3 },
  ),
  negated: fc.boolean(),
});

const wordScope: fc.Arbitrary<Scope> = fc.letrec<{ scope: Scope }>((tie) => ({
  scope: fc.oneof(
    { maxDepth: 3, depthIdentifier: "scope" },
    leafScope,
    membership,
    tie("scope").map((operand): Scope => (operand.kind === "in" ? operand : { kind: "not", operand })),
    fc.record({ kind: fc.constantFrom("and" as const, "or" as const), operands: two(tie("scope")) }).map(flattened),
  ),
})).scope;

function flattened({ kind, operands }: BooleanScope): Scope {
  return { kind, operands: operands.flatMap((each) => (each.kind === kind ? each.operands : [each])) };
}

export const scope = fc.oneof(symbolScope, wordScope);

// -------------------------------------------------------------------------------------------- expressions

const keyword: fc.Arbitrary<Keyword> = fc.record({
  kind: fc.constant("keyword" as const),
  value: sample("avg", "sum", "max", "asc", "desc", "true", "null"),
});
const string: fc.Arbitrary<StringLiteral> = fc.record({ kind: fc.constant("string" as const), value: text });
const by: fc.Arbitrary<GroupKey[]> = some(fc.record({ kind: fc.constant("groupKey" as const), name: tagKey }));
const literal = fc.oneof(
  keyword,
  string,
  fc.record({ kind: fc.constant("number" as const), value: number }),
  fc.record({
    kind: fc.constant("unary" as const),
    operator: fc.constantFrom("-" as const, "+" as const),
    operand: fc.record({ kind: fc.constant("number" as const), value: number }),
  }),
);
const modifiers: fc.Arbitrary<Modifier[]> = some(
  fc.record({
    kind: fc.constant("modifier" as const),
    name: sample("as_count", "rollup", "fill", "weighted"),
    args: some(
      fc.record({
        kind: fc.constant("argument" as const),
        name: optional(sample("limit", "x")),
        value: fc.oneof(literal, fc.record({ kind: fc.constant("keySet" as const), keys: two(tagKey) })),
      }),
    ),
  }),
  2,
);

const word = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/).filter((name) => !RESERVED.test(name));

export const metric: fc.Arbitrary<MetricQuery> = fc.record({
  kind: fc.constant("metric" as const),
  aggregator: optional(
    fc.oneof(
      sample("avg", "sum", "p95", "p99.9", "$agg"),
      fc.record({
        kind: fc.constant("countValues" as const),
        operator: fc.constantFrom(">" as const, ">=" as const, "!=" as const),
        value: fc.integer(),
      }),
    ),
  ),
  metric: fc.stringMatching(/^[a-zA-Z_ü][\w.\-/$ü]{0,20}$/),
  scope,
  by,
  modifiers,
});

/** Expressions over `leaf`; with `names`, a bare word among the arguments is a name and not a keyword. */
function expressionsOf(leaf: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  return fc.letrec<{ expression: Expression }>((tie) => {
    const operand = tie("expression");
    const argument = fc.record({
      kind: fc.constant("argument" as const),
      name: optional(sample("direction", "interval")),
      value: fc.oneof(operand, string, keyword, fc.record({ kind: fc.constant("keySet" as const), keys: two(tagKey) })),
    });
    return {
      expression: fc.oneof(
        { maxDepth: 4, depthIdentifier: "expression" },
        leaf,
        fc.record({ kind: fc.constant("number" as const), value: number }),
        fc.record({
          kind: fc.constant("unary" as const),
          operator: fc.constantFrom("-" as const, "+" as const),
          operand,
        }),
        fc.record({
          kind: fc.constant("binary" as const),
          operator: fc.constantFrom("+" as const, "-" as const, "*" as const, "/" as const, "%" as const, "^" as const),
          left: operand,
          right: operand,
        }),
        fc.record({
          kind: fc.constant("call" as const),
          name: word,
          args: fc
            .tuple(operand, some(argument))
            .map(([first, rest]): Argument[] => [{ kind: "argument", value: first }, ...rest]),
        }),
        fc.record({ kind: fc.constant("modified" as const), operand, by, modifiers }).map(joined),
      ),
    };
  }).expression;
}

/** What the parser makes of a suffix: none is none, and that of a metric is the metric's own. */
function joined(node: Extract<Expression, { kind: "modified" }>): Expression {
  const { operand } = node;
  if (node.by.length === 0 && node.modifiers.length === 0) return operand;
  if (operand.kind !== "metric" && operand.kind !== "modified") return node;
  if (node.by.length > 0 && (operand.by.length > 0 || operand.modifiers.length > 0)) return node;
  const keys = node.by.length > 0 ? node.by : operand.by;
  return { ...operand, by: keys, modifiers: [...operand.modifiers, ...node.modifiers] };
}

export const expression = expressionsOf(metric);
export const formula = expressionsOf(
  fc.record({
    kind: fc.constant("name" as const),
    name: fc.oneof(word, sample("avg", "sum", "query1", "max", "$scope", "a.b")),
  }),
);

// ----------------------------------------------------------------------------------------- search syntax

const searchWord = fc
  .stringMatching(/^[\w@.*/$ü=~,+][\w@.*\-/$ü=~,+?]{0,10}$/)
  .filter((each) => !/^(AND|OR|NOT|\*)$/.test(each));
const bound = fc.record({ value: fc.stringMatching(/^-?\d{1,5}(\.\d)?$/), inclusive: fc.boolean() });

/** What stands inside `key:(…)`, which has the key. */
const groupRange: fc.Arbitrary<Search> = fc.record({
  kind: fc.constant("searchRange" as const),
  low: optional(bound),
  high: optional(bound),
});

const junction = (operand: fc.Arbitrary<Search>): fc.Arbitrary<Search> =>
  fc.record({ kind: fc.constantFrom("searchAnd" as const, "searchOr" as const), operands: two(operand) }).map(
    ({ kind, operands }): Search => ({
      kind,
      operands: operands.flatMap((each) => (each.kind === kind ? each.operands : [each])),
    }),
  );

export const search: fc.Arbitrary<Search> = fc.letrec<{ search: Search }>((tie) => ({
  search: fc.oneof(
    { maxDepth: 4, depthIdentifier: "search" },
    fc.constant<Search>({ kind: "searchAny" }),
    fc.record({ kind: fc.constant("searchTerm" as const), text: searchWord, quoted: fc.constant(false) }),
    fc.record({
      kind: fc.constant("searchTerm" as const),
      text,
      quoted: fc.constant(true),
      proximity: optional(fc.nat({ max: 9999 })),
    }),
    fc.record({
      kind: fc.constant("searchFacet" as const),
      key: searchWord,
      value: searchWord,
      quoted: fc.constant(false),
    }),
    fc.record({
      kind: fc.constant("searchFacet" as const),
      key: searchWord,
      value: text,
      quoted: fc.constant(true),
      proximity: optional(fc.nat({ max: 9999 })),
    }),
    fc.record({
      kind: fc.constant("searchRange" as const),
      key: searchWord,
      low: optional(bound),
      high: optional(bound),
    }),
    fc.record({ kind: fc.constant("searchFacetGroup" as const), key: searchWord, operand: tie("search") }),
    fc.record({
      kind: fc.constant("searchFacetGroup" as const),
      key: searchWord,
      operand: fc.oneof(groupRange, junction(fc.oneof(groupRange, tie("search")))),
    }),
    fc.record({ kind: fc.constant("searchNot" as const), operand: tie("search") }),
    junction(tie("search")),
  ),
})).search;

// ------------------------------------------------------------------------------------------------ monitors

const window = (...forms: Window["form"][]): fc.Arbitrary<Window> =>
  fc.record({
    kind: fc.constant("window" as const),
    form: fc.constantFrom(...forms),
    amount: fc.integer({ min: 1, max: 999_999 }),
    unit: fc.constantFrom("s" as const, "m" as const, "h" as const, "d" as const, "w" as const, "mo" as const),
  });

const comparison = fc.record({
  kind: fc.constant("comparison" as const),
  operator: fc.constantFrom("<" as const, "<=" as const, ">" as const, ">=" as const, "==" as const, "!=" as const),
  value: fc.oneof(
    number,
    number.map((value) => 0 - value),
  ),
});

const methodArgument: fc.Arbitrary<MethodArgument> = fc.oneof(
  literal,
  fc.record({ kind: fc.constant("argument" as const), name: word, value: literal }),
);
const calls: fc.Arbitrary<MethodCall[]> = some(
  fc.record({ kind: fc.constant("method" as const), name: word, args: some(methodArgument) }),
);

/** An expression with a metric in it, as monitors need one. */
const watched = fc
  .tuple(metric, expression)
  .map(([left, right]): Expression => ({ kind: "binary", operator: "-", left, right }));

export const composite: fc.Arbitrary<CompositeExpression> = fc.letrec<{ node: CompositeExpression }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthIdentifier: "composite" },
    fc.record({ kind: fc.constant("monitorId" as const), id: fc.stringMatching(/^\d{1,10}$/) }),
    fc.record({ kind: fc.constant("compositeNot" as const), operand: tie("node") }),
    fc
      .record({ kind: fc.constantFrom("compositeAnd" as const, "compositeOr" as const), operands: two(tie("node")) })
      .map(
        ({ kind, operands }): CompositeExpression => ({
          kind,
          operands: operands.flatMap((each) => (each.kind === kind ? each.operands : [each])),
        }),
      ),
  ),
})).node;

export const monitor: fc.Arbitrary<MonitorQuery> = fc.oneof<fc.Arbitrary<MonitorQuery>[]>(
  fc.record({
    kind: fc.constant("metricAlert"),
    aggregator: sample("avg", "sum", "percentile"),
    window: window("last", "next", "current"),
    expression: watched,
    comparison,
  }),
  fc.record({
    kind: fc.constant("changeAlert"),
    method: fc.constantFrom("change", "pct_change"),
    aggregator: sample("avg", "min"),
    window: window("last"),
    shift: window("last", "ago"),
    expression: watched,
    comparison,
  }),
  fc.record({
    kind: fc.constant("serviceCheck"),
    check: text,
    calls: calls.filter((each) => each.length > 0),
    comparison: optional(comparison),
  }),
  fc.record({
    kind: fc.constant("searchAlert"),
    source: fc.constantFrom(...SEARCH_SOURCES),
    search,
    calls,
    comparison,
  }),
  fc.record({
    kind: fc.constant("formulaAlert"),
    expression: formula,
    calls,
    comparison: fc.oneof(
      comparison,
      comparison.map(({ operator }) => ({ kind: "dynamicComparison" as const, operator })),
    ),
  }),
  fc.record({
    kind: fc.constant("sloAlert"),
    measure: fc.constantFrom("error_budget", "burn_rate"),
    slo: text,
    calls,
    comparison,
  }),
  fc.record({ kind: fc.constant("composite"), expression: composite }),
);
