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
    what: "a monitor that returns nothing",
    make: (copy) => copy.edit("monitors/failure.ts", (text) => text.replace("return metricMonitor", "metricMonitor")),
    says: 'monitors/index.ts: "failure" returns nothing: is return missing?',
  },
];

it.each(MISTAKES)("$what: one clear line, exit code 1, nothing written", ({ make, env, says }) => {
  make?.(copy);
  const { stderr, ...rest } = copy.synthesize(env);
  // Where in a file of content is the content's matter.
  const said = stderr.replace(/\.ts:\d+:\d+: /g, ".ts:LINE:COLUMN: ");
  expect({ ...rest, said }).toEqual({ status: 1, stdout: "", said: `${says}\n` });
  expect([...copy.files().keys()]).toEqual([]);
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
