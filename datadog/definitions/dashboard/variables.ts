import {
  type MetricQuery,
  mapNode,
  parseMetricQuery,
  parseSearch,
  print,
  type Scope,
  showProblem,
  variablesInNode,
  variablesInText,
} from "../../query";
import { type DashboardQuery, queriesOf } from "./queries-of";
import { remembered } from "./remembered";
import type { DashboardDefinition, TemplateVariable } from "./types";

/** What a template variable can have. */
export interface VariableOptions {
  /** The tag whose values are chosen. @default the variable's name */
  readonly prefix?: string;
  /** What is chosen at first. @default `["*"]`: everything */
  readonly defaults?: readonly string[];
  /** The values that can be chosen. @default all */
  readonly availableValues?: readonly string[];
}

/**
 * `$service`: whoever looks at the dashboard chooses a service.
 * @see https://docs.datadoghq.com/dashboards/template_variables/
 */
export function templateVariable(name: string, options: VariableOptions = {}): TemplateVariable {
  const { prefix = name, defaults = ["*"], availableValues = [] } = options;
  return { name, prefix, available_values: availableValues, defaults };
}

/**
 * The same dashboard, each of whose queries over metrics and events is narrowed by these template variables. A query that
 * has a variable already is left as it is in that respect.
 * @throws RangeError when a query cannot be read
 */
export function narrowedBy(dashboard: DashboardDefinition, variables: readonly string[]): DashboardDefinition {
  const copies = new Copies(dashboard);
  for (const query of queriesOf(dashboard)) {
    const text = variables.reduce((current, variable) => narrowedText(query, current, variable), query.text);
    if (text !== query.text) copies.write(query.path, text);
  }
  return copies.root;
}

function narrowedText({ language, widget }: DashboardQuery, text: string, variable: string): string {
  if (language === "metrics") return narrowedMetrics(text, variable, widget.title ?? widget.type);
  return language === "search" ? narrowedSearch(text, variable) : text;
}

const parsedQuery = remembered(parseMetricQuery);
/** The narrowed text of a query that can be read, by the variable's name, a space and the query. */
const narrowedQuery = remembered((key) => {
  const [name = ""] = key.split(" ", 1);
  const parsed = parsedQuery(key.slice(name.length + 1));
  const narrow = (query: MetricQuery): MetricQuery => ({ ...query, scope: narrowedScope(query.scope, name) });
  return parsed.ok ? print(mapNode(parsed.node, { metric: narrow })) : "";
});

function narrowedMetrics(text: string, name: string, widget: string): string {
  const parsed = parsedQuery(text);
  if (!parsed.ok)
    throw new RangeError(`The query of "${widget}" cannot be read.\n${showProblem(text, parsed.errors[0]!)}`);
  return narrowedQuery(`${name} ${text}`);
}

function narrowedScope(scope: Scope, name: string): Scope {
  if (variablesInNode(scope).some((used) => used.name === name)) return scope;
  const variable: Scope = { kind: "templateVariable", name, valueOnly: false };
  switch (scope.kind) {
    case "any":
      return variable;
    case "comma":
      return { kind: "comma", items: [...scope.items, variable] };
    case "and":
      return { kind: "and", operands: [...scope.operands, variable] };
    default:
      // Datadog's two forms of scope do not mix: what has no comma form is joined by AND.
      return hasCommaForm(scope)
        ? { kind: "comma", items: [scope, variable] }
        : { kind: "and", operands: [scope, variable] };
  }
}

function hasCommaForm(scope: Scope): boolean {
  if (scope.kind === "not") return hasCommaForm(scope.operand);
  return scope.kind === "tag" || scope.kind === "bareTag" || scope.kind === "templateVariable";
}

function narrowedSearch(text: string, name: string): string {
  if (variablesInText(text).some((used) => used.name === name)) return text;
  const search = text.trim();
  if (search === "" || search === "*") return `$${name}`;
  const parsed = parseSearch(search);
  // A space binds more strongly than OR.
  return parsed.ok && parsed.node.kind === "searchOr" ? `(${search}) $${name}` : `${search} $${name}`;
}

type Container = Record<string | number, unknown>;

/** A value of which only what is on the way to a change is copied. */
class Copies<T extends object> {
  root: T;
  /** What was copied, and nobody else holds. */
  private readonly own = new Set<unknown>();

  constructor(original: T) {
    this.root = this.copy(original);
  }

  write(path: DashboardQuery["path"], text: string): void {
    let here = this.root as Container;
    for (const step of path.slice(0, -1)) {
      const child = here[step] as Container;
      if (!this.own.has(child)) here[step] = this.copy(child);
      here = here[step] as Container;
    }
    here[path.at(-1)!] = text;
  }

  private copy<C extends object>(original: C): C {
    const made = (Array.isArray(original) ? [...original] : { ...original }) as C;
    this.own.add(made);
    return made;
  }
}
