import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const project = join(__dirname, "..", "..");

describe("the temp folder of a run of jest", () => {
  let temp = "";
  let tests = "";
  beforeEach(() => {
    temp = mkdtempSync(join(tmpdir(), "temp-"));
    tests = mkdtempSync(join(tmpdir(), "tests-of-"));
  });
  afterEach(() => {
    for (const folder of [temp, tests]) rmSync(folder, { recursive: true });
  });

  /** Starts a run of one test that leaves these folders, half of them through a process of its own. */
  const start = (left: readonly string[], then = "") => {
    const make = left.map((name) => `require("fs").mkdtempSync(require("os").tmpdir() + "/${name}");`);
    const inProcess = make.filter((_, index) => index % 2 === 0).join("");
    const inChild = JSON.stringify(make.filter((_, index) => index % 2 === 1).join(""));
    const child = `require("child_process").execFileSync(process.execPath, ["-e", ${inChild}]);`;
    writeFileSync(join(tests, "one.test.js"), `it("leaves", async () => { ${inProcess} ${child} ${then} });`);
    const { transform, globalSetup, globalTeardown } = require(join(project, "jest.config.js"));
    const config = { rootDir: project, roots: [tests], transform, globalSetup, globalTeardown };
    const jest = join(project, "node_modules", "jest", "bin", "jest.js");
    const run = spawn(process.execPath, [jest, "-i", "--config", JSON.stringify(config)], {
      cwd: project,
      env: { ...process.env, TMPDIR: temp, TEMP: temp, TMP: temp },
    });
    let stderr = "";
    run.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    return { run, ended: once(run, "close").then(([status, signal]) => ({ status, signal, stderr })) };
  };
  const remaining = () => readdirSync(temp).filter((name) => !name.startsWith("jest_"));

  it("fails a run whose tests leave something, and removes it", async () => {
    const { status, stderr } = await start(["mine-", "yours-", "cdktf.outdir.", "cdktf.outdir."]).ended;
    expect(stderr).toMatch(/The tests left files in the temp folder: mine-\w{6}, yours-\w{6}\.\n/);
    expect(status).toBe(1);
    expect(remaining()).toEqual([]);
  });

  it("removes what libraries leave without a word", async () => {
    const { status, stderr } = await start(["cdktf.outdir.", "cdktf.outdir."]).ended;
    expect(stderr).not.toContain("temp folder");
    expect(status).toBe(0);
    expect(remaining()).toEqual([]);
  });

  it("is removed when the run is interrupted", async () => {
    const { run, ended } = start(
      [],
      'process.stderr.write("started"); await new Promise(() => setInterval(() => {}, 9));',
    );
    run.stderr.on("data", (text: string) => {
      if (text.includes("started")) run.kill("SIGINT");
    });
    expect((await ended).signal).toBe("SIGINT");
    expect(remaining()).toEqual([]);
  });
});
