import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synth } from "../../cli/synth";

const folder = mkdtempSync(join(tmpdir(), "synth-"));
const outdir = join(folder, "cdktf.out");
afterAll(() => rmSync(folder, { recursive: true }));

function printed(...args: string[]): string[] {
  const lines: string[] = [];
  synth(args, (line) => lines.push(line.replace(folder, "")), { outdir });
  return lines;
}

const STACKS = "3 stacks in /cdktf.out: staging-monitors, staging-dashboards, staging-agent";

describe("npm run synth", () => {
  it("says what there is, and from the second time on what changed", () => {
    expect(printed("staging")).toEqual([STACKS]);
    expect(printed("staging")).toEqual([STACKS, "Nothing changed."]);
    const file = join(outdir, "stacks", "staging-monitors", "cdk.tf.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"critical": "600"', '"critical": "900"'));
    expect(printed("staging")).toEqual([
      STACKS,
      "Changed since the last run:",
      "  900 → 600",
      "    staging-monitors datadog_monitor.slow-stage: monitor_thresholds.critical",
    ]);
  });

  it("says nothing of environments that were not asked for", () => {
    printed();
    expect(printed("staging")).toEqual([STACKS, "Nothing changed."]);
  });

  it("takes the environment that ENVIRONMENT names where no word does", () => {
    process.env.ENVIRONMENT = "staging";
    try {
      expect(printed()[0]).toBe(STACKS);
    } finally {
      delete process.env.ENVIRONMENT;
    }
  });
});
