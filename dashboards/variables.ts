import { templateVariable, type VariableUse } from "../datadog/definitions";
import { catalog } from "../metrics/catalog";

/** What an operator narrows a dashboard to, beside `$env`. */
export const variables = ["service", "stage", "queue", "host"].map((name) => templateVariable(name));

const byName = new Map(catalog.map((metric) => [metric.name, metric]));

const hasTag = (key: string) => (metric: string) => byName.get(metric)?.tags.includes(key) === true;

/** Containers and traces belong to one component each; a run or a stage of the pipeline to none. */
const isOfService = (metric: string) =>
  metric.startsWith("container.") || ["trace", "log"].includes(byName.get(metric)?.reported ?? "");

const isOfHost = (metric: string) => metric.startsWith("system.") || metric.startsWith("container.");

/** Which queries each variable filters: those of what it is a tag of. What is left out shows everything. */
export const narrowing: readonly VariableUse[] = [
  { variable: "env" },
  { variable: "service", metrics: isOfService },
  { variable: "stage", metrics: hasTag("stage"), searches: false },
  { variable: "queue", metrics: hasTag("queue"), searches: false },
  { variable: "host", metrics: isOfHost, searches: false },
];
