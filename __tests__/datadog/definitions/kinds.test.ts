import { checkDefinition, declared, KINDS, recognized } from "../../../datadog/definitions";

describe("what a JSON value is meant to be", () => {
  test.each<[kind: string | undefined, value: unknown]>([
    ["monitor", { name: "a", type: "query alert", query: "avg(last_5m):avg:m{*} > 1" }],
    ["monitor", { name: "a", type: "log alert" }],
    ["dashboard", { title: "a", widgets: [] }],
    ["dashboard", { title: "a", layout_type: "ordered" }],
    ["dashboard list", { id: 1, name: "a", type: "manual_dashboard_list" }],
    ["log pipeline", { name: "a", filter: { query: "*" }, processors: [] }],
    ["logs metric", { data: { type: "logs_metrics", id: "a" } }],
    ["spans metric", { type: "spans_metrics", id: "a" }],
    ["retention filter", { data: { type: "apm_retention_filter", attributes: { name: "a" } } }],
    ["metric tag configuration", { type: "manage_tags", id: "a" }],
    ["metric metadata", { type: "gauge", unit: "byte", per_unit: null, statsd_interval: null }],
    ["catalog entity", { apiVersion: "v3", kind: "service", metadata: { name: "a" } }],
    [undefined, { name: "a" }],
    [undefined, []],
    [undefined, null],
    [undefined, { data: { data: null } }],
  ])("%s", (kind, value) => {
    expect(recognized(value)?.kind.name).toBe(kind);
  });

  test("a finding points into the whole value", () => {
    const attributes = { name: "a", enabled: true, filter_type: "spans-sampling-processor", filter: { query: "((" } };
    const value = { data: { type: "apm_retention_filter", attributes: { ...attributes, rate: 1 } } };
    expect(checkDefinition(value)).toMatchObject([
      { check: "syntax", path: ["data", "attributes", "filter", "query"], severity: "wrong" },
    ]);
    expect(checkDefinition({ name: "a" })).toBeUndefined();
  });
});

describe("what Datadog adds", () => {
  test("is left out of what is declared, inside lists too", () => {
    const widgets = [
      { id: 1, definition: { type: "group", widgets: [{ id: 2, definition: { type: "note", id: "kept" } }] } },
    ];
    const dashboard = { id: "abc-def-ghi", title: "a", created_at: "2026-01-05T08:30:00Z", widgets };
    expect(declared(KINDS.dashboard.given, dashboard)).toEqual({
      title: "a",
      widgets: [{ definition: { type: "group", widgets: [{ definition: { type: "note", id: "kept" } }] } }],
    });
    const filter = { id: "x", attributes: { name: "a", created_at: 1, editable: true } };
    expect(declared(KINDS.retentionFilter.given, filter)).toEqual({ attributes: { name: "a" } });
  });

  test("is the same when it is added again: a definition that Datadog completed is complete", () => {
    const definitions = {
      monitor: { name: " a ", type: "metric alert", query: "avg(last_5m):avg:m{*} > 1 ", message: "b\n", priority: 0 },
      dashboard: { title: "a", layout_type: "ordered", widgets: [], notify_list: ["b", "a"] },
      logPipeline: { name: "a", filter: { query: "*" }, processors: [{ type: "grok-parser" }, { type: "pipeline" }] },
      logsMetric: { type: "logs_metrics", id: "a", attributes: { compute: { aggregation_type: "count" } } },
      tagConfiguration: { type: "manage_tags", id: "a", attributes: { metric_type: "gauge", tags: ["b", "a", "b"] } },
      retentionFilter: { type: "apm_retention_filter", attributes: { name: "a", rate: 1 } },
      catalogEntity: { apiVersion: "v3", kind: "service", metadata: { name: "a" } },
    };
    for (const [kind, definition] of Object.entries(definitions)) {
      const { complete } = KINDS[kind as keyof typeof definitions].given;
      const once = complete(definition);
      expect(once).not.toEqual(definition);
      expect(complete(once)).toEqual(once);
    }
  });
});
