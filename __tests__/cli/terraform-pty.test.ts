/*
 * The commands as people run them: npm's processes in a pseudo-terminal, a sandbox that they ask and deploy to, and a
 * stand-in for terraform. The real one is in __tests__/external/terraform/.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServedOrg, serveOrg } from "../../datadog/sandbox/api/server";
import { createMonitor } from "../../datadog/sandbox/objects/monitors";
import { Org } from "../../datadog/sandbox/org";
import { ProjectCopy } from "../stacks/project-copy";
import { COLUMNS, describeInTerminal, InTerminal } from "./pseudo-terminal";

// Each command synthesizes and compiles; on a busy machine that takes a while.
jest.setTimeout(120_000);

const STAND_IN = join(__dirname, "terraform-stand-in.cjs");
const KEYS = { apiKey: "sentinel-api-key", appKey: "sentinel-app-key" };

let copy: ProjectCopy;
let folder: string;
let temp: string;
let org: Org;
let served: ServedOrg;
const started: InTerminal[] = [];

beforeAll(() => {
  copy = new ProjectCopy();
});
afterAll(() => copy.remove());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "stand-in-"));
  temp = join(folder, "tmp");
  mkdirSync(temp);
  org = new Org();
  createMonitor(org, {
    name: "Slow pipeline stage",
    type: "metric alert",
    query: "avg(last_15m):avg:pipeline.stage.duration{env:demo} by {stage} > 300",
    message: "Too slow.",
    options: { thresholds: { critical: 300 } },
  });
  served = await serveOrg(org, { keys: KEYS });
});

afterEach(async () => {
  for (const each of started.splice(0)) await each.stop();
  for (const pid of notes("pids")) killed(Number(pid));
  await served.stop();
  rmSync(folder, { recursive: true });
});

function killed(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended, as it should.
  }
}

/** What the stand-in wrote down. */
function notes(file: string): string[] {
  const path = join(folder, file);
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
}

/** What the stand-in was called for, and how often it was interrupted. */
const calls = () => notes("calls").filter((call) => !/^(version|init|show) /.test(call));

/** Locks and saved plans that were left. */
const left = () => [...readdirSync(folder).filter((name) => name.endsWith(".lock")), ...readdirSync(temp)];

/** The threshold that the organization's monitor has now. */
const threshold = () => /[\d.]+$/.exec(String(org.monitors.values()[0]?.query))?.[0];

const variables = (more: Readonly<Record<string, string>> = {}) => ({
  ...{ PATH: process.env.PATH ?? "", HOME: folder, TMPDIR: temp, TERM: "xterm" },
  ...{ DD_HOST: served.url, DD_API_KEY: KEYS.apiKey, DD_APP_KEY: KEYS.appKey },
  ...{ TERRAFORM_BINARY_NAME: STAND_IN, STAND_IN_FOLDER: folder },
  ...more,
});

/** `npm run deploy -- demo` in a terminal. */
function inTerminal(command: string, env: Readonly<Record<string, string>> = {}): InTerminal {
  const [script = "", ...words] = command.split(" ");
  const args = ["run", "--silent", script, "--", ...words];
  const run = new InTerminal("npm", args, { cwd: copy.folder, env: variables(env) });
  started.push(run);
  return run;
}

/** Waits until the stand-in works on something, which it locks. */
async function working(): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    if (readdirSync(folder).some((name) => name.endsWith(".lock"))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("terraform was not run");
}

