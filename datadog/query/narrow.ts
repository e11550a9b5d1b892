import { variablesInNode, variablesInText } from "./ask";
import type {
  BooleanScope,
  Expression,
  GroupKey,
  MethodCall,
  MonitorQuery,
  QueryList,
  QueryNode,
  Scope,
  Search,
  TagScope,
  TemplateVariableScope,
} from "./nodes";
import { print } from "./print";
import { mapNode } from "./visit";

/** What a query is narrowed by: a tag, or a template variable of a dashboard. */
export type Narrowing = TagScope | TemplateVariableScope;

// ----------------------------------------------------------------------------------------------- scopes

/**
 * What must all hold, as one scope; `*` adds nothing. Datadog has two forms that cannot be mixed: commas, and AND, OR, IN.
 * Commas are the usual one; a list of values needs the other.
 * @see https://docs.datadoghq.com/metrics/advanced-filtering/#boolean-filtered-queries
 */
export function conjunction(conditions: readonly Scope[]): Scope {
  const items = conditions.filter(({ kind }) => kind !== "any");
  const [first, ...rest] = items;
  if (!first) return { kind: "any" };
  if (rest.length === 0) return first;
  return items.every(fitsCommas) ? { kind: "comma", items } : { kind: "and", operands: items };
}

/** What may stand between commas. */
function fitsCommas(scope: Scope): boolean {
  if (scope.kind === "not") return fitsCommas(scope.operand);
  return scope.kind === "tag" || scope.kind === "bareTag" || scope.kind === "templateVariable";
}

/** The scope, and `by` besides. One that names the tag or the variable already stays as it is. */
export function narrowScope(scope: Scope, by: Narrowing): Scope {
  if (isNarrowed(scope, by)) return scope;
  if (scope.kind === "and") return { kind: "and", operands: [...scope.operands, by] };
  return conjunction(scope.kind === "comma" ? [...scope.items, by] : [scope, by]);
}

function isNarrowed(scope: Scope, by: Narrowing): boolean {
  if (by.kind === "templateVariable") return variablesInNode(scope).some(({ name }) => name === by.name);
  switch (scope.kind) {
    case "tag":
      return scope.key === by.key;
    case "in":
      return scope.key === by.key && !scope.negated;
    case "comma":
      return scope.items.some((item) => isNarrowed(item, by));
    case "and":
      return scope.operands.some((operand) => isNarrowed(operand, by));
    default:
      return false;
  }
}

/**
 * The same query, each of whose metrics is narrowed.
 * @param applies which metrics, by name @default all
 */
export function narrowMetrics<N extends MonitorQuery | Expression | QueryList>(
  node: N,
  by: Narrowing,
  applies: (metric: string) => boolean = () => true,
): N {
  return mapNode(node, {
    metric: (metric) => (applies(metric.metric) ? { ...metric, scope: narrowScope(metric.scope, by) } : metric),
  });
}

// --------------------------------------------------------------------------------------------- searches

/** The search, and `by` besides. One that names the tag or the variable already stays as it is. */
export function narrowSearch(search: Search, by: Narrowing): Search {
  if (isSearchNarrowed(search, by)) return search;
  const term: Search =
    by.kind === "tag"
      ? { kind: "searchFacet", key: by.key, value: by.value, quoted: false }
      : { kind: "searchTerm", text: print(by), quoted: false };
  if (search.kind === "searchAny") return term;
  return { kind: "searchAnd", operands: [...(search.kind === "searchAnd" ? search.operands : [search]), term] };
}

function isSearchNarrowed(search: Search, by: Narrowing): boolean {
  if (by.kind === "templateVariable") return variablesInText(print(search)).some(({ name }) => name === by.name);
  if (search.kind === "searchAnd") return search.operands.some((operand) => isSearchNarrowed(operand, by));
  return (search.kind === "searchFacet" || search.kind === "searchFacetGroup") && search.key === by.key;
}

/** `.over("*")` → `.over("env:demo")`; `.over("role:db")` → `.over("role:db","env:demo")`. */
export function narrowCalls(calls: readonly MethodCall[], by: TagScope): readonly MethodCall[] {
  const tag = { kind: "string", value: print(by) } as const;
  if (!calls.some(({ name }) => name === "over")) return [{ kind: "method", name: "over", args: [tag] }, ...calls];
  return calls.map((call) => {
    if (call.name !== "over") return call;
    const tags = call.args.filter((arg) => !(arg.kind === "string" && arg.value === "*"));
    const named = tags.some((arg) => arg.kind === "string" && arg.value.startsWith(`${by.key}:`));
    return { ...call, args: named ? tags : [...tags, tag] };
  });
}

