import { join } from "node:path";
import { transformSync } from "@swc/core";
import fc from "fast-check";
import * as definitions from "../../../datadog/definitions";
import * as query from "../../../datadog/query";
import * as pipeline from "../../../metrics/pipeline";
import { fileText } from "../../../ops/import/code-file";
import { MetricsInCode } from "../../../ops/import/metrics-in-code";
import { monitorCode } from "../../../ops/import/monitor";
import { takenMonitor } from "../../../ops/import/taken";

const project = join(__dirname, "..", "..", "..");

/** The text of the file of a monitor, and what its function gives. */
function brought(monitor: object, settings: { readonly reformat?: boolean } = {}) {
  const metrics = new MetricsInCode(project);
  const { definition, notes } = takenMonitor(monitor as never);
  const text = fileText(monitorCode(definition, { path: "monitors/made.ts", name: "made", metrics, ...settings }));
  const imported = Object.fromEntries(
    metrics.declarations(new Set(text.match(/\w+/g))).map((each) => [each.identifier, query.metric(each.name)]),
  );
  const { code } = transformSync(text, { jsc: { parser: { syntax: "typescript" } }, module: { type: "commonjs" } });
  const module = { exports: {} as { made: (settings?: object) => definitions.MonitorDefinition } };
  const modules: Readonly<Record<string, object>> = {
    "../datadog/definitions": definitions,
    "../datadog/query": query,
    "../metrics/pipeline": pipeline,
    "../metrics/imported": imported,
  };
  new Function("exports", "require", code)(module.exports, (name: string) => modules[name]);
  return { text, notes, made: module.exports.made };
}

const plain = {
  name: "Lag",
  type: "query alert",
  query: "avg(last_5m):avg:kafka.lag{topic:orders} by {group} > 90",
  message: "It lags.",
  options: { thresholds: { critical: 90 } },
};

test("a monitor is the function that a colleague would write", () => {
  const { text } = brought({
    ...plain,
    id: 123,
    created: "2025-01-01",
    creator: { email: "a@example.com" },
    priority: null,
    tags: ["team:data"],
    message: "{{#is_alert}}\nIt lags: {{value}}\n{{/is_alert}}",
    options: {
      thresholds: { critical: 90, warning: 80 },
      ...{ notify_audit: false, include_tags: true, new_host_delay: 300, silenced: {}, require_full_window: false },
      ...{ notify_no_data: false, renotify_interval: 30, escalation_message: "Still.", no_data_timeframe: null },
    },
  });
  expect(text).toBe(`import { type ThresholdSettings, metricMonitor } from "../datadog/definitions";
import { avg } from "../datadog/query";
import { kafkaLag } from "../metrics/imported";

/** Alerts when the average of kafka.lag where topic is orders, over the last 5 minutes, is above 90. */
export function made({ critical = 90, warning = 80, ...levels }: ThresholdSettings = {}) {
const condition = avg("last_5m", kafkaLag.avg().where({ topic: "orders" }).by("group")).above(critical, { warning, ...levels });
return metricMonitor({
name: "Lag",
type: "query alert",
condition,
message: \`{{#is_alert}}
It lags: {{value}}
{{/is_alert}}\`,
tags: ["team:data"],
renotifyInterval: 30,
escalationMessage: "Still.",
});
}
`);
});

test("an environment sets the thresholds of what was imported", () => {
  const { made } = brought(plain);
  expect(made({ critical: 50, recovery: 40 })).toMatchObject({
    query: "avg(last_5m):avg:kafka.lag{topic:orders} by {group} > 50",
    options: { thresholds: { critical: 50, critical_recovery: 40 } },
  });
});

test("metrics that the code has are those of the code, unless their tags are others", () => {
  const of = (text: string) => brought({ ...plain, query: text, options: { thresholds: { critical: 3 } } }).text;
  expect(of("sum(last_5m):sum:pipeline.runs{status:failed}.as_count() > 3")).toContain(
    'runs.sum().where({ status: "failed" }).asCount()',
  );
  expect(of("sum(last_5m):sum:pipeline.runs{region:eu}.as_count() > 3")).toContain('metric("pipeline.runs").sum()');
});

test("a name of code that is taken is another one", () => {
  const text = brought({ ...plain, query: "avg(last_5m):avg:avg{*} > 90" }).text;
  expect(text).toContain('import { avg as avgMetric } from "../metrics/imported";');
  expect(text).toContain('avg("last_5m", avgMetric.avg())');
});

