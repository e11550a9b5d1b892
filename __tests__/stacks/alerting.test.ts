import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Testing } from "cdktf";
import { loadTerraform, Org } from "../../datadog/sandbox";
import type { Environment } from "../../environments/schema";
import { failure } from "../../monitors/failure";
import { contentOf } from "../../stacks/content";
import { loadEnvironment } from "../../stacks/environments";
import { MonitorsStack } from "../../stacks/monitors";
import { simulate, terraformMonitor } from "../../testing";

const folder = mkdtempSync(join(tmpdir(), "environments-"));
afterAll(() => rmSync(folder, { recursive: true }));

const BASE = "organization: acme\ntags: [team:data]\nnotify: { alert: ['@slack-data'] }\nstate: { local: {} }\n";

function environment(text: string): Environment {
  writeFileSync(join(folder, "qa.yaml"), BASE + text);
  return loadEnvironment("qa", folder);
}

interface Json {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
}

const synth = (settings: Environment) =>
  JSON.parse(Testing.synth(new MonitorsStack(Testing.app(), "qa-monitors", settings), true)) as Json;

/** The message of the error that an environment's file ends in, once its content is made. */
function refusal(text: string): string {
  try {
    contentOf(environment(text));
    return "nothing was refused";
  } catch (error) {
    return (error as Error).message.replace(/^.*?qa\.yaml/gm, "qa.yaml");
  }
}

describe("the SLOs of an environment", () => {
  test("have its name, tags and scope, and alerts that refer to them", () => {
    const { resource } = synth(environment('namePrefix: "[qa] "\nslos: { runSuccess: { target: 98, window: 7d } }'));
    expect(resource.datadog_service_level_objective?.["run-success"]).toMatchObject({
      name: "[qa] Pipeline runs succeed",
      type: "metric",
      tags: ["env:qa", "team:data"],
      thresholds: [{ timeframe: "7d", target: 98 }],
      query: {
        numerator: "sum:pipeline.runs{status:success,env:qa}.as_count()",
        denominator: "sum:pipeline.runs{env:qa}.as_count()",
      },
    });
    expect(resource.datadog_monitor?.["run-success-burn-rate-1h"]).toMatchObject({
      name: "[qa] Pipeline runs succeed: burn rate over 1 hour",
      query:
        'burn_rate("${datadog_service_level_objective.run-success.id}").over("7d").long_window("1h").short_window("5m") > 16.8',
      message: expect.stringContaining("{{#is_alert}}\n@slack-data\n{{/is_alert}}"),
      tags: ["env:qa", "team:data"],
    });
    expect(resource.datadog_service_level_objective?.["stage-duration"]).toMatchObject({
      sli_specification: {
        time_slice: { query: { query: [{ metric_query: { query: "p95:pipeline.stage.duration{env:qa}" } }] } },
      },
    });
    expect(Object.keys(resource.datadog_monitor ?? {})).not.toContain("stage-duration-error-budget");
  });

  test("can be switched off, with their alerts or the alerts alone", () => {
    const { slos, sloAlerts } = contentOf(
      environment("slos: { runSuccess: { enabled: false }, stageDuration: { alerts: false } }"),
    );
    expect(slos.map(({ id }) => id)).toEqual(["stage-duration"]);
    expect(sloAlerts).toEqual([]);
  });

  test.each([
    ["slos: { runSucces: {} }", 'qa.yaml:5:9: unknown key "runSucces" in slos, did you mean "runSuccess"?'],
    [
      "slos: { runSuccess: { target: 100 } }",
      "qa.yaml:5:31: slos.runSuccess.target must be a percentage between 0 and 100",
    ],
    [
      "slos: { runSuccess: { warning: 98 } }",
      'qa.yaml:5:9: SLO "Pipeline runs succeed": thresholds[0].warning: The warning is 98, but it must be above the target, 99',
    ],
    ["slos: { runSuccess: { threshold: 3 } }", "qa.yaml:5:23: slos.runSuccess.threshold has no effect"],
    // 1 / (1 − 0.9) = 10
    [
      "slos: { runSuccess: { target: 90 } }",
      "A burn rate of 14.4 is never reached: with a target of 90%, it is at most 10.",
    ],
  ])("%s is refused", (text, message) => expect(refusal(text)).toContain(message));
});

const SETTINGS = `
terraform: { datadog: ">= 3.83.0" }
notificationRules:
  everything: { tags: ["service:data-pipeline"], recipients: ["@slack-everything"] }
  byState: { scope: "team:data", when: { is_alert: ["@pagerduty-data"], "stage:export": ["@slack-export"] }, otherwise: ["@slack-rest"] }
  off: { enabled: false, recipients: ["@slack-off"] }
downtimes:
  weekly: { rrule: FREQ=WEEKLY;BYDAY=MO, start: "2024-01-01T01:10:00", duration: 10m, timezone: Europe/Berlin, message: "Stones. @slack-data" }
  release: { start: "2030-03-03T21:00:00+01:00", end: "2030-03-03T22:00:00Z", monitorTags: ["team:data"], muteFirstRecovery: true }
`;

