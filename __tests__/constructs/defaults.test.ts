import { type EnvironmentDefaults, knownHandles, withEnvironment } from "../../constructs/defaults";
import type { MonitorDefinition, MonitorOptions } from "../../datadog/definitions";

const definition: MonitorDefinition = {
  name: "Failures",
  type: "metric alert",
  query: "sum(last_5m):sum:pipeline.runs{status:failed}.as_count() > 3",
  message: "Runs failed.\n",
  tags: ["team:data", "kind:count"],
  options: { thresholds: { critical: 3 } },
};

const demo: EnvironmentDefaults = { name: "demo", scope: true, tags: ["team:data", "service:pipeline"], notify: {} };

const production: EnvironmentDefaults = {
  ...demo,
  name: "production",
  notify: { alert: ["@pagerduty-data", "@slack-data"], warning: ["@slack-data"], no_data: ["@slack-ops"] },
  runbook: "https://wiki.example.com/pipeline",
};

describe("what an environment adds", () => {
  test("its scope and tags, each once, and nothing else where nobody is told", () => {
    expect(withEnvironment(definition, demo)).toEqual({
      ...definition,
      query: "sum(last_5m):sum:pipeline.runs{status:failed,env:demo}.as_count() > 3",
      message: "Runs failed.",
      tags: ["env:demo", "team:data", "kind:count", "service:pipeline"],
    });
  });

  test("no scope, when it says so", () => {
    expect(withEnvironment(definition, { ...demo, scope: false }).query).toBe(definition.query);
  });

  test("a prefix to the name", () => {
    expect(withEnvironment(definition, { ...demo, namePrefix: "[demo] " }).name).toBe("[demo] Failures");
  });

  test("a change of one leaves the definition as it was", () => {
    const before = structuredClone(definition);
    withEnvironment(definition, production);
    expect(definition).toEqual(before);
  });
});

describe("who is told, after the message, each in the block of a state", () => {
  const message = (options: MonitorOptions, environment: EnvironmentDefaults = production) =>
    withEnvironment({ ...definition, options }, environment).message.replace("Runs failed.\n\n", "");

  const alert = `{{#is_alert}}
Runbook: https://wiki.example.com/pipeline
@pagerduty-data @slack-data
{{/is_alert}}

`;
  const alertRecovery = `{{#is_alert_recovery}}
@pagerduty-data @slack-data
{{/is_alert_recovery}}`;

  test("alert and its end, where the monitor has no other state", () => {
    expect(message({ thresholds: { critical: 3 }, on_missing_data: "default" })).toBe(`${alert}${alertRecovery}`);
  });

  test("a warning and its end, where it warns; who was paged hears of an alert that ends by way of a warning", () => {
    expect(message({ thresholds: { critical: 3, warning: 1 } })).toBe(`${alert}{{#is_warning}}
Runbook: https://wiki.example.com/pipeline
@slack-data
{{/is_warning}}

${alertRecovery}

{{#is_warning_recovery}}
@slack-data @pagerduty-data
{{/is_warning_recovery}}`);
  });

  test.each<[string, MonitorOptions]>([
    ["the new way", { on_missing_data: "show_and_notify_no_data" }],
    ["the old way", { notify_no_data: true }],
  ])("missing data and its end, where it notifies of that, %s", (_, options) => {
    expect(message({ thresholds: { critical: 3 }, ...options })).toBe(`${alert}{{#is_no_data}}
Runbook: https://wiki.example.com/pipeline
@slack-ops
{{/is_no_data}}

${alertRecovery}

{{#is_no_data_recovery}}
@slack-ops @pagerduty-data @slack-data
{{/is_no_data_recovery}}`);
  });

  test("a recovery of its own, and no runbook where there is none", () => {
    const environment = { ...demo, notify: { alert: ["@pagerduty-data"], recovery: ["@slack-data"] } };
    expect(message({}, environment)).toBe(`{{#is_alert}}
@pagerduty-data
{{/is_alert}}

{{#is_alert_recovery}}
@slack-data
{{/is_alert_recovery}}`);
  });

  test("a runbook alone", () => {
    expect(message({}, { ...demo, runbook: "https://wiki.example.com/pipeline" })).toBe(`{{#is_alert}}
Runbook: https://wiki.example.com/pipeline
{{/is_alert}}`);
  });
});

describe("whom a message may name", () => {
  const environment = { ...production, handles: ["@slack-extra"] };

  test("is whom the environment tells, and its other handles", () => {
    expect(knownHandles(environment)).toEqual(["@pagerduty-data", "@slack-data", "@slack-ops", "@slack-extra"]);
    const message = "@slack-extra @slack-ops @ops@example.com @slack-{{env.name}}";
    const query = "avg(last_5m):avg:a.b{*} by {env} > 3";
    expect(withEnvironment({ ...definition, query, message }, environment).message).toContain(message);
  });

  test("anybody else is refused", () => {
    expect(() => withEnvironment({ ...definition, message: "@slack-dat" }, environment)).toThrow(
      new Error(
        'monitor "Failures": message: @slack-dat is an unknown handle: known handles are @pagerduty-data, @slack-data, @slack-ops, @slack-extra. Fix it, or add it to the environment\'s handles. Did you mean "@slack-data"? See docs/checks/unknown-handle.md.',
      ),
    );
    expect(() => withEnvironment({ ...definition, message: "@slack-data" }, demo)).toThrow(
      new Error(
        'monitor "Failures": message: @slack-data is an unknown handle: there are no known handles. Fix it, or add it to the environment\'s handles. See docs/checks/unknown-handle.md.',
      ),
    );
  });
});
