import type { Finding } from "../../findings";
import type { Condition, MonitorQuery } from "../../query";
import type { CheckOptions } from "../kind";
import type { MonitorDefinition, MonitorOptions } from "./schema";

/** What a rule over a monitor may ask. */
export interface MonitorFacts extends CheckOptions {
  readonly definition: MonitorDefinition;
  readonly options: MonitorOptions;
  /** @default the query cannot be read, or is made elsewhere (`${…}`) */
  readonly condition?: Condition;
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
