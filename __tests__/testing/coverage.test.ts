import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Covered } from "../../testing/covered/parts";
import { reportOf } from "../../testing/covered/report";

const project = join(__dirname, "..", "..");

const part = (monitor: string, transitions: readonly string[], rest: Partial<Covered> = {}): Covered => ({
  monitor,
  environment: "production",
  states: ["OK"],
  transitions,
  blocks: { all: ["is_alert", "is_recovery"], reached: ["is_alert"] },
  handles: { all: ["@a"], reached: ["@a"] },
  ...rest,
});

describe("the report", () => {
  it("merges what the files of a run reached", () => {
    const parts = [
      part("failure", ["OK → Alert"], { states: ["OK", "Alert"] }),
      part("failure", ["Alert → OK"], { blocks: { all: ["is_alert", "is_recovery"], reached: ["is_recovery"] } }),
    ];
    expect(reportOf(["failure"], parts)).toEqual({
      text: [
        "How the stories cover the deployed monitors:",
        "  failure",
        "    production: Alert, OK",
        "      transitions: Alert → OK, OK → Alert",
        "      blocks: 2 of 2",
        "      handles: 1 of 1",
        "",
      ].join("\n"),
      failures: [],
    });
  });

  it.each<[readonly string[], string | undefined]>([
    [[], "its alert and its recovery"],
    [["OK → Alert"], "its recovery"],
    [["OK → Warn", "Warn → OK"], "its alert and its recovery"],
    [["Warn → Alert", "Alert → Warn", "Warn → OK"], undefined],
    [["OK → Alert", "Alert → Warn"], "its recovery"],
    [["OK → Alert", "Alert → No Data", "No Data → OK"], undefined],
  ])("of %s misses %s", (transitions, missing) => {
    const { failures } = reportOf(["failure"], [part("failure", transitions)]);
    expect(failures).toEqual(
      missing === undefined ? [] : [expect.stringContaining(`reaches ${missing}: monitor failure`)],
    );
  });

  it("names a monitor without a story, and what of a message was not reached", () => {
    const { text, failures } = reportOf(["failure", "errorRate"], [part("failure", ["OK → Alert", "Alert → OK"])]);
    expect(text).toContain("  errorRate\n    no story\n");
    expect(text).toContain("blocks: 1 of 2, not is_recovery");
    expect(failures).toHaveLength(1);
  });
});

describe("a run of jest", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "coverage-test-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("fails for monitors without a story, leaves its results, and takes its files away", () => {
    const output = join(folder, "results.json");
    const jest = join(project, "node_modules", "jest", "bin", "jest.js");
    // as whole as a run can be that has one file
    const args = [
      "--ci",
      "--json",
      `--outputFile=${output}`,
      "-i",
      "--testMatch",
      "**/__tests__/monitors/failure.test.ts",
    ];
    const { status, stderr } = spawnSync(process.execPath, [jest, ...args], {
      cwd: project,
      encoding: "utf8",
      env: { ...process.env, TMPDIR: folder, STORY_COVERAGE: undefined },
    });
    expect(status).toBe(1);
    expect(stderr).toContain("No story reaches its alert and its recovery: monitor slowStage.");
    expect(stderr).not.toContain("monitor failure.");
    expect(JSON.parse(readFileSync(output, "utf8"))).toMatchObject({ success: false, numFailedTests: 0 });
    expect(readdirSync(folder).filter((name) => /^(stories|tests)-/.test(name))).toEqual([]);
  });
});

describe("a run of a part of the tests", () => {
  interface Reporter {
    readonly isWhole: boolean;
  }
  const StoryReporter: new (config: object) => Reporter = require("../../testing/jest/reporter.js");
  const whole = { nonFlagArgs: [], testPathPatterns: { patterns: [] }, testNamePattern: undefined, onlyChanged: false };

  it.each([
    [{}, true],
    [{ json: true, outputFile: "results.json", ci: true, silent: true }, true],
    [{ nonFlagArgs: ["monitors"] }, false],
    [{ testPathPatterns: { patterns: ["monitors"] } }, false],
    [{ testNamePattern: "alerts" }, false],
    [{ onlyChanged: true }, false],
    [{ findRelatedTests: true }, false],
    [{ shard: { shardIndex: 1, shardCount: 2 } }, false],
  ])("%j is judged: %s", (config, isWhole) => {
    expect(new StoryReporter({ ...whole, ...config }).isWhole).toBe(isWhole);
  });
});
