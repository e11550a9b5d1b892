import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Code, call, exported, type Modules, member } from "../../datadog/code";
import type { DeclaredMetric, MetricCode, MetricFamily, QueryNode, Stored } from "../../datadog/query";
import { nodesOf } from "../../datadog/query";
import { identifierOf, unused } from "./names";

/** The module of the metrics that an import declares. */
export const IMPORTED = "metrics/imported";

/** What the code in `metrics/` calls each metric, and the metrics that it lacks. */
export class MetricsInCode {
  private readonly known = new Map<string, MetricCode>();
  private readonly loaded = new Map<string, Readonly<Record<string, unknown>>>();
  /** The metrics that code lacks, by name: what they are called, and the tags that queries use. */
  private readonly missing = new Map<string, { readonly identifier: string; readonly tags: Set<string> }>();

  /** @param folder of the project */
  constructor(folder: string) {
    for (const file of readdirSync(join(folder, "metrics")).sort()) {
      if (!file.endsWith(".ts")) continue;
      const module = `metrics/${file.slice(0, -".ts".length)}`;
      const exports = require(join(folder, module)) as Readonly<Record<string, unknown>>;
      this.loaded.set(module, exports);
      for (const [name, each] of Object.entries(exports)) this.remember(exported(module, name), each, 0);
    }
  }

  /** The code of a metric: declared in `metrics/` already, or to be declared there. */
  readonly codeOf = (name: string): MetricCode | undefined => this.known.get(name) ?? this.declared(name);

  /** What the modules of the code export. */
  readonly modules: Modules = (module) => this.loaded.get(module) ?? {};

  /** Takes note of the tags by which queries ask metrics that code lacks. */
  note(node: QueryNode, variables: Readonly<Record<string, string>> = {}): void {
    for (const metric of nodesOf(node)) {
      if (metric.kind !== "metric" || this.known.has(metric.metric) || !isMetricName(metric.metric)) continue;
      const tags = this.tagsOf(metric.metric);
      for (const part of nodesOf(metric.scope)) {
        if (part.kind === "tag" || part.kind === "in") tags.add(part.key);
        if (part.kind === "templateVariable" && !part.valueOnly && variables[part.name])
          tags.add(variables[part.name]!);
      }
      for (const { name } of metric.by) if (!name.startsWith("$")) tags.add(name);
    }
  }

  /** Metrics that code lacks and that the code uses, in the order of their names. */
  declarations(
    used: ReadonlySet<string>,
  ): readonly { readonly identifier: string; readonly name: string; readonly tags: readonly string[] }[] {
    return [...this.missing]
      .filter(([, { identifier }]) => used.has(identifier))
      .map(([name, { identifier, tags }]) => ({ identifier, name, tags: [...tags].sort() }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  private declared(name: string): MetricCode | undefined {
    if (!isMetricName(name)) return undefined;
    this.tagsOf(name);
    return { code: exported(IMPORTED, this.missing.get(name)!.identifier) };
  }

  private tagsOf(name: string): Set<string> {
    const before = this.missing.get(name);
    if (before !== undefined) return before.tags;
    const taken = new Set([...this.missing.values()].map(({ identifier }) => identifier));
    const exports = this.loaded.get(IMPORTED) ?? {};
    const identifier = unused(
      identifierOf(name, "metric", 80),
      (each) => taken.has(each) || Object.hasOwn(exports, each),
    );
    const tags = new Set<string>();
    this.missing.set(name, { identifier, tags });
    // What the new code will have is there to be evaluated.
    const { metric } = require("../../datadog/query") as typeof import("../../datadog/query");
    this.loaded.set(IMPORTED, { ...exports, [identifier]: metric(name) });
    return tags;
  }

  /** Metrics that a module exports: by themselves, as the five of a histogram, or in an object. */
  private remember(code: Code, each: unknown, depth: number): void {
    if (typeof each !== "object" || each === null || Array.isArray(each)) return;
    if (isFamily(each)) this.rememberFamily(code, each);
    else if (isDeclared(each)) this.add(each, code);
    // Declared by its name and tags alone.
    else if (isReadable(each)) {
      if (!this.known.has(each.name)) this.known.set(each.name, { code, tags: each.tags });
    } else if (depth === 0)
      for (const [name, inner] of Object.entries(each)) this.remember(member(code, name), inner, 1);
  }

  private rememberFamily(code: Code, family: MetricFamily): void {
    for (const [name, metric] of Object.entries(family.members)) {
      const aggregator = OWN_AGGREGATORS[name as keyof typeof family.members];
      this.add(metric, member(member(code, "members"), name), { [aggregator]: call(member(code, name)) });
    }
  }

  private add(metric: DeclaredMetric, code: Code, selections?: MetricCode["selections"]): void {
    if (this.known.has(metric.name)) return;
    this.known.set(metric.name, { code, tags: metric.tags, stored: storedOf(metric), selections });
  }
}

/** The aggregator that the method of a histogram of each name has. */
const OWN_AGGREGATORS = { avg: "avg", median: "avg", max: "max", p95: "avg", count: "sum" } as const;

function storedOf({ type, percentiles }: DeclaredMetric): Stored {
  return type === "distribution" && percentiles ? "distribution with percentiles" : type;
}

const isFamily = (each: object): each is MetricFamily => "members" in each && "metrics" in each;
const isReadable = (each: object): each is { readonly name: string; readonly tags?: readonly string[] } =>
  "name" in each && typeof each.name === "string" && "sum" in each && typeof each.sum === "function";
const isDeclared = (each: object): each is DeclaredMetric => isReadable(each) && "type" in each && "tags" in each;

const isMetricName = (name: string) => /^[a-zA-Z][a-zA-Z0-9_.]*$/.test(name) && name.length <= 200;