test.each([
  ["service check", '"app.ok".over("*").by("host").last(4).count_by_status()', { critical: 3, warning: 2, ok: 1 }],
  ["log alert", 'logs("status:error `x` ${y}").index("main").rollup("count").last("5m") > 100', { critical: 100 }],
  ["event-v2 alert", 'events("source:x").rollup("count").last("5m") > 0', { critical: 0 }],
  [
    "slo alert",
    'burn_rate("0123456789abcdef0123456789abcdef").over("30d").long_window("1h").short_window("5m") > 14.4',
    { critical: 14.4 },
  ],
  ["process alert", 'processes("java").over("*").rollup("count").last("5m") < 1', { critical: 1 }],
  ["metric alert", "avg(last_5m):avg:a.b{*} == 3", { critical: 3 }],
  ["composite", "123 && !456", undefined],
])("a monitor of type %s, %s, comes back", (type, text, thresholds) => {
  const monitor = { name: "M", type, query: text, message: "m", options: thresholds ? { thresholds } : {} };
  const { made, text: code } = brought(monitor);
  expect(made()).toMatchObject({ name: "M", type, query: text, message: "m" });
  if (thresholds) expect(made().options?.thresholds).toEqual(thresholds);
  expect(code).toContain("rawMonitor({");
});

test("a count of logs is a log monitor", () => {
  const query =
    'logs("service:api @msg:\\"a b\\" status:error").index("*").rollup("count").by("host","@x").last("15m") > 100';
  const monitor = {
    name: "M",
    type: "log alert",
    query,
    message: "m",
    options: { thresholds: { critical: 100, warning: 50 }, evaluation_delay: 60 },
  };
  const { made, text } = brought(monitor);
  expect(text).toContain("logMonitor({");
  expect(text).toContain('by: ["host", "@x"]');
  expect(made()).toMatchObject({ ...monitor, options: { ...monitor.options } });
  expect(made({ critical: 70 }).query).toMatch(/ > 70$/);
});

test("a threshold that is spelled otherwise than its number stays in the query", () => {
  const { made } = brought({
    ...plain,
    type: "log alert",
    query: 'logs("x").index("main").rollup("count").last("5m") > 1e3',
    options: { thresholds: { critical: 1000 } },
  });
  expect(made().query).toMatch(/ > 1e3$/);
});

test("a query in another spelling stays text, or is written by functions where its spaces may change", () => {
  const spelled = { ...plain, query: "avg(last_5m):( avg:a.b{*} / avg:c.d{*} ) * 100 > 90" };
  expect(brought(spelled, { reformat: true }).made().query).toBe("avg(last_5m):avg:a.b{*} / avg:c.d{*} * 100 > 90");
  expect(brought(spelled).made().query).toBe(spelled.query);
});

test("what Terraform cannot keep is said, and what Datadog adds is not", () => {
  const { notes, made } = brought({
    ...plain,
    my_field: 1,
    overall_state: "OK",
    options: {
      ...plain.options,
      silenced: { "*": null, "host:a": 1700000000 },
      avalanche_window: 20,
      newer_option: true,
    },
  });
  const noAttribute = "is not taken over: Terraform's datadog_monitor has no attribute for it";
  expect([...notes].sort()).toEqual([
    `my_field ${noAttribute}.`,
    `options.newer_option ${noAttribute}.`,
    `options.silenced ${noAttribute}: use a downtime.`,
  ]);
  expect(made().options).not.toHaveProperty("newer_option");
});

test.each([
  ["no type", { type: undefined }],
  ["another type", { type: "anything" }],
  ["a query that is no text", { query: 3 }],
])("a monitor with %s is not taken, with the reason", (_, change) => {
  expect(() => brought({ ...plain, ...change })).toThrow(/type|query/);
});

test("findings stay as they were, and the code says so", () => {
  const { text, made } = brought({ ...plain, message: "{{host.name}} is slow", query: "avg(last_5m):avg:a.b{*} > 90" });
  expect(text).toContain('ignore: [{ check: "message-group", reason: "imported as it was" }]');
  expect(made().message).toBe("{{host.name}} is slow");
});

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(
      fc.constantFrom(
        "`",
        "${x}",
        "\\",
        "\n",
        "\r\n",
        '"',
        "'",
        "*/",
        "{{value}}",
        "{{#is_alert}}",
        "{{/is_alert}}",
        "@a",
        "é漢🔥",
      ),
      { maxLength: 20 },
    )
    .map((parts) => parts.join("")),
);

test("whatever is in its texts, the code gives the monitor again", () => {
  fc.assert(
    fc.property(hostile, hostile, fc.boolean(), (name, message, isLog) => {
      const search = isLog
        ? { type: "log alert", query: 'logs("status:error").index("*").rollup("count").last("5m") > 90' }
        : {};
      const { made } = brought({ ...plain, ...search, name, message });
      expect(made()).toMatchObject({ name, message });
    }),
    { numRuns: 60 },
  );
});

test("a message of a megabyte is brought in whole", () => {
  const message = "line of `text` with ${things}\n".repeat(35_000);
  expect(brought({ ...plain, message }).made().message).toBe(message);
});
