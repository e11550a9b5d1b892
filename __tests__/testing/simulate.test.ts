import type { MonitorDefinition } from "../../datadog/definitions";
import { fromYaml } from "../../datadog/definitions/yaml";
import { errorRate } from "../../monitors/error-rate";
import { failure } from "../../monitors/failure";
import { slowStage } from "../../monitors/slow-stage";
import { contentOf } from "../../stacks/content";
import { loadEnvironment } from "../../stacks/environments";
import { none, simulate, terraformMonitor } from "../../testing";
import { THREE_ENVIRONMENTS } from "../environments/three";
import { synthesized } from "../stacks/synthesized";

const environments = Object.fromEntries(
  ["production", "staging", "demo"].map((name) => [name, loadEnvironment(name, THREE_ENVIRONMENTS)]),
);
const { production, staging } = environments;

const monitor = (query: string, options = {}, message = "@all") => ({
  name: "M",
  type: "metric alert" as const,
  query,
  message,
  options,
});

const BAD = { "pipeline.runs{status:success}": "10x19", "pipeline.errors{stage:spark}": "1x8 2x4 0x5" };

describe("a story", () => {
  it("has one point a minute, and an evaluation at every whole minute", () => {
    // 00:05 to 00:09: 6 errors of 50 runs; 00:12 to 00:16: 4 of 50
    expect(simulate(errorRate(), BAD, { environment: none })).toHaveTimeline(`
      00:10 OK → Alert  0.12  High pipeline error rate detected. Error rate: 0.12 (threshold: 0.1)
      00:17 Alert → OK  0.08  High pipeline error rate detected.
    `);
  });

  it("tells the state, the value and what was sent at a minute", () => {
    const story = simulate(
      monitor("avg(last_1m):avg:a.b{*} by {queue} > 2"),
      { "a.b{queue:x}": "1 3 1", "a.b{queue:y}": "1x2" },
      { environment: none },
    );
    expect(story.groups).toEqual(["queue:x", "queue:y"]);
    expect(story.at("00:02", "queue:x")).toEqual({
      at: "00:02",
      group: "queue:x",
      state: "Alert",
      value: 3,
      notifications: [
        {
          at: "00:02",
          group: "queue:x",
          moment: "alert",
          value: 3,
          recipients: ["@all"],
          title: "[Triggered on {queue:x}] M",
          text: "@all",
        },
      ],
    });
    expect(story.at("2m", "queue:y")).toMatchObject({ state: "OK", value: 1, notifications: [] });
    expect(story.notifications.map(({ at, moment }) => `${at} ${moment}`)).toEqual([
      "00:02 alert",
      "00:03 alert_recovery",
    ]);
    expect(() => story.at("00:02")).toThrow("name one of queue:x, queue:y");
    expect(() => story.at("00:02", "queue:z")).toThrow('There is no group "queue:z"; there are queue:x, queue:y.');
    expect(() => story.at("00:04", "queue:x")).toThrow('The story ends at 00:03: set { until: "00:04" }.');
    expect(() => story.at("90s", "queue:x")).toThrow("evaluations run at whole minutes from 00:01");
  });

  it("runs past 24 hours", () => {
    const { timeline } = simulate(monitor("max(last_1m):max:a.b{*} > 2"), { "a.b": "1x1499 3" }, { environment: none });
    expect(timeline).toBe("25:01 OK → Alert  3  @all");
  });

  it("shows reminders, and changes of which nobody is notified", () => {
    const query = "max(last_1m):max:a.b{*} > 2";
    const options = { renotify_interval: 2, thresholds: { critical: 2 } };
    expect(simulate(monitor(query, options), { "a.b": "3x3 1" }, { environment: none })).toHaveTimeline(`
      00:01 OK → Alert  3  @all
      00:03 Alert → Alert  3  @all
      00:05 Alert → OK  1  @all
    `);
    expect(simulate(monitor(query, {}, ""), { "a.b": "3x1 1" }, { environment: none })).toHaveTimeline(`
      00:01 OK → Alert  3
      00:03 Alert → OK  1
    `);
  });

  it("shows what several groups share as one line", () => {
    const options = { notify_by: ["env"], thresholds: { critical: 2 } };
    const query = "max(last_1m):max:a.b{*} by {env,queue} > 2";
    const series = { "a.b{env:p,queue:x}": "1 3 3", "a.b{env:p,queue:y}": "1 3 3" };
    expect(simulate(monitor(query, options), series, { environment: none })).toHaveTimeline(`
      00:02 {env:p,queue:x} OK → Alert  3
      00:02 {env:p,queue:y} OK → Alert  3
      00:02 {env:p} OK → Alert  3  @all
    `);
  });
});

