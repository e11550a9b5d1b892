import { type Expression, type Formula, formulaOf, mapNode, print, type QueryInput } from "../../query";
import type { EventQuery } from "./event-query";
import { rememberMade } from "./made-queries";

/** What a widget can draw: a query over metrics, a formula whose queries have names, or a query over events. */
export type Source = QueryInput | Formula | EventQuery;

/** One source, several, or several by the names that the legend shows. */
export type Sources = Source | readonly Source[] | Readonly<Record<string, Source>>;

/** Over the time that is shown, the one value of a query: what a number, a list or a table holds. */
export type Aggregator = (typeof WIDGET_AGGREGATORS)[number];

/** All of them. */
export const WIDGET_AGGREGATORS = ["avg", "sum", "min", "max", "last", "area", "l2norm", "percentile"] as const;

/** A query of a widget, under the name by which formulas call it. */
export type NamedQuery = { readonly name: string; readonly data_source: string } & Readonly<Record<string, unknown>>;

/** A formula of a widget's request. */
export interface WidgetFormula {
  readonly formula: string;
  readonly alias?: string;
}

/** Sources as Datadog's editor writes them: each metric query once, under a name, and formulas over the names. */
export interface NamedQueries {
  readonly queries: readonly NamedQuery[];
  readonly formulas: readonly WidgetFormula[];
}

/**
 * Splits sources into named queries and formulas.
 * @param aggregator makes each query yield one value; `auto` takes the sum of counts, the percentile of percentiles, and
 *   the average of everything else
 * @default aggregator none: the queries yield curves
 * @throws RangeError when two formulas use one name for different queries
 */
export function nameQueries(sources: Sources, aggregator?: Aggregator | "auto"): NamedQueries {
  const names = new Names(aggregator);
  const formulas = byAlias(sources).map(([alias, source]) => ({
    ...(alias === "" ? {} : { alias }),
    formula: names.formula(source),
  }));
  return { queries: names.queries, formulas };
}

function byAlias(sources: Sources): readonly (readonly [alias: string, source: Source])[] {
  if (isList(sources)) return sources.map((source) => ["", source]);
  return isSource(sources) ? [["", sources]] : Object.entries(sources);
}

const isList = (sources: Sources): sources is readonly Source[] => Array.isArray(sources);

function isSource(sources: Exclude<Sources, readonly Source[]>): sources is Source {
  if (typeof sources === "string") return true;
  return isText(sources) || ("data_source" in sources && typeof sources.data_source === "string");
}

/** A value of the query language carries its own text; so does a formula. */
const isText = (value: object): value is Exclude<QueryInput, string> | Formula =>
  "node" in value && "text" in value && typeof value.text === "string";

const isEvents = (source: Source): source is EventQuery => typeof source === "object" && "data_source" in source;

const isFormula = (source: Source): source is Formula => typeof source === "object" && "queries" in source;

class Names {
  private readonly byText = new Map<string, NamedQuery>();

  constructor(private readonly aggregator: Aggregator | "auto" | undefined) {}

  get queries(): readonly NamedQuery[] {
    return [...this.byText.values()];
  }

  formula(source: Source): string {
    if (isEvents(source)) return this.named(JSON.stringify(source), (name) => ({ name, ...source })).name;
    if (isFormula(source)) return this.authored(source);
    return this.split(source);
  }

  /** The names of the author stay. */
  private authored({ text, queries }: Formula): string {
    for (const [name, query] of Object.entries(queries)) {
      const known = [...this.byText.values()].find((other) => other.name === name);
      if (known && known.query !== query.text) {
        throw new RangeError(
          `Two formulas in one request use the name "${name}" for different queries: rename one of them.`,
        );
      }
      if (!known) this.byText.set(`${name} = ${query.text}`, this.metrics(name, query.node, query.text));
    }
    return text;
  }

  /** Every metric query of an expression gets a name; what is left is the formula. */
  private split(source: QueryInput): string {
    const { node, queries } = formulaOf(source);
    if (node.kind === "raw") return this.named(node.text, (name) => this.metrics(name, node, node.text)).name;
    const renamed = new Map<string, string>();
    for (const [own, query] of Object.entries(queries)) {
      const { text } = query;
      renamed.set(own, this.named(text, (name) => this.metrics(name, query.node, text)).name);
    }
    const rename = { name: (name: { readonly name: string }) => nameNode(renamed.get(name.name) ?? name.name) };
    return print(mapNode(node, rename));
  }

  private named(text: string, query: (name: string) => NamedQuery): NamedQuery {
    const known = this.byText.get(text);
    if (known) return known;
    const made = query(`query${this.byText.size + 1}`);
    this.byText.set(text, made);
    return made;
  }

  private metrics(name: string, node: Expression, text: string): NamedQuery {
    rememberMade(text, node);
    const aggregator = this.aggregator === "auto" ? usualAggregator(node) : this.aggregator;
    return { data_source: "metrics", name, query: text, ...(aggregator === undefined ? {} : { aggregator }) };
  }
}

const nameNode = (name: string) => ({ kind: "name", name }) as const;

/** Counts add up, a percentile is taken of all samples, and other values are averaged. */
function usualAggregator(node: Expression): Aggregator {
  if (node.kind !== "metric") return "avg";
  if (node.modifiers.some(({ name }) => name === "as_count")) return "sum";
  return typeof node.aggregator === "string" && /^p\d/.test(node.aggregator) ? "percentile" : "avg";
}
