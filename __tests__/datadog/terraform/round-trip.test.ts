import fc from "fast-check";
import type { JsonObject } from "../../../datadog/json";
import {
  Attributes,
  attributesOf,
  definitionOf,
  logPipelineTable,
  logsMetricTable,
  monitorTable,
  type ResourceTable,
  retentionFilterTable,
} from "../../../datadog/terraform";

/** What the provider sends for the resource that a definition is written as. */
function sent(table: ResourceTable, definition: object): JsonObject {
  const { attributes, problems } = attributesOf(table, definition);
  expect(problems).toEqual([]);
  return definitionOf(table, new Attributes("here", attributes));
}

const some = <T extends object>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(shape, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

const word = fc.string({ minLength: 1 }).filter((text) => text.trim() !== "");
const level = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));
const count = fc.integer({ min: 1, max: 1_000_000 });
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 4 });
const sorted = words.map((list) => list.sort());
const search = fc.record({ query: fc.string() });

const event = fc.record(
  {
    name: word,
    data_source: fc.constantFrom("logs", "rum", "ci_tests"),
    search,
    compute: fc.record({ aggregation: word, metric: word, interval: count }, { requiredKeys: ["aggregation"] }),
    indexes: words,
    group_by: fc.array(fc.record({ facet: word, limit: count, sort: fc.record({ aggregation: word, order: word }) }), {
      minLength: 1,
      maxLength: 3,
    }),
  },
  { requiredKeys: ["name", "data_source", "search", "compute"] },
);
const cost = fc.record({ name: word, data_source: fc.constant("cloud_cost"), query: word, aggregator: word });

/** Options that are sent as they are: those that exclude one another, or belong to a type, aside. */
const options = some({
  thresholds: some({ critical: level, critical_recovery: level, warning: level, warning_recovery: level }).filter(
    (levels) => Object.keys(levels).length > 0,
  ),
  threshold_windows: fc.record({ trigger_window: word, recovery_window: word }),
  require_full_window: fc.boolean(),
  include_tags: fc.boolean(),
  new_host_delay: fc.nat(1000),
  new_group_delay: count,
  evaluation_delay: count,
  timeout_h: count,
  renotify_interval: count,
  renotify_occurrences: count,
  renotify_statuses: words,
  escalation_message: word,
  notify_audit: fc.constant(true),
  notify_by: sorted,
  notification_preset_name: word,
  group_retention_duration: word,
  on_missing_data: word,
  variables: fc.tuple(fc.array(event), fc.array(cost)).map(([events, costs]) => [...events, ...costs]),
});

test("a monitor is sent as it is defined", () => {
  const monitor = fc.record(
    {
      name: word,
      query: word,
      message: word,
      type: fc.constant("query alert"),
      priority: fc.integer({ min: 1, max: 5 }),
      tags: sorted,
      options,
    },
    { requiredKeys: ["name", "query", "message", "type", "options"] },
  );
  fc.assert(
    fc.property(monitor, (definition) =>
      expect(sent(monitorTable, definition)).toMatchObject(withoutEmpty(definition)),
    ),
  );
});

/** An empty list of variables is no variable, and is not sent. */
function withoutEmpty<T extends { readonly options: { readonly variables?: readonly unknown[] } }>(definition: T): T {
  const { variables, ...rest } = definition.options;
  return variables?.length === 0 ? { ...definition, options: rest } : definition;
}

const named = { name: word, is_enabled: fc.boolean() };
const remapper = fc.constantFrom("date-remapper", "status-remapper", "service-remapper", "trace-id-remapper");
const step = fc.oneof(
  fc.record({ ...named, type: remapper, sources: words }),
  fc.record({ ...named, type: fc.constant("geo-ip-parser"), sources: words, target: word }),
  fc.record({
    ...named,
    type: fc.constant("grok-parser"),
    source: word,
    samples: words,
    grok: fc.record({ match_rules: word, support_rules: fc.string() }),
  }),
  fc.record({
    ...named,
    type: fc.constant("category-processor"),
    target: word,
    categories: fc.array(fc.record({ name: word, filter: search }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ ...named, type: fc.constant("lookup-processor"), source: word, target: word, lookup_table: words }),
  fc.record({
    ...named,
    type: fc.constant("lookup-processor"),
    source: word,
    target: word,
    lookup_enrichment_table: word,
  }),
  fc.record({
    ...named,
    type: fc.constant("array-processor"),
    operation: fc.oneof(
      fc.record({ type: fc.constant("append"), source: word, target: word, preserve_source: fc.boolean() }),
      fc.record({ type: fc.constant("length"), source: word, target: word }),
    ),
  }),
);

test("a log pipeline is sent as it is defined, nested steps too", () => {
  const nested = fc.record({
    ...named,
    type: fc.constant("pipeline"),
    filter: search,
    processors: fc.array(step, { minLength: 1, maxLength: 3 }),
    tags: words,
  });
  const processors = fc.array(fc.oneof(step, nested), { maxLength: 5 });
  const pipeline = fc.record({ name: word, is_enabled: fc.boolean(), filter: search, processors, tags: words });
  fc.assert(
    fc.property(pipeline, (definition) => expect(sent(logPipelineTable, definition)).toMatchObject(definition)),
  );
});

test("a logs metric and a retention filter are sent as they are defined", () => {
  const compute = fc.oneof(
    fc.record({ aggregation_type: fc.constant("count") }),
    fc.record({ aggregation_type: fc.constant("distribution"), path: word, include_percentiles: fc.boolean() }),
  );
  const groups = fc.array(fc.record({ path: word, tag_name: word }));
  const filter = fc.record({ query: word });
  const metric = fc.record({ id: word, attributes: fc.record({ compute, filter, group_by: groups }) });
  fc.assert(fc.property(metric, (definition) => expect(sent(logsMetricTable, definition)).toEqual(definition)));

  // Rates have six digits at most.
  const rate = fc.integer({ min: 0, max: 1_000_000 }).map((millionths) => millionths / 1_000_000);
  const attributes = fc.record({
    name: word,
    enabled: fc.boolean(),
    filter_type: word,
    rate,
    trace_rate: rate,
    filter,
  });
  fc.assert(
    fc.property(attributes, ({ trace_rate, ...given }) => {
      const traced = trace_rate === 0 ? given : { ...given, trace_rate };
      expect(sent(retentionFilterTable, { attributes: { ...given, trace_rate } })).toEqual({ attributes: traced });
    }),
  );
});