describe("the data of a story", () => {
  it("is stored as the catalog has it", () => {
    // a counter: 6 a minute are 0.1 a second, which is what its points hold without as_count()
    const runs = { "pipeline.runs": "6x9" };
    const at = (query: string, options = {}) =>
      simulate(monitor(query), runs, { environment: none, ...options }).at("00:10").value;
    expect(at("sum(last_5m):sum:pipeline.runs{*}.as_count() > 1000")).toBeCloseTo(30, 9);
    expect(at("avg(last_5m):sum:pipeline.runs{*} > 1000")).toBeCloseTo(0.1, 9);
    expect(at("avg(last_5m):sum:pipeline.runs{*} > 1000", { types: { "pipeline.runs": "gauge" } })).toBe(6);
    // of a timer, and of an integration's count
    const one = (query: string, series: Record<string, string>) =>
      simulate(monitor(query), series, { environment: none }).at("00:05").value;
    expect(
      one("max(last_5m):max:pipeline.stage.process_time.max{*} > 9", { "pipeline.stage.process_time": "2 5 3x2" }),
    ).toBe(5);
    expect(
      one("sum(last_5m):sum:rabbitmq.queue.messages.ack.count{*}.as_count() > 99", {
        "rabbitmq.queue.messages.ack.count": "2x4",
      }),
    ).toBe(10);
  });

  it("may be a list or a function of the minute, at another step", () => {
    const query = "sum(last_5m):sum:a.b{*} + sum:a.c{*} > 1000";
    const story = simulate(monitor(query), { "a.b": [1, null, 3], "a.c": (minute) => minute }, { environment: none });
    expect(story.end).toBe("00:03");
    // a.b is 1, and a.c its minute, 0
    expect(story.at("00:01").value).toBe(1);
    const fast = simulate(monitor("sum(last_1m):sum:a.b{*} > 9"), { "a.b": "1x5" }, { environment: none, step: "30s" });
    expect(fast.end).toBe("00:03");
    expect(fast.at("00:01").value).toBe(2);
    expect(() => simulate(monitor("sum(last_1m):sum:a.b{*} > 9"), { "a.b": () => 1 }, { environment: none })).toThrow(
      "set { until:",
    );
  });

  it("shows the place of a mistake", () => {
    expect(() => simulate(errorRate(), { ...BAD, "pipeline.runs{status:success}": "10x19 0y1" })).toThrow(
      /^series "pipeline.runs\{status:success\}": "y" is not expected here.*\n {2}10x19 0y1\n {9}\^/,
    );
  });

  it("is refused where the query does not name its metric, or has no data of one", () => {
    expect(() => simulate(errorRate(), { ...BAD, "pipeline.run": "1" })).toThrow(
      "No query names the metric pipeline.run. Did you mean pipeline.runs?",
    );
    expect(() => simulate(errorRate(), { "pipeline.runs": "1" })).toThrow(
      "There is no data for the metric pipeline.errors, which the query names.",
    );
    // left out by the scope alone
    expect(simulate(errorRate(), { ...BAD, "pipeline.runs{env:staging}": "100x19" }).timeline).toBe(
      simulate(errorRate(), BAD).timeline,
    );
  });
});

describe("the environment", () => {
  it("is production unless another is given", () => {
    expect(simulate(errorRate(), BAD).definition.query).toContain("env:production");
  });

  it("adds its scope, tags, handles and runbook", () => {
    const [, line] = simulate(errorRate(), BAD, { environment: production }).timeline.split("\n");
    expect(line).toContain("→ Alert  0.12  @pagerduty-data-platform @slack-data-pipeline  High pipeline error rate");
    expect(line).toContain("Runbook: https://wiki.example.com/runbooks/data-pipeline");
    const { definition } = simulate(errorRate(), BAD, { environment: staging });
    expect(definition.name).toBe("[staging] Pipeline error rate");
    expect(definition.query).toContain("{env:staging}");
  });

  it("gives its settings to a monitor as its maker makes it, and none to one with its own", () => {
    const failed = { "pipeline.runs{status:failed}": "0x4 2 0x9" };
    const timeline = (monitor: ReturnType<typeof failure>) =>
      simulate(monitor, failed, { environment: production }).timeline;
    // production warns above one failure
    expect(timeline(failure())).toMatch(/^00:06 OK → Warn {2}2/);
    expect(timeline(failure({ critical: 1 }))).toMatch(/^00:06 OK → Alert {2}2/);
    expect(timeline(failure({ critical: 9 }))).toBe("");
  });

  it("makes of a monitor what ships", () => {
    for (const environment of Object.values(environments)) {
      const { definition } = simulate(failure(), { "pipeline.runs": "1" }, { environment });
      expect(definition).toBe(contentOf(environment).monitors.find(({ name }) => name === "failure")!.definition);
    }
  });
});

