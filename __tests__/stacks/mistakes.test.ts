import { ProjectCopy } from "./project-copy";

let copy: ProjectCopy;
beforeAll(() => {
  copy = new ProjectCopy();
});
afterEach(() => copy.restore());
afterAll(() => copy.remove());

const DEMO = "environments/demo.yaml";

/** A mistake: where it is made, and the whole of what main.ts says about it. */
const MISTAKES: readonly {
  readonly what: string;
  readonly make?: (copy: ProjectCopy) => void;
  readonly env?: Readonly<Record<string, string>>;
  readonly says: string;
}[] = [
  {
    what: "an unknown environment",
    env: { ENVIRONMENT: "prodution" },
    says: 'environments: there is no environment "prodution", did you mean "production"? Expected one of demo, production, staging',
  },
  {
    what: "a missing file",
    make: (copy) => copy.edit(DEMO, () => undefined),
    env: { ENVIRONMENT: "demo" },
    says: 'environments: there is no environment "demo"; expected one of production, staging',
  },
  {
    what: "a mistyped key",
    make: (copy) => copy.edit(DEMO, (text) => text.replace("critical: 300", "critcal: 240")),
    says: 'environments/demo.yaml:9:16: unknown key "critcal" in monitors.slowStage, did you mean "critical"? Expected one of enabled, critical, warning, recovery, warningRecovery, runbook, priority, renotify, evaluationDelay, asWritten',
  },
  {
    what: "a wrong type",
    make: (copy) => copy.edit(DEMO, (text) => text.replace("critical: 300", "critical: 300s")),
    says: 'environments/demo.yaml:9:26: monitors.slowStage.critical is "300s", not a number',
  },
  {
    what: "a tag that Datadog would rewrite",
    make: (copy) => copy.edit(DEMO, (text) => text.replace("team:data-platform", "Team:Data")),
    says: 'environments/demo.yaml:4:8: tags[0] is not how Datadog stores it: Datadog changes the tag "Team:Data" to "team:data": use "team:data".',
  },
  {
    what: "a threshold on the wrong side",
    make: (copy) => copy.edit(DEMO, (text) => text.replace("critical: 300", "critical: 300, warning: 400")),
    says: 'environments/demo.yaml:9:3: monitor "Slow pipeline stage": options.thresholds.warning: The warning threshold 400 must be below the critical threshold 300, because the query alerts at "> 300": otherwise, it never warns first. See docs/checks/threshold-order.md.',
  },
  {
    what: "a setting that the monitor does not use",
    make: (copy) => {
      copy.edit("monitors/failure.ts", (text) => text.replace("above(critical, levels)", "above(critical)"));
      copy.edit(DEMO, (text) => text.replace("critical: 3 }", "critical: 3, warning: 1 }"));
    },
    says: 'environments/demo.yaml:8:27: monitors.failure.warning has no effect: monitor "Pipeline failures" does not use it. Use it in monitors/, as in .above(critical, levels) or fromYamlFile(path, { thresholds }), or remove it here.',
  },
  {
    what: "a setting of a monitor that stays as it is written",
    make: (copy) =>
      copy.edit(DEMO, (text) => text.replace("critical: 300", "critical: 300, asWritten: true, priority: 2")),
    says: 'environments/demo.yaml:LINE:COLUMN: monitors.slowStage.priority has no effect on monitor "Slow pipeline stage": it stays as it is written (asWritten). Remove one of the two.',
  },
  {
    what: "a setting that monitors of a type do not have",
    make: (copy) =>
      copy.edit(DEMO, (text) =>
        text.replace("monitors:", "monitors:\n  celery: { cannotConnect: { evaluationDelay: 60 } }"),
      ),
    says: 'environments/demo.yaml:LINE:COLUMN: monitors.celery.cannotConnect.evaluationDelay has no effect on monitor "Agent cannot connect to Celery (Flower)": monitors of type "service check" do not have it. Remove it here.',
  },
  {
    what: "a line that was copied",
    make: (copy) =>
      copy.edit("monitors/index.ts", (text) =>
        text.replace(/^ {2}\["slowStage".*\n/m, '$&  ["slowStage", errorRate],\n'),
      ),
    says: 'monitors/index.ts: two lines have the name "slowStage": rename or delete one of them',
  },
  {
    what: "two monitors of one name",
    make: (copy) =>
      copy.edit("monitors/slow-stage.ts", (text) => text.replace("Slow pipeline stage", "Pipeline failures")),
    says: 'monitors failure and slow-stage are both named "Pipeline failures": rename one of them',
  },
  {
    what: "two dashboards of one name",
    make: (copy) => copy.edit("dashboards/errors.ts", (text) => text.replace("Pipeline errors", "Pipeline overview")),
    says: 'dashboards overview and errors are both named "Pipeline overview": rename one of them',
  },
  {
    what: "a malformed message",
    make: (copy) => copy.edit("monitors/failure.ts", (text) => text.replace("{{/is_alert}}", "{{/is_alrt}}")),
    says: 'monitors/failure.ts:LINE:COLUMN: monitor "Pipeline failures": message: `{{#is_alert}}` is closed by `{{/is_alrt}}`: use `{{/is_alert}}`. See docs/checks/message-block.md.',
  },
  {
    what: "a query that cannot be read",
    make: (copy) =>
      copy.edit("dashboards/errors.ts", (text) =>
        text.replace('"Failed runs", defaultZero(failedRuns)', '"Failed runs", "sum:a.b{"'),
      ),
    says: `dashboards/errors.ts:LINE:COLUMN: The query "sum:a.b{" cannot be used:
Expected a tag such as \`env:prod\`, a template variable or \`*\`, found the end.
  sum:a.b{
          ^`,
  },
  {
    what: "a grok rule that is refused while its file is imported",
    make: (copy) => copy.edit("logs/celery.ts", (text) => text.replace("%{word:level}", "%{wrd:level}")),
    says: 'logs/celery.ts:LINE:COLUMN: grok parser "Head": rule "line": "wrd" is not a matcher or rule above it: did you mean "word"? See docs/checks/grok-rule.md.',
  },
  {
    what: "a mistake in code",
    make: (copy) => copy.edit("monitors/error-rate.ts", (text) => text.replace("errors.sum()", "errors.total()")),
    says: 'monitors/error-rate.ts:LINE:COLUMN: "errors.total" is not a function; npm run check:types says more',
  },
  {
    what: "a name that is not exported",
    make: (copy) => copy.edit("monitors/failure.ts", (text) => text.replace(/(?<!\.)\bsum\b(?= }|\()/g, "summ")),
    says: 'monitors/failure.ts:LINE:COLUMN: "../datadog/query" does not export "summ", did you mean "sum"?',
  },
  {
    what: "a file that does not exist",
    make: (copy) => copy.edit("monitors/failure.ts", (text) => text.replace("metrics/pipeline", "metrics/pipelines")),
    says: 'monitors/failure.ts:LINE:COLUMN: there is no file "../metrics/pipelines.ts", did you mean "pipeline"?',
  },
  {
    what: "files that import each other",
    make: (copy) =>
      copy.edit(
        "monitors/failure.ts",
        (text) => `import { monitors } from "./index";\nexport const count = monitors.length;\n${text}`,
      ),
    says: 'monitors/failure.ts:LINE:COLUMN: "monitors" is used before it is set: either it is declared further down, or two files import each other; move what both need to a file of its own',
  },
  {
    what: "a widget without a query",
    make: (copy) =>
      copy.edit("dashboards/errors.ts", (text) =>
        text.replace('"Failed runs", defaultZero(failedRuns)', '"Failed runs", undefined as never'),
      ),
    says: 'dashboards/errors.ts:LINE:COLUMN: queryValue("Failed runs", …): an argument is missing or of the wrong type; npm run check:types says more',
  },
  {
    what: "a name that is not imported",
    make: (copy) =>
      copy.edit("dashboards/errors.ts", (text) => text.replace('queryValue("Failed runs"', "queryValue(titles.failed")),
    says: 'dashboards/errors.ts:LINE:COLUMN: "titles" is not defined: import or declare it',
  },
  {
    what: "a widget whose title is undefined",
    make: (copy) =>
      copy.edit("dashboards/errors.ts", (text) =>
        text.replace('queryValue("Failed runs"', "queryValue(failing.title as never"),
      ),
    says: 'dashboards/errors.ts:LINE:COLUMN: The title of a query_value widget must be text, but it is undefined; "" leaves it without a title.',
  },
  {
    what: "a dashboard with a widget that is undefined",
    make: (copy) =>
      copy.edit("dashboards/errors.ts", (text) =>
        text.replace(
          'queryValue("Failed runs", defaultZero(failedRuns), {',
          'undefined as never, queryValue("Failed runs", defaultZero(failedRuns), {',
        ),
      ),
    says: 'dashboards/errors.ts:LINE:COLUMN: Widget 3 of dashboard "Pipeline errors", after query_value "Errors per run" is undefined.',
  },
  {
    what: "a filter whose value is undefined",
    make: (copy) =>
      copy.edit("monitors/failure.ts", (text) => text.replace('status: "failed"', "status: undefined as never")),
    says: 'monitors/failure.ts:LINE:COLUMN: where() has the value undefined for the tag "status": add a value, or leave out the tag.',
  },
  {
    what: "a group that is undefined",
    make: (copy) =>
      copy.edit("monitors/slow-stage.ts", (text) => text.replace('.by("stage")', ".by(undefined as never)")),
    says: "monitors/slow-stage.ts:LINE:COLUMN: by() has the value undefined in the place of a tag key.",
  },
  {
    what: "a threshold that is undefined",
    make: (copy) =>
      copy.edit("monitors/failure.ts", (text) => text.replace(".above(critical,", ".above(undefined as never,")),
    says: "monitors/failure.ts:LINE:COLUMN: A query cannot contain undefined in the place of a number: use a finite number.",
  },
  {
    what: "a setting of a monitor that does not exist",
    make: (copy) => copy.edit("monitors/failure.ts", (text) => text.replace("requireFullWindow:", "requireFulWindow:")),
    says: 'monitors/failure.ts:LINE:COLUMN: metricMonitor() has no setting "requireFulWindow", did you mean "requireFullWindow"? Expected one of EXPECTED',
  },
  {
    what: "a setting of a dashboard that does not exist",
    make: (copy) =>
      copy.edit("dashboards/errors.ts", (text) => text.replace("narrowedBy: narrowing", "narrowdBy: narrowing")),
    says: 'dashboards/errors.ts:LINE:COLUMN: dashboard() has no setting "narrowdBy", did you mean "narrowedBy"? Expected one of EXPECTED',
  },
  {
    what: "a value of a setting that does not exist",
    make: (copy) =>
      copy.edit("monitors/failure.ts", (text) =>
        text.replace('onMissingData: "default"', 'onMissingData: "defualt" as never'),
      ),
    says: 'monitors/failure.ts:LINE:COLUMN: monitor "Pipeline failures": options.on_missing_data is "defualt", did you mean "default"? Expected one of EXPECTED',
  },
  {
    what: "two metrics of one name",
    make: (copy) =>
      copy.edit(
        "metrics/pipeline.ts",
        (text) =>
          `${text}\nexport const again = counter("pipeline.runs", { description: "Runs", tags: ["status"] });\n`,
      ),
    says: 'metrics/pipeline.ts: two metrics are named "pipeline.runs": rename or delete one of them',
  },
  {
    what: "a metric whose name Datadog would rewrite",
    make: (copy) => copy.edit("metrics/pipeline.ts", (text) => text.replace('"pipeline.runs"', '"pipeline runs"')),
    says: 'metrics/pipeline.ts:LINE:COLUMN: "pipeline runs" is not a valid metric name: it must start with a letter, contain only ASCII letters, digits, "_", and ".", and have at most 200 characters; Datadog rewrites other names.',
  },
  {
    what: "a package that is not installed",
    make: (copy) =>
      copy.edit(
        "monitors/failure.ts",
        (text) => `import { sortBy } from "no-such-package";\nexport const sorted = sortBy;\n${text}`,
      ),
    says: 'monitors/failure.ts:LINE:COLUMN: the package "no-such-package" is not installed: run npm ci, or correct the name',
  },
  {
    what: "a bracket that is missing",
    make: (copy) => copy.edit("dashboards/index.ts", (text) => text.replace('["errors", errors]', '["errors" errors]')),
    says: 'dashboards/index.ts:LINE:COLUMN: Expected "]" but found "errors"',
  },
  {
    what: "a function that calls itself",
    make: (copy) =>
      copy.edit("monitors/failure.ts", (text) =>
        text.replace("const failed =", "const count = (): number => count() + 1;\n    count();\n    const failed ="),
      ),
    says: "monitors/failure.ts:LINE:COLUMN: a function calls itself without an end",
  },
  {
    what: "an asynchronous maker",
    make: (copy) =>
      copy.edit("monitors/failure.ts", (text) =>
        text.replace("({ critical, ...levels }) => {", "async ({ critical, ...levels }: any) => {"),
      ),
    says: 'monitors/index.ts: "failure" returns a promise: make it without async and await',
  },
  {
    what: "a maker that is not exported",
    make: (copy) =>
      copy.edit("monitors/index.ts", (text) =>
        text.replace('["slowStage", slowStage]', '["slowStage", undefined as never]'),
      ),
    says: 'monitors/index.ts: the maker of "slowStage" is undefined: does its file export it under the name that is imported?',
  },
  {
    what: "a text that is thrown",
    make: (copy) =>
      copy.edit("monitors/failure.ts", (text) =>
        text.replace("const failed =", 'if (critical > 0) throw "too many";\n    const failed ='),
      ),
    says: 'monitors/index.ts: "failure" throws "too many", which is not an Error: use throw new Error("…"), which has a place',
  },
  {
    what: "a handle that is not in quotes",
    make: (copy) => copy.edit(DEMO, (text) => `${text}notify:\n  alert: [@slack-data]\n`),
    says: 'environments/demo.yaml:LINE:COLUMN: this is not YAML: a value that starts with @ must be in quotes: "@slack-data"',
  },
  {
    what: "a tab in YAML",
    make: (copy) => copy.edit(DEMO, (text) => text.replace("  failure:", "\tfailure:")),
    says: "environments/demo.yaml:LINE:COLUMN: this is not YAML: a tab cannot be used for indentation: use spaces",
  },
  {
    what: "a key that is there twice",
    make: (copy) => copy.edit(DEMO, (text) => `${text}metrics: { enabled: false }\n`),
    says: 'environments/demo.yaml:LINE:COLUMN: the key "metrics" is a duplicate; remove one of the two',
  },
  {
    what: "a file that is a list",
    make: (copy) => copy.edit(DEMO, () => "- organization: demo\n"),
    says: "environments/demo.yaml:LINE:COLUMN: the file is a list, not a mapping",
  },
  {
    what: "a threshold that is no finite number",
    make: (copy) => copy.edit(DEMO, (text) => text.replace("critical: 300", "critical: .nan")),
    says: "environments/demo.yaml:LINE:COLUMN: monitors.slowStage.critical is NaN, not a number",
  },
  {
    what: "a downtime that would never end",
    make: (copy) => copy.edit(DEMO, (text) => `${text}downtimes: { night: { start: 2026-01-01T00:00:00Z } }\n`),
    says: "environments/demo.yaml:LINE:COLUMN: downtimes.night.end is missing: without it the downtime would never end. A recurring downtime has rrule and duration instead",
  },
  {
    what: "a recipient without @",
    make: (copy) => copy.edit(DEMO, (text) => `${text}notificationRules: { all: { recipients: [slack] } }\n`),
    says: 'environments/demo.yaml:LINE:COLUMN: notificationRules.all.recipients[0] is "slack": a handle starts with @ and has no spaces, such as "@slack"',
  },
  {
    what: "an import of a monitor that does not exist",
    make: (copy) => copy.edit(DEMO, (text) => `${text}imports: { faliure: 12 }\n`),
    says: 'environments/demo.yaml:LINE:COLUMN: imports.faliure: there is no monitor "faliure" in monitors/index.ts, did you mean "failure"? Expected one of EXPECTED',
  },
  {
    what: "a target of an SLO that is no percentage",
    make: (copy) => copy.edit(DEMO, (text) => `${text}slos: { runSuccess: { target: 101 } }\n`),
    says: "environments/demo.yaml:LINE:COLUMN: slos.runSuccess.target must be a percentage between 0 and 100, such as 99.9",
  },
  {
    what: "JSON that cannot be read",
    make: (copy) =>
      copy.edit("monitors/failure.ts", (text) =>
        text.replace("const failed =", 'JSON.parse("{");\n    const failed ='),
      ),
    says: "monitors/failure.ts:LINE:COLUMN: Expected property name or '}' in JSON at position 1",
  },
  {
    what: "a file that content reads and that does not exist",
    make: (copy) =>
      copy.edit("monitors/failure.ts", (text) =>
        text.replace("const failed =", 'require("node:fs").readFileSync("runs.csv");\n    const failed ='),
      ),
    says: "runs.csv: there is no such file",
  },
  {
    what: "a monitor that returns nothing",
    make: (copy) => copy.edit("monitors/failure.ts", (text) => text.replace("return metricMonitor", "metricMonitor")),
    says: 'monitors/index.ts: "failure" returns nothing: is return missing?',
  },
];

it.each(MISTAKES)("$what: one clear line, exit code 1, nothing written", async ({ make, env, says }) => {
  make?.(copy);
  const { stderr, ...rest } = await copy.synthesizeAgain(env);
  // Where in a file of content is the content's matter.
  const places = says.includes(".yaml:LINE") ? /\.(ts|yaml):\d+:\d+: /g : /\.(ts):\d+:\d+: /g;
  const choices = says.endsWith("EXPECTED") ? /Expected one of .*/ : /$^/;
  const said = stderr.replace(places, ".$1:LINE:COLUMN: ").replace(choices, "Expected one of EXPECTED");
  expect({ ...rest, said }).toEqual({ status: 1, stdout: "", said: `${says}\n` });
  expect([...copy.files().keys()]).toEqual([]);
});

it.each(["monitors/failure.ts", "logs/celery.ts"])("is the same in a process of its own: %s", async (file) => {
  copy.edit(file, (text) => `${text}\nnothing.here();\n`);
  const outcome = copy.synthesize();
  expect(outcome.stderr).toMatch(new RegExp(`^${file}:\\d+:1: "nothing" is not defined: import or declare it\n$`));
  expect(await copy.synthesizeAgain()).toEqual(outcome);
});

it("says what works and most likely not as it was meant, once for all environments, and goes on", () => {
  copy.edit("monitors/failure.ts", (text) =>
    text.replace('.where({ status: "failed" }).asCount()', '.where({ status: "failed" })'),
  );
  const { status, stderr } = copy.synthesize();
  expect(status).toBe(0);
  const lines = stderr.trimEnd().split("\n");
  expect(lines.filter((line) => line.includes('monitor "Pipeline failures"'))).toEqual([
    expect.stringMatching(
      /^monitors\/failure\.ts:\d+:\d+: monitor "Pipeline failures": query: .* \(counter-without-as-count\) \[demo-monitors, production-monitors\]$/,
    ),
  ]);
});

it("leaves what was synthesized before as it was", () => {
  copy.synthesize();
  const before = copy.files();
  copy.edit("environments/staging.yaml", (text) => text.replace("critical: 600", "critical: slow"));
  expect(copy.synthesize().status).toBe(1);
  expect(copy.files()).toEqual(before);
});
