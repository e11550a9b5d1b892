import type { JsonObject } from "../../../datadog/json";
import {
  Attributes,
  attributesOf,
  definitionOf,
  logPipelineTable,
  monitorTable,
  type ResourceTable,
  readVersions,
  tagConfigurationTable,
  translate,
  type VersionRange,
} from "../../../datadog/terraform";
import { allows, isBefore, isFrom } from "../../../datadog/terraform/versions";

const monitor = {
  name: "Queue",
  type: "metric alert",
  query: "avg(last_5m):avg:mill.queue{*} > 90",
  message: "Look.",
};

const versions = (constraint: string) => readVersions(constraint) as VersionRange;

describe("a definition as a resource", () => {
  const problemsOf = (options: object, constraint?: string) =>
    attributesOf(monitorTable, { ...monitor, options }, constraint === undefined ? undefined : versions(constraint))
      .problems;

  test("what a version took away is a problem wherever that version may come", () => {
    const message =
      'datadog_monitor does not support `locked` since provider version 4.0.0, but >= 3.82.0, < 5.0.0 allows that version: name the roles in restricted_roles, or set terraform.datadog to "< 4.0.0" in the environment\'s file.';
    expect(problemsOf({ locked: true })).toEqual([{ path: ["options", "locked"], message }]);
    expect(problemsOf({ locked: true }, "~> 3.82")).toEqual([]);
    expect(problemsOf({ locked: true }, "4.19.0")).toHaveLength(1);
    expect(problemsOf({ locked: false })).toEqual([]);
  });

  test("what a version brought is a problem wherever an earlier one may come", () => {
    const window = { scheduling_options: { evaluation_window: { day_starts: "04:00", timezone: "Europe/Paris" } } };
    expect(problemsOf(window)).toEqual([
      {
        path: ["options", "scheduling_options", "evaluation_window", "timezone"],
        message:
          'datadog_monitor supports `timezone` since provider version 3.89.0, but >= 3.82.0, < 5.0.0 allows earlier versions: set terraform.datadog to ">= 3.89.0" in the environment\'s file.',
      },
    ]);
    expect(problemsOf(window, "4.19.0")).toEqual([]);
  });

  test("what the provider sends for another type alone is a problem, unless it says nothing", () => {
    const message = "Terraform's datadog_monitor sends `enable_logs_sample` only for the type log alert: remove it.";
    expect(problemsOf({ enable_logs_sample: true })).toEqual([{ path: ["options", "enable_logs_sample"], message }]);
    expect(problemsOf({ enable_logs_sample: false, groupby_simple_monitor: false })).toEqual([]);
    const logs = { ...monitor, type: "log alert", options: { enable_logs_sample: true } };
    expect(attributesOf(monitorTable, logs).problems).toEqual([]);
  });

  test("a value that a version brought is a problem wherever an earlier one may come", () => {
    const preset = { notification_preset_name: "show_only_snapshot" };
    expect(problemsOf(preset)).toEqual([
      {
        path: ["options", "notification_preset_name"],
        message:
          'datadog_monitor takes the notification_preset_name "show_only_snapshot" from provider version 3.90.0 on, and >= 3.82.0, < 5.0.0 allows earlier ones: set terraform.datadog to ">= 3.90.0" in the environment\'s file.',
      },
    ]);
    expect(problemsOf(preset, "4.19.0")).toEqual([]);
    expect(problemsOf({ notification_preset_name: "hide_all" })).toEqual([]);
  });

  test("what no row has is a problem, and what Datadog adds is none", () => {
    expect(
      problemsOf({ thresholds: { critical: 1, fatal: 2 }, renotify: 3, aggregation: {} }).map(({ path }) => path),
    ).toEqual([
      ["options", "thresholds", "fatal"],
      ["options", "renotify"],
    ]);
    expect(
      attributesOf(monitorTable, { ...monitor, id: 1, created: "2026-01-01", creator: { name: "a" } }).problems,
    ).toEqual([]);
  });
});

