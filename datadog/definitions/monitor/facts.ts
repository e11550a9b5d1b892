import type { Finding } from "../../findings";
import type { MetricCatalog, MonitorQuery } from "../../query";
import type { MonitorCondition } from "./condition";
import type { MonitorDefinition, MonitorOptions } from "./monitor";

/** What is known beside the monitor. */
export interface MonitorCheckOptions {
  /** The metrics there are. @default none: the checks that ask about metrics say nothing */
  readonly catalog?: MetricCatalog;
  /** Whom the message may name, beside e-mail addresses. @default not known: nobody is called unknown */
  readonly handles?: readonly string[];
  /** The target of an SLO, in percent, by its id. @default none is known */
  readonly sloTarget?: (id: string) => number | undefined;
}

/** What a rule over a monitor may ask. */
export interface MonitorFacts extends MonitorCheckOptions {
  readonly definition: MonitorDefinition;
  readonly options: MonitorOptions;
  /** @default the query cannot be read, or is made elsewhere (`${…}`) */
  readonly condition?: MonitorCondition;
}

/** One rule over a monitor. */
export type MonitorRule = (facts: MonitorFacts) => readonly Finding[];

/** The query, where it is one of `kinds`. */
export function queryOf<K extends MonitorQuery["kind"]>(
  { condition }: MonitorFacts,
  ...kinds: readonly K[]
): Extract<MonitorQuery, { kind: K }> | undefined {
  const node = condition?.node;
  return node && (kinds as readonly string[]).includes(node.kind)
    ? (node as Extract<MonitorQuery, { kind: K }>)
    : undefined;
}

/** `["options", …]`. */
export const option = (...path: readonly (string | number)[]) => ({ path: ["options", ...path] });

/** Where in the query. */
export function inQuery(node: { readonly range?: Finding["range"] }): Pick<Finding, "path" | "range"> {
  return node.range ? { path: ["query"], range: node.range } : { path: ["query"] };
}
