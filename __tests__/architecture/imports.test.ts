import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const project = join(__dirname, "..", "..");
const config = join(project, ".dependency-cruiser.cjs");

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
  readonly to: string;
}

/** Imports that the rules refuse: who imports whom, and the rule that says so. */
const PLANTED: readonly (readonly [from: string, to: string, rule: string])[] = [
  ["metrics/a.ts", "monitors/a.ts", "metrics-are-values"],
  ["metrics/b.ts", "datadog/query/nodes/index.ts", "metrics-are-values"],
  ["monitors/b.ts", "constructs/a.ts", "content-is-values"],
  ["logs/a.ts", "dashboards/a.ts", "content-is-values"],
  ["traces/a.ts", "datadog/definitions/inside.ts", "content-is-values"],
  ["dashboards/b.ts", "stacks/a.ts", "dashboards-are-values"],
  ["environments/a.ts", "monitors/a.ts", "environments-know-no-content"],
  ["constructs/b.ts", "environments/b.ts", "constructs-know-datadog"],
  ["stacks/b.ts", "datadog/sandbox/index.ts", "stacks-join-content-and-constructs"],
  ["datadog/json/inside.ts", "datadog/findings/index.ts", "json-is-lowest"],
  ["datadog/code/inside.ts", "datadog/json/index.ts", "code-is-lowest"],
  ["datadog/findings/inside.ts", "datadog/query/index.ts", "findings-are-low"],
  ["datadog/source/inside.ts", "datadog/query/index.ts", "source-is-low"],
  ["datadog/query/inside.ts", "datadog/messages/index.ts", "query-is-pure"],
  ["datadog/messages/inside.ts", "datadog/query/index.ts", "messages-are-pure"],
  ["datadog/definitions/inside.ts", "metrics/a.ts", "definitions-are-pure"],
  ["datadog/sandbox/inside.ts", "monitors/a.ts", "sandbox-knows-datadog"],
  ["datadog/sandbox/series/inside.ts", "datadog/query/index.ts", "series-are-plain"],
  ["datadog/sandbox/evaluate/inside.ts", "datadog/definitions/index.ts", "evaluation-knows-query-and-series"],
  ["datadog/sandbox/events/inside.ts", "datadog/definitions/index.ts", "events-know-search"],
  ["datadog/sandbox/alerting/inside.ts", "datadog/sandbox/org.ts", "alerting-knows-what-it-watches"],
  ["datadog/sandbox/watch/inside.ts", "datadog/sandbox/api/server.ts", "watch-is-above-alerting"],
  ["datadog/sandbox/outbox/inside.ts", "datadog/sandbox/api/server.ts", "outbox-sends-what-it-is-given"],
  ["datadog/sandbox/intake/inside.ts", "datadog/sandbox/org.ts", "intake-fills-stores"],
  ["datadog/sandbox/pages/draw/inside.ts", "datadog/sandbox/org.ts", "drawing-knows-data"],
  ["datadog/sandbox/state/inside.ts", "datadog/sandbox/api/inside.ts", "state-keeps-the-org"],
  ["datadog/terraform/inside.ts", "datadog/definitions/index.ts", "terraform-is-low"],
  ["datadog/lint/inside.ts", "metrics/a.ts", "lint-knows-datadog"],
  ["demo/a.ts", "monitors/a.ts", "demo-knows-metrics"],
  ["loader/a.ts", "monitors/a.ts", "loader-knows-nothing"],
  ["constructs/g.ts", "ops/a.ts", "ops-is-for-commands"],
  ["constructs/g.ts", "ops/a.ts", "constructs-know-datadog"],
  ["ops/b.ts", "cli/b.ts", "cli-and-bench-are-tops"],
  ["stacks/c.ts", "testing/a.ts", "testing-is-for-tests"],
  ["stacks/c.ts", "testing/a.ts", "stacks-join-content-and-constructs"],
  ["testing/b.ts", "cli/a.ts", "cli-and-bench-are-tops"],
  ["monitors/c.ts", "node_modules/cdktf/index.js", "values-without-terraform"],
  ["dashboards/c.ts", "node_modules/constructs/index.js", "values-without-terraform"],
  ["constructs/c.ts", "node_modules/@jest/globals/index.js", "no-jest-in-datadog"],
  ["constructs/d.ts", "node_modules/@cdktf/provider-datadog/lib/index.js", "no-provider-barrel"],
  ["bench/a.ts", "bench/b.ts", "no-circular"],
];

/** Imports that look alike and are fine. */
const ALLOWED: readonly (readonly [from: string, to: string])[] = [
  ["metrics/c.ts", "datadog/query/index.ts"],
  ["monitors/d.ts", "metrics/c.ts"],
  ["dashboards/d.ts", "monitors/index.ts"],
  ["environments/c.ts", "datadog/definitions/index.ts"],
  ["constructs/e.ts", "node_modules/constructs/index.js"],
  ["constructs/f.ts", "node_modules/@cdktf/provider-datadog/lib/monitor/index.js"],
  ["stacks/d.ts", "constructs/e.ts"],
  ["stacks/e.ts", "environments/c.ts"],
  ["cli/b.ts", "testing/c.ts"],
  ["datadog/definitions/other.ts", "datadog/query/index.ts"],
  ["datadog/query/other.ts", "datadog/findings/index.ts"],
  // Closes the circle that is reported once, where it begins.
  ["bench/b.ts", "bench/a.ts"],
];

const PACKAGE = /^node_modules\/(.*?)(\/index\.js)?$/;

/** `import "…"` as somebody would write it in `from`. */
function importText(from: string, to: string): string {
  const name = PACKAGE.exec(to)?.[1];
  const up = "../".repeat(dirname(from).split("/").length);
  // The provider's index is what its bare name means.
  const specifier = name?.replace(/\/lib$/, "") ?? `${up}${to.replace(/\.ts$/, "")}`;
  return `import ${JSON.stringify(specifier)};\n`;
}

function violations(imports: readonly (readonly [string, string, ...string[]])[]): Violation[] {
  const folder = mkdtempSync(join(tmpdir(), "imports-"));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  try {
    for (const [, to] of imports) write(to, "export {};\n");
    write("node_modules/@cdktf/provider-datadog/package.json", '{ "main": "lib/index.js" }');
    for (const [from, to] of imports) write(from, importText(from, to));
    const cruise = join(project, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
    const run = spawnSync(process.execPath, [cruise, "--config", config, "--output-type", "json", "."], {
      cwd: folder,
      encoding: "utf8",
    });
    return JSON.parse(run.stdout).summary.violations;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the rules of who imports whom", () => {
  const found = violations([...ALLOWED, ...PLANTED]).map(({ from, to, rule }) => `${from} → ${to}: ${rule.name}`);

  it("find each planted violation, and nothing else", () => {
    expect(found.sort()).toEqual(PLANTED.map(([from, to, rule]) => `${from} → ${to}: ${rule}`).sort());
  });

  it("are each tried here", () => {
    const { forbidden } = jest.requireActual<{ forbidden: { name: string }[] }>(config);
    const names = new Set(PLANTED.map(([, , rule]) => rule));
    expect(forbidden.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([]);
  });
});