describe("a resource as a definition, as a file has it", () => {
  const written = {
    ...monitor,
    query: "avg(last_5m):avg:mill.queue{${var.scope}} > 90",
    message: "costs $${5}",
    priority: "2",
    monitor_thresholds: [{ critical: "90", warning: "${var.warning}" }],
    timeout_h: "soon",
    renotify_interval: 0,
    notify_audit: null,
    include_tags: "${var.tags}",
    variables: {
      cloud_cost_query: [{ name: "c", data_source: "cloud_cost", query: "sum:aws.cost{*}", aggregator: "sum" }],
      event_query: [{ name: "e", data_source: "logs", compute: [{ aggregation: "count" }], search: { query: "a" } }],
    },
  };

  test("without defaults, without what is not known yet, wrong values as they are", () => {
    const { definition } = translate(monitorTable, written, { templates: true });
    expect(definition).toEqual({
      ...monitor,
      query: "avg(last_5m):avg:mill.queue{${var.scope}} > 90",
      message: "costs ${5}",
      priority: 2,
      options: {
        thresholds: { critical: 90 },
        timeout_h: "soon",
        variables: [
          { name: "e", data_source: "logs", compute: { aggregation: "count" }, search: { query: "a" } },
          { name: "c", data_source: "cloud_cost", query: "sum:aws.cost{*}", aggregator: "sum" },
        ],
      },
    });
  });

  test.each([
    [["query"], "query"],
    [["options", "thresholds", "critical"], "monitor_thresholds.0.critical"],
    [["options", "timeout_h"], "timeout_h"],
    [["options", "variables", 0, "search", "query"], "variables.event_query.0.search.query"],
    [["options", "variables", 1, "query"], "variables.cloud_cost_query.0.query"],
    [["options"], ""],
    [[], ""],
  ] as const)("%j is %s", (path, attribute) => {
    const { attributePath } = translate(monitorTable, written, { templates: true });
    expect(attributePath(path).join(".")).toBe(attribute);
  });

  test("a processor of a pipeline is found in its block", () => {
    const pipeline = {
      name: "Mill",
      filter: [{ query: "*" }],
      processor: [
        { status_remapper: [{ sources: ["level"] }] },
        {
          pipeline: { filter: { query: "a" }, processor: { grok_parser: { source: "m", grok: { match_rules: "r" } } } },
        },
      ],
    };
    const { definition, attributePath } = translate(logPipelineTable, pipeline, { templates: false });
    expect(definition.processors).toEqual([
      { type: "status-remapper", sources: ["level"] },
      {
        type: "pipeline",
        filter: { query: "a" },
        processors: [{ type: "grok-parser", source: "m", grok: { match_rules: "r" } }],
      },
    ]);
    expect(attributePath(["processors", 0, "sources", 0])).toEqual([
      "processor",
      0,
      "status_remapper",
      0,
      "sources",
      0,
    ]);
    expect(attributePath(["processors", 1, "processors", 0, "grok", "match_rules"])).toEqual([
      "processor",
      1,
      "pipeline",
      "processor",
      "grok_parser",
      "grok",
      "match_rules",
    ]);
  });
});

// Measured: the requests of the real provider, versions 3.82.0 and 4.19.0, for the same configuration.
describe("what the provider sends depends on its version", () => {
  const sentBy = (table: ResourceTable, values: JsonObject, version?: string) => {
    const settings = version === undefined ? {} : { versions: versions(version) };
    return definitionOf(table, new Attributes("here", values, settings));
  };

  test("tags and description of a nested pipeline: from 4.5.0 on", () => {
    const nested = { name: "inner", filter: { query: "a" }, description: "b", tags: ["c:d"] };
    const pipeline = { name: "Mill", filter: [{ query: "*" }], processor: [{ pipeline: nested }] };
    const processors = (version?: string) => (sentBy(logPipelineTable, pipeline, version).processors as object[])[0];
    expect(processors("3.82.0")).toEqual({
      type: "pipeline",
      name: "inner",
      is_enabled: false,
      filter: { query: "a" },
    });
    expect(processors("4.19.0")).toMatchObject({ description: "b", tags: ["c:d"] });
    expect(processors()).toEqual(processors("4.19.0"));
  });

  test("the aggregations of a metric's tags: until 4.0.0, and one at least", () => {
    const configuration = { metric_name: "mill.grain", metric_type: "gauge", tags: ["mill"] };
    const aggregations = (version: string) => sentBy(tagConfigurationTable, configuration, version).attributes;
    expect(aggregations("3.82.0")).toMatchObject({ aggregations: [{ time: "avg", space: "avg" }] });
    expect(aggregations("4.19.0")).not.toHaveProperty("aggregations");
  });
});

// https://developer.hashicorp.com/terraform/language/expressions/version-constraints
test.each([
  ["4.19.0", ["4.19.0"], ["4.18.9", "4.19.1"]],
  ["= 4.19", ["4.19.0"], ["4.19.1"]],
  [">= 3.82.0, < 5.0.0", ["3.82.0", "4.99.0"], ["3.81.9", "5.0.0"]],
  ["~> 3.82", ["3.82.0", "3.99.1"], ["4.0.0", "3.81.0"]],
  ["~> 3.82.1", ["3.82.1", "3.82.9"], ["3.83.0"]],
  ["> 3.82.0, <= 4.1.0", ["3.82.1", "4.1.0"], ["3.82.0", "4.1.1"]],
])("%s allows %j and not %j", (constraint, allowed, others) => {
  expect(allowed.filter((version) => !allows(versions(constraint), version))).toEqual([]);
  expect(others.filter((version) => allows(versions(constraint), version))).toEqual([]);
});

test.each([
  [">= 3.82.0, < 5.0.0", "3.82.0", true],
  [">= 3.82.0, < 5.0.0", "3.82.1", false],
  ["4.19.0", "4.19.0", true],
  ["< 5.0.0", "3.0.0", false],
])("%s begins at %s or later: %s", (constraint, version, expected) => {
  expect(isFrom(versions(constraint), version)).toBe(expected);
});

test.each([
  [">= 3.82.0, < 5.0.0", "5.0.0", true],
  [">= 3.82.0, < 5.0.0", "4.99.9", false],
  ["<= 4.19.0", "4.19.1", true],
  ["<= 4.19.0", "4.19.0", false],
  [">= 3.82.0", "5.0.0", false],
])("%s ends before %s: %s", (constraint, version, expected) => {
  expect(isBefore(versions(constraint), version)).toBe(expected);
});

test.each(["latest", "", "4.x", ">= 4.0.0,", "4.0.0 || 5"])('"%s" is no constraint', (constraint) => {
  expect(readVersions(constraint)).toBeUndefined();
});