/** A monitor's query, of whichever kind, narrowed by a tag; composites and SLOs, made of other objects, stay. */
export function narrowMonitor(query: MonitorQuery, by: TagScope): MonitorQuery {
  if (query.kind === "serviceCheck") return { ...query, calls: narrowCalls(query.calls, by) };
  if (query.kind !== "searchAlert") return narrowMetrics(query, by);
  if (query.source === "processes") return { ...query, calls: narrowCalls(query.calls, by) };
  return { ...query, search: narrowSearch(query.search, by) };
}

// ------------------------------------------------------------------------------------ template variables

/** What a template variable stands for. */
export interface VariableValue {
  /** The tag whose values are chosen. @default none: `$name` is the value alone */
  readonly tag?: string;
  /** What is chosen; `*`, or nothing at all, is everything. */
  readonly values: readonly string[];
}

/**
 * The same query with values in the place of its template variables, as Datadog evaluates it: several values are
 * alternatives, and everything restricts nothing. A variable that has no entry stays.
 * @see https://docs.datadoghq.com/dashboards/template_variables/
 */
export function fillVariables<N extends QueryNode>(node: N, values: Readonly<Record<string, VariableValue>>): N {
  const texts = (text: string) => textsFor(text, values);
  const keys = (by: readonly GroupKey[]) =>
    by.flatMap((key) => texts(key.name).flatMap((name) => (name === "*" ? [] : [{ ...key, name }])));
  return mapNode(node, {
    templateVariable: (variable) => scopeFor(variable, values),
    tag: (tag) => oneOf(tag.key, texts(tag.value), tag),
    in: (scope) => ({ ...scope, values: scope.values.flatMap(texts) }),
    // what restricts nothing leaves nothing out either
    not: (scope) => (scope.operand.kind === "any" ? scope.operand : scope),
    comma: ({ items }) => conjunction(items),
    and: (scope: BooleanScope) =>
      scope.operands.some(({ kind }) => kind === "any") ? conjunction(scope.operands) : scope,
    or: (scope: BooleanScope) => scope.operands.find(({ kind }) => kind === "any") ?? scope,
    metric: (metric) => {
      const { aggregator } = metric;
      const [chosen] = typeof aggregator === "string" ? texts(aggregator) : [];
      return { ...metric, by: keys(metric.by), aggregator: chosen ?? aggregator };
    },
    modified: (modified) => ({ ...modified, by: keys(modified.by) }),
  });
}

function scopeFor(variable: TemplateVariableScope, values: Readonly<Record<string, VariableValue>>): Scope {
  const value = Object.hasOwn(values, variable.name) ? values[variable.name] : undefined;
  if (!value) return variable;
  if (isEverything(value)) return { kind: "any" };
  if (value.tag !== undefined && !variable.valueOnly) return oneOf(value.tag, value.values);
  const [first, ...rest] = value.values.map((name): Scope => ({ kind: "bareTag", name }));
  return rest.length === 0 ? first! : { kind: "or", operands: [first!, ...rest] };
}

const isEverything = ({ values }: VariableValue) => values.length === 0 || values.includes("*");

/** A tag that is one of the values. `IN` compares whole values: those with wildcards are alternatives. */
function oneOf(key: string, values: readonly string[], tag?: TagScope): Scope {
  const [only, ...others] = values;
  if (only !== undefined && others.length === 0) return { ...tag, kind: "tag", key, value: only };
  if (!values.some((value) => value.includes("*"))) return { kind: "in", key, values, negated: false };
  return { kind: "or", operands: values.map((value) => ({ kind: "tag", key, value })) };
}

/** A text with each value in the place of its variable: `$env.value-db` → `prod-db`. */
function textsFor(text: string, values: Readonly<Record<string, VariableValue>>): readonly string[] {
  const [used] = variablesInText(text).filter(({ name }) => Object.hasOwn(values, name));
  const value = used && values[used.name];
  if (!value || !used.range) return [text];
  const before = text.slice(0, used.range.start);
  const written = text.slice(used.range.start, used.range.end);
  // a name may be followed by dots and dashes that are not of it
  const name = new RegExp(`^\\$${used.name.replaceAll(".", "\\.")}(\\.value)?`, "u").exec(written)?.[0] ?? written;
  const after = text.slice(used.range.start + name.length);
  const chosen = isEverything(value) ? ["*"] : value.values;
  return chosen.map((each) => `${before}${each}${after}`);
}
