import { RESOURCE_TABLES, type ResourceTable, type Row, type Variant } from "../../../../datadog/terraform";
import { boundAttributes } from "./bindings";
import { ClientModels, type Field } from "./client";
import { differences } from "./differences";

/*
 * What the provider and Datadog's API have, held against the tables of attributes: whatever neither a table nor one of its
 * lists names, each with a reason, would be lost in silence.
 */

describe("every attribute of the provider's classes (3.82.0) is in its table or has a reason", () => {
  test.each(RESOURCE_TABLES.map((table) => [table.type, table] as const))("%s", (type, table) => {
    const bound = boundAttributes(type);
    expect(bound.length).toBeGreaterThan(0);
    expect(differences(table, bound, "3.82.0")).toEqual([]);
  });

  test("a table that lacks an attribute, or has one too many, is found", () => {
    const [table] = RESOURCE_TABLES as readonly [ResourceTable, ...ResourceTable[]];
    const without = { ...table, rows: table.rows.filter(({ attribute }) => attribute !== "timeout_h") };
    const bound = boundAttributes(table.type);
    expect(differences(without, bound, "3.82.0")).toEqual(["timeout_h is in no table and has no reason"]);
    const fewer = bound.filter(({ name }) => name !== "tags");
    expect(differences(table, fewer, "3.82.0")).toEqual(["tags is no attribute of provider 3.82.0"]);
  });
});

/** What each resource's object is called in Datadog's own client, and which version of the API has it. */
const MODELS: Readonly<Record<string, readonly [version: "v1" | "v2", model: string]>> = {
  datadog_monitor: ["v1", "Monitor"],
  datadog_logs_custom_pipeline: ["v1", "LogsPipeline"],
  datadog_logs_pipeline_order: ["v1", "LogsPipelinesOrder"],
  datadog_metric_metadata: ["v1", "MetricMetadata"],
  datadog_metric_tag_configuration: ["v2", "MetricTagConfiguration"],
  datadog_logs_metric: ["v2", "LogsMetricCreateData"],
  datadog_spans_metric: ["v2", "SpansMetricCreateData"],
  datadog_apm_retention_filter: ["v2", "RetentionFilterCreateData"],
  datadog_restriction_policy: ["v2", "RestrictionPolicy"],
  datadog_service_level_objective: ["v1", "ServiceLevelObjectiveRequest"],
  datadog_downtime_schedule: ["v2", "DowntimeCreateRequestData"],
  datadog_monitor_notification_rule: ["v2", "MonitorNotificationRuleCreateRequestData"],
  datadog_webhook: ["v1", "WebhooksIntegration"],
  datadog_webhook_custom_variable: ["v1", "WebhooksIntegrationCustomVariable"],
};

/** Queries of a formula say by their fields what they are. */
const BLOCKS: Readonly<Record<string, string>> = {
  MonitorFormulaAndFunctionEventQueryDefinition: "event_query",
  MonitorFormulaAndFunctionCostQueryDefinition: "cloud_cost_query",
  MonitorFormulaAndFunctionDataQualityQueryDefinition: "data_quality_query",
  MonitorFormulaAndFunctionDataJobsQueryDefinition: "data_jobs_query",
  MonitorFormulaAndFunctionAggregateAugmentedQueryDefinition: "aggregate_augmented_query",
  MonitorFormulaAndFunctionAggregateFilteredQueryDefinition: "aggregate_filtered_query",
  FormulaAndFunctionMetricQueryDefinition: "metric_query",
};

describe("every field of Datadog's own client is in its table or has a reason", () => {
  const tables = RESOURCE_TABLES.filter(({ text }) => text === undefined);
  test.each(tables.map((table) => [table.type, table] as const))("%s", (type, table) => {
    const [version, model] = MODELS[type]!;
    const client = new Surface(table, new ClientModels(version));
    expect(client.unknown(model, table.rows)).toEqual([]);
    const stale = Object.keys(table.missing ?? {}).filter((path) => !client.seen.has(path));
    expect(stale).toEqual([]);
  });
});

/** A path without the models on the way. */
const plain = (path: string) => path.replace(/\[\w+\]/g, "");

class Surface {
  /** Each path of the API that was come across. */
  readonly seen = new Set<string>();

  constructor(
    private readonly table: ResourceTable,
    private readonly client: ClientModels,
  ) {}

  /** The fields of a model that no row has. */
  unknown(model: string, rows: readonly Row[], place = "", prefix: readonly string[] = []): string[] {
    return this.fieldsOf(model).flatMap(({ name, type }) => {
      const at = place === "" ? name : `${place}.${name}`;
      this.seen.add(plain(at));
      const path = [...prefix, name];
      const under = rows.filter(({ api }) => path.every((step, index) => index >= api.length || api[index] === step));
      const whole = under.filter(({ api }) => api.length <= path.length);
      const [exact] = whole;
      if (exact?.kind.variants) return this.variants(type, exact.kind.variants, at);
      if (exact?.kind.rows)
        return this.unknown(
          type,
          whole.flatMap((each) => each.kind.rows ?? []),
          at,
        );
      if (exact) return this.client.fields(type) ? [`${at} is an object`] : [];
      if (under.length > 0) return this.unknown(type, rows, at, path);
      return this.hasReason(at) ? [] : [`${at} is in no table and has no reason`];
    });
  }

  /** Those of a model; where a value is one of several models, those of all of them. */
  private fieldsOf(model: string): readonly Field[] {
    const choices = () => (this.client.choices(model) ?? []).flatMap((choice) => this.fieldsOf(choice));
    return this.client.fields(model) ?? choices();
  }

  private variants(type: string, variants: readonly Variant[], place: string): string[] {
    return (this.client.choices(type) ?? [type]).flatMap((model) => {
      const fields = this.client.fields(model) ?? [];
      const enumeration = fields.find(({ name }) => name === "type")?.type;
      const words = enumeration === undefined ? [] : (this.client.choices(enumeration) ?? []);
      const rows = variants
        .filter((variant) =>
          variant.type === undefined ? BLOCKS[model] === variant.block : words.includes(variant.type),
        )
        .flatMap((variant) => variant.rows);
      const block = `${place.split(".").at(-1)}.${BLOCKS[model]}`;
      const word = words[0];
      this.seen.add(`${plain(place)}.${word}`);
      if (rows.length === 0) {
        const isKnown = block in (this.table.unsupported ?? {}) || this.hasReason(`${place}.${word}`);
        return isKnown ? [] : [`${place}: ${model} has no block`];
      }
      const type = { attribute: "type", api: ["type"], kind: {} as Row["kind"] };
      return this.unknown(model, enumeration === undefined ? rows : [type, ...rows], `${place}[${model}]`);
    });
  }

  private hasReason(path: string): boolean {
    const { missing, answered } = this.table;
    return plain(path) in { ...missing, ...answered };
  }
}
