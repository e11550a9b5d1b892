import { readPlan } from "../../../ops/plan/read";
import { planReport } from "../../../ops/plan/report";
import { planJson, type ResourceChange, slowStage } from "../terraform-plans";

const report = (changes: readonly ResourceChange[], drift: readonly ResourceChange[] = [], width = 80) =>
  planReport([readPlan("demo-monitors", planJson(changes, drift))], { target: "demo", width });

const monitor = (rest: object) => ({ address: "datadog_monitor.slow-stage", ...rest }) as ResourceChange;
const threshold = monitor({ actions: ["update"], before: slowStage(300), after: slowStage(240) });

describe("the report of a plan", () => {
  it("begins with the totals of all stacks", () => {
    const created = monitor({ address: "datadog_monitor.b", actions: ["create"], after: slowStage(1) });
    const deleted = monitor({ address: "datadog_monitor.c", actions: ["delete"], before: slowStage(1) });
    const plans = [
      readPlan("demo-monitors", planJson([threshold, created])),
      readPlan("demo-dashboards", planJson([deleted])),
      readPlan("demo-logs", planJson([])),
    ];
    expect(planReport(plans, { target: "demo" })[0]).toBe("demo: 1 to add, 1 to change, 1 to destroy");
    expect(planReport([readPlan("demo-logs", planJson([]))], { target: "demo" })).toEqual(["demo: no changes"]);
  });

  it("shows one change with its places, when the monitor alerts before and after, and its whole query", () => {
    expect(report([threshold])).toEqual([
      "demo: 1 to change",
      "",
      "Changes",
      "  300 → 240",
      "    demo-monitors datadog_monitor.slow-stage: query, message:2,",
      "        monitor_thresholds.critical",
      "",
      "When monitors alert",
      "  Slow pipeline stage  demo-monitors datadog_monitor.slow-stage",
      "    before  Alerts when the average of pipeline.stage.duration where env is",
      "            demo, over the last 15 minutes, is above 300. It alerts separately",
      "            for each stage.",
      "    after   Alerts when the average of pipeline.stage.duration where env is",
      "            demo, over the last 15 minutes, is above 240. It alerts separately",
      "            for each stage.",
      "    query   avg(last_15m):avg:pipeline.stage.duration{env:demo} by {stage} > 300",
      "    →       avg(last_15m):avg:pipeline.stage.duration{env:demo} by {stage} > 240",
    ]);
  });

  it("takes what is not set for the provider's false or zero where an object is taken over", () => {
    const unset = { ...slowStage(300), notify_no_data: null, renotify_interval: null, tags: [] };
    const set = { ...slowStage(300), notify_no_data: false, renotify_interval: 0 };
    const change = { actions: ["update"], before: unset, after: set };
    const changed = (more: object) =>
      report([monitor({ ...change, more })])
        .slice(3, -1)
        .join();
    expect(changed({ importing: { id: "849" } })).not.toMatch(/notify_no_data|renotify_interval/);
    expect(changed({ importing: { id: "849" } })).toContain("tags");
    expect(changed({})).toMatch(/notify_no_data/);
  });

  it("cuts nothing, however long a query is", () => {
    const sum = Array.from({ length: 30 }, (_, index) => `sum:pipeline.runs.number${index}{env:demo}`).join(" + ");
    const query = (critical: number) => `avg(last_5m):${sum} > ${critical}`;
    const of = (critical: number) => ({ ...slowStage(critical), query: query(critical) });
    const lines = report([monitor({ actions: ["update"], before: of(1), after: of(2) })]);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.map((line) => line.trim()).join(" ")).toContain(query(2));
  });

  it("is loud about what is destroyed, and says what is lost", () => {
    const replaced = monitor({
      actions: ["delete", "create"],
      before: slowStage(300),
      after: { ...slowStage(300), type: "log alert" },
      more: { replace_paths: [["type"]] },
    });
    const deleted = {
      address: "datadog_dashboard_json.old",
      actions: ["delete"],
      before: { dashboard: '{"title":"Old"}' },
    };
    expect(report([replaced, deleted]).slice(0, 11)).toEqual([
      "demo: 1 to replace, 1 to destroy",
      "",
      "!!! 2 objects would be DESTROYED",
      "  destroy and create again",
      "    Slow pipeline stage  demo-monitors datadog_monitor.slow-stage",
      "      type cannot be changed in place. Its history is lost, and so are",
      "      downtimes, SLOs, and links that use its id. The new monitor has another",
      "      id.",
      "  destroy",
      "    Old  demo-monitors datadog_dashboard_json.old",
      "      Links to it stop working, and changes made in Datadog are lost.",
    ]);
  });

  it("shows widgets that were added, moved, and changed, of a dashboard", () => {
    const widget = (title: string, y: number, q: string) => ({
      definition: { title, requests: [{ q }] },
      layout: { x: 0, y },
    });
    const board = (...widgets: object[]) => ({ dashboard: JSON.stringify({ title: "Overview", widgets }) });
    const change = {
      address: "datadog_dashboard_json.overview",
      actions: ["update"],
      before: board(widget("Runs", 0, "sum:a{*}"), widget("Errors", 3, "sum:b{*}")),
      after: board(widget("Runs", 0, "avg:a{*}"), widget("Retries", 3, "sum:c{*}"), widget("Errors", 6, "sum:b{*}")),
    };
    expect(report([change]).slice(3)).toEqual([
      "  sum:a → avg:a",
      '    demo-monitors datadog_dashboard_json.overview: "Runs"',
      "  new",
      '    demo-monitors datadog_dashboard_json.overview: "Retries"',
      "  moved",
      '    demo-monitors datadog_dashboard_json.overview: "Errors"',
      "",
      "In full",
      '  demo-monitors datadog_dashboard_json.overview: "Runs"',
      "    before  sum:a{*}",
      "    after   avg:a{*}",
    ]);
  });

  it("says of widgets that changed places that they moved, and of nothing that it is gone and new", () => {
    const widget = (title: string, x: number) => ({
      definition: { title, requests: [{ q: "sum:a{*}" }] },
      layout: { x, y: 0 },
    });
    const board = (...titles: string[]) => ({
      dashboard: JSON.stringify({ title: "Overview", widgets: titles.map((title, x) => widget(title, x * 3)) }),
    });
    const change = {
      address: "datadog_dashboard_json.overview",
      actions: ["update"],
      before: board("Runs", "Errors", "Users"),
      after: board("Errors", "Runs", "Users"),
    };
    expect(report([change]).slice(3)).toEqual([
      "  moved",
      '    demo-monitors datadog_dashboard_json.overview: "Errors", "Runs"',
    ]);
  });

  it("shows a rule of a log pipeline in full where words of it change, and a processor that changed places", () => {
    const grok = (name: string, rules: string) => ({ grok_parser: { name, grok: { match_rules: rules } } });
    const rules = (finished: string) => `${finished} in state %{word:state}.*\ncrash Crash detected!.*`;
    const pipeline = (...processors: object[]) => ({ name: "Prefect", processor: processors });
    const change = {
      address: "datadog_logs_custom_pipeline.prefect",
      actions: ["update"],
      before: pipeline(grok("Head", "line %{data:msg}"), grok("States", rules("finished Finished"))),
      after: pipeline(grok("States", rules("ended (?:Finished|Ended)")), grok("Head", "line %{data:msg}")),
    };
    expect(report([change]).slice(2)).toEqual([
      "Changes",
      "  finished Finished → ended (?:Finished|Ended)",
      "    demo-monitors datadog_logs_custom_pipeline.prefect:",
      "        processor[0].grok_parser.grok.match_rules:1",
      "  moved",
      "    demo-monitors datadog_logs_custom_pipeline.prefect: processor[1]",
      "",
      "In full",
      "  demo-monitors datadog_logs_custom_pipeline.prefect:",
      "  processor[0].grok_parser.grok.match_rules:1",
      "    before  finished Finished in state %{word:state}.*",
      "    after   ended (?:Finished|Ended) in state %{word:state}.*",
    ]);
  });

  it("shows a message line by line, and the description of a metric", () => {
    const failure = (message: string) => ({ ...slowStage(3), name: "Failures", message });
    const changes: ResourceChange[] = [
      monitor({
        actions: ["update"],
        before: failure("Runs fail.\n\n{{#is_alert}}\n{{value}} runs failed.\n{{/is_alert}}"),
        after: failure(
          "Runs fail.\n\n{{#is_alert}}\nLook at the newest first.\n{{value}} of the runs failed.\n{{/is_alert}}",
        ),
      }),
      {
        address: "datadog_metric_metadata.runs",
        actions: ["update"],
        before: { metric: "pipeline.runs", description: "Runs" },
        after: { metric: "pipeline.runs", description: "Executions, one a run" },
      },
    ];
    expect(report(changes)).toEqual([
      "demo: 2 to change",
      "",
      "Changes",
      "  Runs → Executions, one a run",
      "    demo-monitors datadog_metric_metadata.runs: description",
      "  demo-monitors datadog_monitor.slow-stage: message",
      "    - {{value}} runs failed.",
      "    + Look at the newest first.",
      "    + {{value}} of the runs failed.",
    ]);
  });

  it("does not take what Datadog sets on a new object for somebody's change", () => {
    const configured = { metric_name: "pipeline.runs", metric_type: "count", tags: ["env"], id: "pipeline.runs" };
    const drifted = {
      address: "datadog_metric_tag_configuration.runs",
      actions: ["update"],
      before: { ...configured, aggregations: [] },
      after: { ...configured, aggregations: [{ time: "sum", space: "sum" }] },
    };
    expect(report([], [drifted])).toEqual(["demo: no changes"]);
  });

  it("says what is new with its condition, and what is known only after it was applied", () => {
    const { query: _, ...composite } = slowStage(1);
    const lines = report([
      monitor({ actions: ["create"], after: slowStage(300) }),
      monitor({
        address: "datadog_monitor.both",
        actions: ["create"],
        after: { ...composite, name: "Both", type: "composite" },
        more: { after_unknown: { query: true } },
      }),
    ]);
    expect(lines.slice(2)).toEqual([
      "New",
      "  demo-monitors: 2 monitors",
      "    Slow pipeline stage",
      "      Alerts when the average of pipeline.stage.duration where env is demo, over",
      "      the last 15 minutes, is above 300. It alerts separately for each stage.",
      "    Both",
    ]);
  });

  it("says what is taken over, moved, and released", () => {
    const lines = report([
      monitor({ actions: ["no-op"], before: slowStage(1), after: slowStage(1), more: { importing: { id: "849" } } }),
      monitor({
        address: "datadog_monitor.b",
        actions: ["no-op"],
        before: slowStage(1),
        after: slowStage(1),
        around: { previous_address: "datadog_monitor.a" },
      }),
      monitor({ address: "datadog_monitor.c", actions: ["forget"], before: slowStage(1) }),
    ]);
    expect(lines).toEqual([
      "demo: 1 to stop managing, 1 to import, 1 to move",
      "",
      "Imported, moved, and released",
      "  demo-monitors datadog_monitor.slow-stage: takes over 849 that exists in",
      "  Datadog",
      "  demo-monitors datadog_monitor.a becomes datadog_monitor.b; nothing is created",
      "  or destroyed",
      "  demo-monitors datadog_monitor.c: stays in Datadog, and is no longer managed",
    ]);
  });

  it("shows what was changed in Datadog, and whether this deployment sets it back", () => {
    const edited = monitor({ actions: ["update"], before: slowStage(300), after: slowStage(500) });
    const setBack = monitor({ actions: ["update"], before: slowStage(500), after: slowStage(300) });
    const deleted = monitor({ address: "datadog_monitor.gone", actions: ["delete"], before: slowStage(1) });
    const lines = report([setBack], [edited, deleted]);
    expect(lines.slice(lines.indexOf("Changed in Datadog since the last deployment"))).toEqual([
      "Changed in Datadog since the last deployment",
      "  This deployment undoes:",
      "    300 → 500",
      "      demo-monitors datadog_monitor.slow-stage: query, message:2,",
      "          monitor_thresholds.critical",
      "  Kept, because the code does not set it or sets the same value:",
      "    deleted: Slow pipeline stage (demo-monitors datadog_monitor.gone)",
    ]);
  });

  it("does not take another way to write that nothing is set for a change of somebody's", () => {
    const before = { ...slowStage(300), notify_by: null, renotify_interval: null, priority: "" };
    const after = { ...slowStage(300), notify_by: [], renotify_interval: 0, priority: null };
    expect(report([], [monitor({ actions: ["update"], before, after })])).toEqual(["demo: no changes"]);
  });

  it("shows no secret, but that one changed", () => {
    const agent = (key: string) => ({ name: "agent", env: ["DD_ENV=demo", `DD_API_KEY=${key}`] });
    const lines = report([
      {
        address: "docker_container.agent",
        actions: ["update"],
        before: agent("first-secret"),
        after: agent("second-secret"),
        more: { before_sensitive: { env: true }, after_sensitive: { env: true } },
      },
    ]);
    expect(lines.slice(2)).toEqual([
      "Changes",
      "  sensitive → sensitive, changed",
      "    demo-monitors docker_container.agent: env",
    ]);
  });

  it("fits every width, in all of its sections", () => {
    const of = (address: string, actions: string[], rest: object) =>
      monitor({ address: `datadog_monitor.${address}`, actions, ...rest });
    const changes = [
      threshold,
      of("new", ["create"], { after: slowStage(1) }),
      of("old", ["delete"], { before: slowStage(1) }),
      of("again", ["delete", "create"], {
        ...{ before: slowStage(300), after: { ...slowStage(300), type: "log alert" } },
        more: { replace_paths: [["type"]] },
      }),
      of("left", ["forget"], { before: slowStage(1) }),
      of("taken", ["no-op"], { before: slowStage(1), after: slowStage(1), more: { importing: { id: "849" } } }),
    ];
    const drift = [
      monitor({ actions: ["update"], before: slowStage(300), after: slowStage(500) }),
      of("gone", ["delete"], { before: slowStage(1) }),
      of("kept", ["update"], { before: slowStage(300), after: slowStage(500) }),
    ];
    const advice = ["one of the monitors has no team tag, so nobody knows whose it is [demo-monitors]"];
    const plan = readPlan("demo-monitors", planJson(changes, drift));
    for (let width = 64; width <= 120; width++) {
      const lines = planReport([plan], { target: "demo", width, advice });
      // the longest words and headings fit in 64 columns
      expect(lines.filter((line) => line.length > width)).toEqual([]);
    }
  });

  it("ends with advice", () => {
    const plan = readPlan("demo-monitors", planJson([]));
    expect(
      planReport([plan], { target: "demo", advice: ["a monitor has no team tag [demo-monitors]"] }).slice(-2),
    ).toEqual(["Advice", "  a monitor has no team tag [demo-monitors]"]);
  });
});
