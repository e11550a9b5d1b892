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
Value: {{value}} (warning threshold: {{warn_threshold}})
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

describe("the value in a warning", () => {
  const options = { thresholds: { critical: 3, warning: 1 } };
  const added = "Value: {{value}} (warning threshold: {{warn_threshold}})";
  const message = (text: string, environment = demo) =>
    withEnvironment({ ...definition, message: text, options }, environment).message;

  test.each([
    "{{#is_alert}}{{value}} failed{{/is_alert}}",
    "{{^is_warning}}{{value}} failed{{/is_warning}}",
    "{{#is_warning}}Some failed{{/is_warning}}",
    "Some failed",
  ])("is added where the message would not show it: %s", (text) => {
    expect(message(text)).toContain(added);
  });

  test.each([
    "{{value}} failed",
    '{{#is_warning}}{{eval "round(value)"}} failed{{/is_warning}}',
    "{{^is_recovery}}{{value}} failed{{/is_recovery}}",
    '{{#is_match "env.name" "a"}}{{value}}{{/is_match}}',
  ])("is not said twice: %s", (text) => {
    expect(message(text)).not.toContain(added);
  });

  test("is nothing for a monitor that does not warn", () => {
    expect(withEnvironment({ ...definition, options: { thresholds: { critical: 3 } } }, demo).message).toBe(
      "Runs failed.",
    );
  });
});

describe("what is known of a monitor", () => {
  const guidance = { meaning: "Data is late.", steps: ["Look.", "Think.", "Act."], service: "spark" };

  test("is in every notification but a recovery, with links to the time around the alert", () => {
    const { message } = withEnvironment(definition, { ...demo, site: "datadoghq.eu" }, guidance);
    expect(message).toBe(`Runs failed.

{{^is_recovery}}
What it means: Data is late.
First steps:
1. Look.
2. Think.
3. Act.
[Dashboards](https://app.datadoghq.eu/dashboard/lists?q=pipeline) · [Logs](https://app.datadoghq.eu/logs?query=env%3Ademo%20service%3Aspark&from_ts={{eval "last_triggered_at_epoch-15*60*1000"}}&to_ts={{eval "last_triggered_at_epoch+15*60*1000"}}&live=false) · [Traces](https://app.datadoghq.eu/apm/traces?query=env%3Ademo%20service%3Aspark&start={{eval "last_triggered_at_epoch-15*60*1000"}}&end={{eval "last_triggered_at_epoch+15*60*1000"}}&paused=true)
{{/is_recovery}}`);
  });

  // https://docs.datadoghq.com/getting_started/site/
  test.each([
    ["datadoghq.com", "https://app.datadoghq.com/"],
    ["us3.datadoghq.com", "https://us3.datadoghq.com/"],
    ["ddog-gov.com", "https://app.ddog-gov.com/"],
  ])("links to the pages of the site %s at %s", (site, address) => {
    expect(withEnvironment(definition, { ...demo, site }, guidance).message).toContain(`[Logs](${address}logs?`);
  });

  test("is left out of a part of a composite, which notifies nobody", () => {
    const part = { ...guidance, isPart: true };
    expect(withEnvironment(definition, { ...production, renotify: 30 }, part)).toMatchObject({
      message: "Runs failed.",
      options: { thresholds: { critical: 3 } },
    });
  });

  test("lets those who hear of alerts hear of missing data, where that is what it alerts for", () => {
    const options = { notify_no_data: true };
    const { message } = withEnvironment({ ...definition, options }, production, { ...guidance, noDataAlerts: true });
    expect(message).toContain(`{{#is_no_data}}
Runbook: https://wiki.example.com/pipeline
@slack-ops @pagerduty-data @slack-data
{{/is_no_data}}`);
  });
});

describe("the environment's priority, reminders, and delay", () => {
  const delayed = { ...demo, priority: 4, renotify: 30, evaluationDelay: 60 };

  test("are the monitor's", () => {
    expect(withEnvironment({ ...definition, priority: 1 }, delayed)).toMatchObject({
      priority: 4,
      options: { thresholds: { critical: 3 }, renotify_interval: 30, evaluation_delay: 60 },
    });
  });

  test.each(["service check", "composite"] as const)("have no delay for a %s, which cannot wait", (type) => {
    expect(withEnvironment({ ...definition, type }, delayed).options).not.toHaveProperty("evaluation_delay");
  });

  test("leave the monitor's own where the environment says nothing", () => {
    const own = { ...definition, priority: 1, options: { renotify_interval: 5 } };
    expect(withEnvironment(own, demo)).toMatchObject({ priority: 1, options: { renotify_interval: 5 } });
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