describe("where a monitor is from does not matter", () => {
  it("a definition and the synthesized stack have the same timeline", () => {
    const stack = synthesized([production!]).get("production-monitors");
    const same = (definition: MonitorDefinition, address: string, series: Record<string, string>) => {
      const { timeline } = simulate(terraformMonitor(stack, address), series, { environment: production });
      expect(timeline).toBe(simulate(definition, series, { environment: production }).timeline);
      return timeline.split("\n").length;
    };
    expect(same(errorRate(), "error-rate", BAD)).toBe(4);
    expect(
      same(slowStage(), "datadog_monitor.slow-stage", { "pipeline.stage.duration{stage:spark}": "100x9 400x30" }),
    ).toBe(2);
    expect(same(failure(), "Pipeline failures", { "pipeline.runs{status:failed}": "0x4 2 0x9" })).toBe(2);
    expect(() => terraformMonitor(stack, "eror-rate")).toThrow("There is no monitor");
  });

  it("a plan too", () => {
    const values = {
      name: "Queue",
      type: "metric alert",
      query: "max(last_1m):max:a.b{*} > 2",
      message: "@all",
      require_full_window: false,
      monitor_thresholds: [{ critical: "2" }],
    };
    const resource = {
      address: "datadog_monitor.queue",
      mode: "managed",
      type: "datadog_monitor",
      name: "queue",
      values,
    };
    const plan = { format_version: "1.2", planned_values: { root_module: { resources: [resource] } } };
    expect(simulate(terraformMonitor(JSON.stringify(plan)), { "a.b": "1 3" })).toHaveTimeline(
      "00:02 OK → Alert  3  @all",
    );
  });

  it("YAML too", () => {
    const yaml = fromYaml(`
name: Errors
type: metric alert
query: sum(last_5m):sum:pipeline.errors{*}.as_count() / sum:pipeline.runs{*}.as_count() > 0.1
message: "{{#is_alert}}{{value}} @pagerduty-data{{/is_alert}}"
`);
    expect(simulate(yaml, BAD, { environment: none })).toHaveTimeline(`
      00:10 OK → Alert  0.12  @pagerduty-data  0.12
      00:17 Alert → OK  0.08
    `);
  });
});

describe("other monitors", () => {
  it("a composite names the monitors that it is given", () => {
    const composite = {
      name: "C",
      type: "composite" as const,
      query: "failing && !quiet",
      message: "{{#is_alert}}@page{{/is_alert}}",
    };
    const monitors = {
      failing: monitor("max(last_1m):max:a.failed{*} > 0"),
      quiet: monitor("max(last_1m):max:a.quiet{*} > 0"),
    };
    const story = simulate(composite, { "a.failed": "0 1x3", "a.quiet": "1x2 0x1" }, { environment: none, monitors });
    expect(story).toHaveTimeline("00:04 OK → Alert  @page");
    expect(story.explain("00:03")).toBe(["00:03 OK, no data", '  2 "M": Alert', '  3 "M": Alert'].join("\n"));
    expect(() => simulate(composite, {}, { environment: none })).toThrow('there is no monitor "failing"');
  });

  it("what cannot be simulated says so, with the place", () => {
    expect(() => simulate(monitor("avg(last_5m):avg:a.b{* > 3"), { "a.b": "1" }, { environment: none })).toThrow(
      /^monitor "M": .+\n {2}avg\(last_5m\):avg:a\.b\{\* > 3\n {19,}\^/,
    );
  });
});

describe("why", () => {
  it("shows points, arithmetic and thresholds", () => {
    expect(simulate(errorRate(), BAD, { environment: none }).explain("00:10")).toBe(
      [
        "00:10 Alert, value 0.12",
        "  window 00:05 to 00:10, end excluded",
        "  sum:pipeline.errors{*}.as_count()                                    00:05 1, 00:06 1, 00:07 1, 00:08 1, 00:09 2       sum = 6",
        "  sum:pipeline.runs{*}.as_count()                                      00:05 10, 00:06 10, 00:07 10, 00:08 10, 00:09 10  sum = 50",
        "  sum:pipeline.errors{*}.as_count() / sum:pipeline.runs{*}.as_count()                                                    / = 0.12",
        "  0.12 > 0.1 (critical): yes",
      ].join("\n"),
    );
  });
});

describe("the picture", () => {
  it("shows the name, the value, the threshold and the states, the same each time", () => {
    const draw = () => simulate(errorRate(), BAD).toSvg();
    const svg = draw();
    expect(svg).toBe(draw());
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg).toContain("Pipeline error rate");
    expect(svg).toContain("critical 0.1");
    expect(svg).toContain("<title>Alert 00:10 to 00:16</title>");
    expect(svg).not.toContain("NaN");
  });

  it("escapes what comes from the monitor", () => {
    const story = simulate(
      { ...monitor("max(last_1m):max:a.b{*} > 2"), name: "<script>&" },
      { "a.b": "_x3" },
      { environment: none },
    );
    expect(story.toSvg()).toContain("&lt;script&gt;&amp;");
    expect(story.toSvg()).not.toContain("NaN");
  });
});
