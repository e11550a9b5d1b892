import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changeLines, changesBetween } from "../../ops/changes";
import { loadEnvironment } from "../../stacks/environments";
import { THREE_ENVIRONMENTS } from "../environments/three";
import { synthesized } from "./synthesized";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "environments-"));
  cpSync(THREE_ENVIRONMENTS, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What differs in what is synthesized of demo once a text of demo.yaml is replaced. */
function changesAfter(from: string, to: string): string[] {
  const file = join(folder, "demo.yaml");
  const text = readFileSync(file, "utf8");
  expect(text.split(from).length).toBe(2);
  writeFileSync(file, text.replace(from, to));
  const demo = loadEnvironment("demo", folder);
  return changeLines(changesBetween(synthesized([loadEnvironment("demo", THREE_ENVIRONMENTS)]), synthesized([demo])));
}

describe("one threshold, changed in one place", () => {
  it("of the slow stages", () => {
    expect(changesAfter("critical: 300", "critical: 240")).toMatchInlineSnapshot(`
      [
        "300 → 240",
        "  demo-dashboards datadog_dashboard_json.errors: "Where and why" > "Stages"",
        "  demo-dashboards datadog_dashboard_json.overview: "Stages and errors" > "Average execution time per stage"",
        "  demo-dashboards datadog_dashboard_json.performance: "Stages" > "Stage execution time trends"",
        "  demo-monitors datadog_monitor.slow-stage: message:4, monitor_thresholds.critical, query",
      ]
    `);
  });

  it("of the failures", () => {
    expect(changesAfter("critical: 3 }", "critical: 5 }")).toMatchInlineSnapshot(`
      [
        "3 → 5",
        "  demo-dashboards datadog_dashboard_json.errors: "When" > "Failed runs in 5 minutes"",
        "  demo-dashboards datadog_dashboard_json.overview: "Runs" > "Failed runs in 5 minutes"",
        "  demo-monitors datadog_monitor.failure: monitor_thresholds.critical, query",
      ]
    `);
  });

  it("of the error rate", () => {
    expect(changesAfter("critical: 0.1", "critical: 0.2")).toMatchInlineSnapshot(`
      [
        "0.1 → 0.2",
        "  demo-dashboards datadog_dashboard_json.errors: "Errors per run"",
        "  demo-dashboards datadog_dashboard_json.overview: 2 places",
        "  demo-monitors datadog_monitor.error-rate: message:4, monitor_thresholds.critical, query",
      ]
    `);
  });
});