describe("notification rules and downtimes of an environment", () => {
  test("are resources, each for the monitors of the environment alone", () => {
    const { resource } = synth(environment(SETTINGS));
    expect(resource.datadog_monitor_notification_rule).toMatchObject({
      everything: {
        name: "qa: everything",
        filter: { tags: ["env:qa", "service:data-pipeline"] },
        recipients: ["slack-everything"],
      },
      "by-state": {
        name: "qa: byState",
        filter: { scope: "env:qa AND (team:data)" },
        conditional_recipients: {
          conditions: [
            { scope: "transition_type:is_alert", recipients: ["pagerduty-data"] },
            { scope: "stage:export", recipients: ["slack-export"] },
          ],
          fallback_recipients: ["slack-rest"],
        },
      },
    });
    expect(Object.keys(resource.datadog_monitor_notification_rule ?? {})).toHaveLength(2);
    expect(resource.datadog_downtime_schedule).toMatchObject({
      weekly: {
        scope: "*",
        monitor_identifier: { monitor_tags: ["env:qa"] },
        recurring_schedule: {
          timezone: "Europe/Berlin",
          recurrence: [{ rrule: "FREQ=WEEKLY;BYDAY=MO", duration: "10m", start: "2024-01-01T01:10:00" }],
        },
        message: "Stones. @slack-data",
      },
      release: {
        monitor_identifier: { monitor_tags: ["env:qa", "team:data"] },
        one_time_schedule: { start: "2030-03-03T20:00:00Z", end: "2030-03-03T22:00:00Z" },
        mute_first_recovery_notification: true,
      },
    });
  });

  const series = { "pipeline.runs{status:failed}": "9x30" };
  const toldAt = (subject: Parameters<typeof simulate>[0], of: Environment) =>
    simulate(subject, series, { environment: of, until: "00:30" }).notifications.map(({ at, recipients }) => ({
      at,
      recipients,
    }));

  // 01:10 to 01:20 in Berlin is 00:10 to 00:20 UTC; the story begins at 00:00 UTC on Monday, 1 January 2024
  test("bear on stories of the environment's monitors", () => {
    const recipients = ["@slack-data", "@pagerduty-data"];
    // a monitor that alerted before the downtime notifies again as it expires
    expect(toldAt(failure(), environment(SETTINGS))).toEqual([
      { at: "00:01", recipients },
      { at: "00:20", recipients },
    ]);
    const muted = environment(SETTINGS.replace("T01:10:00", "T01:00:00"));
    expect(toldAt(failure(), muted)).toEqual([{ at: "00:10", recipients }]);
  });

  test("bear on stories of a synthesized configuration too", () => {
    const json = synth(environment(SETTINGS.replace("T01:10:00", "T01:00:00")));
    const told = simulate(terraformMonitor(json, "datadog_monitor.failure"), series, {
      environment: environment(""),
      until: "00:30",
    }).notifications;
    expect(told.map(({ at, recipients }) => ({ at, recipients }))).toEqual([
      { at: "00:10", recipients: ["@slack-data", "@pagerduty-data"] },
    ]);
  });

  test("are loaded into the sandbox", () => {
    const org = new Org();
    expect(loadTerraform(org, synth(environment(SETTINGS))).warnings).toEqual([]);
    expect([org.downtimes.size, org.notificationRules.size, org.slos.size]).toEqual([2, 2, 2]);
  });

  test.each([
    ["downtimes: { a: {} }", "qa.yaml:5:14: downtimes.a.end is missing: without it the downtime would never end"],
    ["downtimes: { a: { rrule: FREQ=DAILY } }", "downtimes.a.duration is missing: say how long each occurrence lasts"],
    [
      "downtimes: { a: { end: tomorrow } }",
      "qa.yaml:5:14: downtime of *: attributes.schedule.end must be a date and time with a time zone",
    ],
    ["downtimes: { a: { end: '2030-01-01T00:00:00Z', scope: prod } }", "All values must have a key"],
    ["downtimes: { 'a b': { end: '2030-01-01T00:00:00Z' } }", "must be a name in camelCase"],
    ["notificationRules: { a: {} }", "notificationRules.a.recipients is missing: name handles in recipients"],
    ["notificationRules: { a: { recipients: [slack] } }", 'a handle starts with @ and has no spaces, such as "@slack"'],
    [
      "notificationRules: { a: { recipients: ['@b'], scope: 'service:web-*' } }",
      "A scope supports the wildcard * only as a whole value",
    ],
    ["notificationRules: { a: { when: { is_down: ['@b'] } } }", '"is_down" is not a status'],
  ])("%s is refused", (text, message) => expect(refusal(text)).toContain(message));

  test("conditions are refused for provider versions that do not have them", () => {
    expect(() => synth(environment(SETTINGS.replace(/^terraform.*$/m, "")))).toThrow(
      "datadog_monitor_notification_rule supports `conditional_recipients` since provider version 3.83.0",
    );
  });
});