/** The same without a terminal. */
function piped(command: string) {
  const [script = "", ...words] = command.split(" ");
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn("npm", ["run", "--silent", script, "--", ...words], {
      cwd: copy.folder,
      env: variables(),
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 100_000,
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (data) => {
      stdout += data;
    });
    child.stderr.on("data", (data) => {
      stderr += data;
    });
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

const QUESTION = "Deploy this to demo? Type yes to approve: ";

describeInTerminal("the question in a terminal", () => {
  it("applies what was shown after yes", async () => {
    const run = inTerminal("deploy demo monitors");
    await run.shows(QUESTION);
    run.types("yes\r");
    const { code, shown } = await run.ended();
    expect([code, threshold(), calls(), left()]).toEqual([0, "240", ["plan demo-monitors", "apply demo-monitors"], []]);
    expect(shown).toContain("300 → 240");
    expect(shown).toContain("demo-monitors: done (1 to change)");
    expect(shown).not.toContain("sentinel");
    expect(shown.split(/[\r\n]+/).filter((line) => line.length > COLUMNS)).toEqual([]);
  });

  it.each([
    ["Enter", "\r"],
    ["Ctrl-D", "\u0004"],
  ])("changes nothing after %s", async (_, keys) => {
    const run = inTerminal("deploy demo monitors");
    await run.shows(QUESTION);
    run.types(keys);
    const { code, shown } = await run.ended();
    expect([code, threshold(), calls(), left()]).toEqual([0, "300", ["plan demo-monitors"], []]);
    expect(shown).toContain("Nothing was changed.");
  });

  it("ends at once at a Ctrl-C, and leaves no lock and no plan", async () => {
    const run = inTerminal("deploy demo monitors");
    await run.shows(QUESTION);
    run.types("\u0003");
    const { code, shown } = await run.ended();
    expect([code, threshold(), calls(), left()]).toEqual([130, "300", ["plan demo-monitors"], []]);
    expect(shown).toContain("Interrupted. Nothing was changed.");
  });

  it("ends when its terminal is closed", async () => {
    const run = inTerminal("deploy demo monitors");
    await run.shows(QUESTION);
    run.signal("SIGHUP");
    await run.ended();
    expect([threshold(), calls(), left()]).toEqual(["300", ["plan demo-monitors"], []]);
  });
});

describeInTerminal("a Ctrl-C", () => {
  it("while it plans reaches Terraform once, though npm repeats it", async () => {
    const run = inTerminal("deploy demo monitors", { STAND_IN_SLOW: "plan" });
    await working();
    run.types("\u0003");
    const { code, shown } = await run.ended();
    expect(calls()).toEqual(["plan demo-monitors", "interrupted plan demo-monitors"]);
    expect([code, threshold(), left()]).toEqual([130, "300", []]);
    expect(shown).toContain("Interrupted. Nothing was changed.");
  });

  it("while it applies lets Terraform finish what it has begun", async () => {
    const run = inTerminal("deploy demo monitors --yes", { STAND_IN_SLOW: "apply" });
    await run.shows("Deploying");
    await working();
    run.types("\u0003");
    const { code, shown } = await run.ended();
    expect(calls()).toEqual(["plan demo-monitors", "apply demo-monitors", "interrupted apply demo-monitors"]);
    expect([code, threshold(), left()]).toEqual([130, "240", []]);
    expect(shown.replace(/\s+/g, " ")).toContain("Operations in progress were completed, and the state is saved");
  });
});

describeInTerminal("a refused key in a terminal", () => {
  it("is one line, before Terraform is run", async () => {
    const { code, shown } = await inTerminal("deploy demo monitors", { DD_API_KEY: "another" }).ended();
    const line = `the sandbox at ${served.url} refused DD_API_KEY: paste the export line that npm run sandbox printed`;
    expect([code, calls()]).toEqual([1, []]);
    expect(shown.replace(/\s+/g, " ")).toContain(`${line} Nothing was changed.`);
  });
});

(process.platform === "win32" ? describe.skip : describe)("without a terminal", () => {
  it("diff exits with 2 for changes and with 0 for none, and writes the report alone to standard output", async () => {
    const target = `demo (sandbox at ${served.url})`;
    const changed = await piped("diff demo monitors");
    expect([changed.code, changed.stdout.split("\n")[0]]).toEqual([2, `${target}: 1 to change`]);
    expect(changed.stderr).toBe("Synthesizing\nChecking the keys and permissions\nPlanning\n");
    const deployed = await piped("deploy demo monitors --yes");
    expect([deployed.code, threshold()]).toEqual([0, "240"]);
    const unchanged = await piped("diff demo monitors");
    expect([unchanged.code, unchanged.stdout.split("\n")[0]]).toEqual([0, `${target}: no changes`]);
  });

  it("deploy exits with 1 and says what to do, since nobody can approve", async () => {
    const { code, stderr } = await piped("deploy demo monitors");
    expect([code, calls(), stderr]).toEqual([
      1,
      [],
      "there is no terminal for approving the changes: to skip the approval, run npm run deploy -- demo --yes\n",
    ]);
  });
});
