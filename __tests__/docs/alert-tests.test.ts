import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runAlerts } from "../../cli/alerts-command";
import { errorRate } from "../../monitors/error-rate";
import { loadEnvironment } from "../../stacks/environments";
import { simulate } from "../../testing";
import { runOf } from "../cli/scripts";
import { THREE_ENVIRONMENTS } from "../environments/three";

const page = readFileSync(join(__dirname, "..", "..", "docs", "alert-tests.md"), "utf8");
const block = (language: string) => page.split(`\`\`\`${language}\n`)[1]!.split("```")[0]!;

describe("docs/alert-tests.md", () => {
  it("has a timeline that comes of its series", () => {
    const text = block("ts");
    const series = Object.fromEntries(
      [...text.matchAll(/"(pipeline\.[^"]+)": "([^"]+)"/g)].map(([, key, values]) => [key, values!]),
    );
    const environment = loadEnvironment("production", THREE_ENVIRONMENTS);
    expect(Object.keys(series)).toHaveLength(2);
    expect(simulate(errorRate(), series, { environment })).toHaveTimeline(text.split("`")[1]!);
  });

  it("has a file of stories that passes", async () => {
    const folder = mkdtempSync(join(tmpdir(), "alert-tests-"));
    try {
      mkdirSync(join(folder, "exported"));
      const monitor = { name: "Any", type: "metric alert", query: "avg(last_5m):avg:a.b{*} > 1", message: "" };
      writeFileSync(join(folder, "exported", "any.json"), JSON.stringify(monitor));
      writeFileSync(join(folder, "stories.yaml"), block("yaml"));
      const { code, stdout } = await runOf(runAlerts, ["test", join(folder, "stories.yaml")]);
      expect([code, stdout.trimEnd().split("\n").at(-1)]).toEqual([0, "1 passed, 0 failed"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
