import { type Narrowing, narrowMetrics, narrowSearch, parseSearch, print, showProblem } from "../../query";
import { madeQuery, parsedQuery, rememberMade } from "./made-queries";
import { type DashboardQuery, queriesOf } from "./queries-of";
import type { DashboardDefinition, TemplateVariable } from "./types";

/** Settings of a template variable. */
export interface VariableOptions {
  /** The tag whose values can be selected. @default the variable's name */
  readonly prefix?: string;
  /** The values selected by default. @default `["*"]`: everything */
  readonly defaults?: readonly string[];
  /** The values that can be selected. @default all */
  readonly availableValues?: readonly string[];
}

/**
 * `$service`: the viewer of the dashboard selects a service.
 * @see https://docs.datadoghq.com/dashboards/template_variables/
 */
export function templateVariable(name: string, options: VariableOptions = {}): TemplateVariable {
  const { prefix = name, defaults = ["*"], availableValues = [] } = options;
  return { name, prefix, available_values: availableValues, defaults };
}

/**
 * A template variable that filters queries. One that is selected leaves nothing of a metric that does not have its tag, so
 * it filters only what has.
 */
export interface VariableUse {
  readonly variable: string;
  /** Which metrics, by name. @default all */
  readonly metrics?: (metric: string) => boolean;
  /** Whether it filters searches of logs, spans and events. @default true */
  readonly searches?: boolean;
}

/**
 * The same dashboard, each of whose queries over metrics and events is narrowed by these template variables; by a name, all
 * of them. A query that has a variable already is left as it is in that respect.
 * @throws RangeError when a query cannot be parsed
 */
export function narrowedBy(
  dashboard: DashboardDefinition,
  variables: readonly (string | VariableUse)[],
): DashboardDefinition {
  const uses = variables.map((use) => (typeof use === "string" ? { variable: use } : use));
  const copies = new Copies(dashboard);
  for (const query of queriesOf(dashboard)) {
    const text = uses.reduce((current, use) => narrowedText(query, current, use), query.text);
    if (text !== query.text) copies.write(query.path, text);
  }
  return copies.root;
}

function narrowedText({ language, widget }: DashboardQuery, text: string, use: VariableUse): string {
  if (language === "metrics") return narrowedMetrics(text, use, widget.title ?? widget.type);
  return language === "search" && use.searches !== false ? narrowedSearch(text, use.variable) : text;
}

function narrowedMetrics(text: string, use: VariableUse, widget: string): string {
  const narrowed = narrowMetrics(madeQuery(text) ?? readQuery(text, widget), variable(use.variable), use.metrics);
  const narrowedText = print(narrowed);
  rememberMade(narrowedText, narrowed);
  return narrowedText;
}

function readQuery(text: string, widget: string) {
  const parsed = parsedQuery(text);
  if (parsed.ok) return parsed.node;
  throw new RangeError(`The query of "${widget}" cannot be parsed.\n${showProblem(text, parsed.errors[0]!)}`);
}

/** A search that cannot be read is left to the check of the dashboard, with the variable behind it. */
function narrowedSearch(text: string, name: string): string {
  const parsed = parseSearch(text);
  if (!parsed.ok) return `${text} $${name}`;
  const narrowed = narrowSearch(parsed.node, variable(name));
  return narrowed === parsed.node ? text : print(narrowed);
}

const variable = (name: string): Narrowing => ({ kind: "templateVariable", name, valueOnly: false });

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
