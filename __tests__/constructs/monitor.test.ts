import { TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import { Monitor, type MonitorSettings } from "../../constructs/monitor";
import { requireProvider } from "../../constructs/provider-versions";
import { type MonitorDefinition, type MonitorOptions, monitorSchema } from "../../datadog/definitions";
import { fromYaml } from "../../datadog/definitions/yaml";

const definition: MonitorDefinition = {
  name: "Slow stage",
  type: "metric alert",
  query: "avg(last_15m):avg:pipeline.stage.duration{*} by {stage} > 300",
  message: "{{stage.name}} is slow",
  options: { thresholds: { critical: 300 } },
};

type Resources = Record<string, Record<string, Record<string, unknown>>>;

/** The resources of a stack with one monitor, as Terraform reads them. */
function resources(monitor: MonitorDefinition, settings?: MonitorSettings, provider?: string): Resources {
  const stack = new TerraformStack(Testing.app(), "test");
  requireProvider(stack, provider);
  new Monitor(stack, "slow-stage", monitor, settings);
  return JSON.parse(Testing.synth(stack)).resource;
}

const synthesized = (monitor: MonitorDefinition, settings?: MonitorSettings) =>
  resources(monitor, settings).datadog_monitor!;

const attributes = (monitor: MonitorDefinition, provider?: string) =>
  resources(monitor, {}, provider).datadog_monitor!["slow-stage"]!;

test("a monitor is the resource datadog_monitor.ID, and says what the API's defaults are where the provider has others", () => {
  expect(attributes(definition)).toEqual({
    name: "Slow stage",
    type: "metric alert",
    query: "avg(last_15m):avg:pipeline.stage.duration{*} by {stage} > 300",
    message: "{{stage.name}} is slow",
    monitor_thresholds: { critical: "300" },
    require_full_window: false,
  });
});

test("its address does not depend on where in the stack it stands", () => {
  const stack = new TerraformStack(Testing.app(), "test");
  new Monitor(new Construct(new Construct(stack, "team"), "folder"), "slow-stage", definition);
  expect(Object.keys(JSON.parse(Testing.synth(stack)).resource.datadog_monitor)).toEqual(["slow-stage"]);
});

describe("every option of the API reaches Terraform", () => {
  const overLogs: Partial<MonitorDefinition> = {
    type: "log alert",
    query: 'logs("service:api").index("*").rollup("count").by("stage").last("15m") > 300',
  };
  const written: readonly (readonly [
    options: MonitorOptions,
    attributes: object,
    more?: Partial<MonitorDefinition>,
  ])[] = [
    [
      { thresholds: { critical: 300, warning: 200.5, critical_recovery: 250, warning_recovery: 0 } },
      { monitor_thresholds: { critical: "300", warning: "200.5", critical_recovery: "250", warning_recovery: "0" } },
    ],
    [
      { thresholds: { ok: 1, warning: 2, critical: 3, unknown: 1 } },
      { monitor_thresholds: { ok: "1", warning: "2", critical: "3", unknown: "1" } },
      { type: "service check", message: "", query: '"a.b".over("*").by("host").last(4).count_by_status()' },
    ],
    [
      { threshold_windows: { trigger_window: "last_15m", recovery_window: "last_30m" } },
      { monitor_threshold_windows: { trigger_window: "last_15m", recovery_window: "last_30m" } },
      {
        type: "query alert",
        message: "",
        query: "avg(last_4h):anomalies(avg:a.b{*}, 'agile', 2, alert_window='last_15m') >= 1",
      },
    ],
    [{ require_full_window: true }, { require_full_window: true }],
    [{ evaluation_delay: 900 }, { evaluation_delay: 900 }],
    [{ new_group_delay: 60 }, { new_group_delay: 60 }],
    [{ new_host_delay: 120 }, { new_host_delay: 120 }],
    [{ on_missing_data: "resolve", notify_no_data: false }, { on_missing_data: "resolve" }],
    [
      { notify_no_data: true, no_data_timeframe: 20 },
      { notify_no_data: true, no_data_timeframe: 20 },
    ],
    [{ timeout_h: 4 }, { timeout_h: 4 }],
    [
      { renotify_interval: 30, renotify_occurrences: 3, renotify_statuses: ["alert"], escalation_message: "still" },
      { renotify_interval: 30, renotify_occurrences: 3, renotify_statuses: ["alert"], escalation_message: "still" },
    ],
    [{ notify_audit: true }, { notify_audit: true }],
    [{ notify_by: ["*"] }, { notify_by: ["*"] }],
    [{ include_tags: false }, { include_tags: false }],
    [{ notification_preset_name: "hide_all" }, { notification_preset_name: "hide_all" }],
    [{ group_retention_duration: "2d" }, { group_retention_duration: "2d" }, overLogs],
    [{ groupby_simple_monitor: true }, { groupby_simple_monitor: true }, overLogs],
    [{ enable_logs_sample: true }, { enable_logs_sample: true }, overLogs],
    [
      { enable_samples: true },
      { enable_samples: true },
      { type: "ci-pipelines alert", message: "", query: 'ci-pipelines("*").rollup("count").last("15m") > 300' },
    ],
    [
      { scheduling_options: { evaluation_window: { day_starts: "04:00", month_starts: 1 } } },
      { scheduling_options: { evaluation_window: { day_starts: "04:00", month_starts: 1 } } },
      { type: "query alert", query: "sum(current_1mo):sum:a.b{*} > 1", message: "" },
    ],
    [
      { scheduling_options: { evaluation_window: { hour_starts: 0 } } },
      { scheduling_options: { evaluation_window: { hour_starts: 0 } } },
      { type: "query alert", query: "sum(current_1h):sum:a.b{*} > 1", message: "" },
    ],
    [
      {
        scheduling_options: {
          custom_schedule: { recurrences: [{ rrule: "FREQ=DAILY", timezone: "UTC", start: "2026-01-01T00:00:00" }] },
        },
      },
      {
        scheduling_options: {
          custom_schedule: { recurrence: { rrule: "FREQ=DAILY", timezone: "UTC", start: "2026-01-01T00:00:00" } },
        },
      },
    ],
    [
      {
        variables: [
          { name: "c", data_source: "cloud_cost", query: "sum:aws.cost{*}", aggregator: "sum" },
          {
            name: "l",
            data_source: "logs",
            search: { query: "service:api" },
            indexes: ["*"],
            compute: { aggregation: "count", interval: 60000, metric: "@a" },
            group_by: [{ facet: "@u", limit: 5, sort: { aggregation: "count", metric: "@a", order: "desc" } }],
          },
          { name: "r", data_source: "rum", search: { query: "*" }, compute: { aggregation: "count" } },
        ],
      },
      {
        variables: {
          cloud_cost_query: [{ name: "c", data_source: "cloud_cost", query: "sum:aws.cost{*}", aggregator: "sum" }],
          event_query: [
            {
              name: "l",
              data_source: "logs",
              search: { query: "service:api" },
              indexes: ["*"],
              compute: [{ aggregation: "count", interval: 60000, metric: "@a" }],
              group_by: [{ facet: "@u", limit: 5, sort: { aggregation: "count", metric: "@a", order: "desc" } }],
            },
            { name: "r", data_source: "rum", search: { query: "*" }, compute: [{ aggregation: "count" }] },
          ],
        },
      },
      { type: "query alert", query: 'formula("c + l + r").last("5m") > 1', message: "" },
    ],
  ];
  const rows = written.map(([options, expected, more = {}]) => ({ options, expected, more }));
  test.each(rows)("$options", ({ options, expected, more }) => {
    expect(attributes({ ...definition, options, ...more })).toMatchObject(expected);
  });

  test("but a notify_no_data of false beside the new way, which the provider calls a conflict", () => {
    const options = { on_missing_data: "resolve", notify_no_data: false } as const;
    expect(attributes({ ...definition, options })).not.toHaveProperty("notify_no_data");
  });

  test("as do the fields beside them", () => {
    const more = { tags: ["team:data"], priority: 2, draft_status: "draft" } as const;
    expect(attributes({ ...definition, ...more })).toMatchObject({ ...more, priority: "2" });
  });

  // Every option of the schema occurs above or is refused below.
  test("none is forgotten", () => {
    const keys = Object.keys(monitorSchema.shape.options.unwrap().unwrap().shape);
    const tried = new Set([
      ...written.flatMap(([options]) => Object.keys(options)),
      ...unsupported.map(([key]) => key),
      ...pinned.flatMap(([options]) => Object.keys(options)),
    ]);
    expect(keys.filter((key) => !tried.has(key))).toEqual([]);
    expect(keys.length).toBeGreaterThan(25);
  });

  const pinned: readonly (readonly [options: MonitorOptions, provider: string, attributes: object, message: string])[] =
    [
      [
        { locked: true },
        "~> 3.82",
        { locked: true },
        'options.locked: datadog_monitor does not support `locked` since provider version 4.0.0, but >= 3.82.0, < 5.0.0 allows that version: name the roles in restricted_roles, or set terraform.datadog to "< 4.0.0" in the environment\'s file.',
      ],
      [
        { scheduling_options: { evaluation_window: { day_starts: "04:00", timezone: "Europe/Paris" } } },
        "4.19.0",
        { scheduling_options: { evaluation_window: { day_starts: "04:00", timezone: "Europe/Paris" } } },
        'options.scheduling_options.evaluation_window.timezone: datadog_monitor supports `timezone` since provider version 3.89.0, but >= 3.82.0, < 5.0.0 allows earlier versions: set terraform.datadog to ">= 3.89.0" in the environment\'s file.',
      ],
    ];
  test.each(pinned)("%j needs provider %s, and is refused without", (options, provider, expected, message) => {
    const query = options.locked ? definition.query : "sum(current_1d):sum:a.b{*} > 1";
    const monitor = { ...definition, message: "", query, options };
    expect(attributes(monitor, provider)).toMatchObject(expected);
    expect(() => attributes(monitor)).toThrow(new Error(`monitor "Slow stage" (test/slow-stage): ${message}`));
  });

  const synthetics: Partial<MonitorDefinition> = { type: "synthetics alert", query: "no_query()", message: "" };
  const unsupported: readonly (readonly [
    key: string,
    options: MonitorOptions,
    path: string,
    fix: string,
    more?: Partial<MonitorDefinition>,
  ])[] = [
    ["silenced", { silenced: { "*": null } }, "options.silenced", "use a downtime"],
    [
      "min_failure_duration",
      { min_failure_duration: 60 },
      "options.min_failure_duration",
      "declare the Synthetic test itself",
      synthetics,
    ],
    [
      "min_location_failed",
      { min_location_failed: 1 },
      "options.min_location_failed",
      "declare the Synthetic test itself",
      synthetics,
    ],
  ];
  const refused = unsupported.map(([key, options, path, fix, more = {}]) => ({ key, options, path, fix, more }));
  test.each(refused)("$key, for which the provider has no attribute, is refused", ({ options, path, fix, more }) => {
    expect(() => attributes({ ...definition, options, ...more })).toThrow(
      new Error(
        `monitor "Slow stage" (test/slow-stage): ${path}: Terraform's datadog_monitor has no attribute for it: ${fix}.`,
      ),
    );
  });

  test("so are queries of a kind that it has no block for", () => {
    const current = { ...definition, type: "query alert", message: "" } as const;
    const variables = [{ name: "a", data_source: "metrics", query: "avg:a.b{*}" }];
    expect(() => attributes({ ...current, query: 'formula("a").last("5m") > 1', options: { variables } })).toThrow(
      new Error(
        "monitor \"Slow stage\" (test/slow-stage): options.variables[0]: Terraform's datadog_monitor has no block for a query with the data source metrics: set the resource's attribute with an override.",
      ),
    );
  });
});

// Provider 4 computes `restricted_roles`, and its upgrade guide has a restriction policy in their place, which 3.82 takes too.
test("the roles that may edit a monitor are a restriction policy beside it, whatever the provider's version", () => {
  for (const provider of [undefined, "3.82.0", "4.19.0"]) {
    const made = resources({ ...definition, restricted_roles: ["id-1", "id-2"] }, {}, provider);
    expect(made.datadog_restriction_policy).toEqual({
      "slow-stage": {
        resource_id: "monitor:${datadog_monitor.slow-stage.id}",
        bindings: [{ relation: "editor", principals: ["role:id-1", "role:id-2"] }],
      },
    });
    expect(made.datadog_monitor!["slow-stage"]).toMatchObject({ lifecycle: { ignore_changes: ["restricted_roles"] } });
    expect(made.datadog_monitor!["slow-stage"]).not.toHaveProperty("restricted_roles");
  }
  expect(resources({ ...definition, restricted_roles: [] })).not.toHaveProperty("datadog_restriction_policy");
});

test("text is literal: what Terraform would take for a template is escaped", () => {
  const message = "{{stage.name}} costs ${" + "price} %{word}";
  // The two markers are doubled: https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
  expect(attributes({ ...definition, message }).message).toBe("{{stage.name}} costs $${price} %%{word}");
});

test("attributes of the provider's own can be given, and win", () => {
  const overrides = { forceDelete: true, lifecycle: { preventDestroy: true }, evaluationDelay: 900 };
  expect(synthesized(definition, { overrides })["slow-stage"]).toMatchObject({
    force_delete: true,
    lifecycle: { prevent_destroy: true },
    evaluation_delay: 900,
  });
});

test("a monitor of a YAML text is one like any other", () => {
  const text = `type: metric alert\nquery: "${definition.query}"\nmessage: "{{stage.name}} is slow"\n`;
  expect(attributes(fromYaml(text, { file: "slow-stage.yaml" }))).toEqual(attributes(definition));
});

describe("a monitor is refused when it is made", () => {
  test("for a broken rule, with its path in the stack", () => {
    expect(() => attributes({ ...definition, message: "{{user.name}} is slow" })).toThrow(
      new Error(
        'monitor "Slow stage" (test/slow-stage): message: `{{user.name}}` is always empty: the query groups by stage. Group it by user, or remove the variable. See docs/checks/message-group.md.',
      ),
    );
  });

  test("for what was changed since it was made, and found to be fine", () => {
    const made = fromYaml(JSON.stringify(definition));
    expect(() => synthesized(made)).not.toThrow();
    Object.assign(made.options ?? {}, { thresholds: { critical: 200 } });
    expect(() => synthesized(made)).toThrow("200");
  });

  test("for a handle that is not known, where handles are", () => {
    const told = { ...definition, message: "{{stage.name}} @slack-dta" };
    expect(() => synthesized(told, { handles: ["@slack-data"] })).toThrow(
      new Error(
        'monitor "Slow stage" (test/slow-stage): message: @slack-dta is an unknown handle: known handles are @slack-data. Fix it, or add it to the environment\'s handles. Did you mean "@slack-data"? See docs/checks/unknown-handle.md.',
      ),
    );
  });

  test("for an address that another has, or that is none", () => {
    const stack = new TerraformStack(Testing.app(), "test");
    new Monitor(stack, "slow-stage", definition);
    expect(() => new Monitor(new Construct(stack, "other"), "slow-stage", definition)).toThrow(
      new Error("test/other/slow-stage: stack test already has datadog_monitor.slow-stage; use a different id"),
    );
    expect(() => new Monitor(stack, "slow stage", definition)).toThrow(
      new Error(
        'test/slow stage: "slow stage" is not a valid Terraform name: use letters, digits, -, and _, and start with a letter',
      ),
    );
  });
});
