import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/**
 * What the commands take: CPU time of the process that the script of package.json runs, all its threads, median of the
 * runs. `npm run bench -- commands [FOLDER]`, with the folder of another checkout, measures that beside this one, by its
 * own scripts and in turn; the last line is then the largest ratio, this checkout's time over that one's.
 */
const RUNS = 5;

const PROJECT = join(__dirname, "..", "..");
const CORPUS = join(PROJECT, "..", "shared", "corpus", "monitors.jsonl");

/** A monitor, in JSON and, since JSON is YAML as well, in YAML's own form. */
const MONITOR = {
  name: "Failures",
  type: "metric alert",
  query: "sum(last_5m):sum:pipeline.runs{status:failed} by {user}.as_count() > 3",
  message: "Runs of {{user.name}} fail.",
  tags: ["team:data"],
  options: { thresholds: { critical: 3 }, require_full_window: false },
};
const YAML = `
name: Failures
type: metric alert
query: sum(last_5m):sum:pipeline.runs{status:failed} by {user}.as_count() > 3
message: "Runs of {{user.name}} fail."
tags: ["team:data"]
options:
  thresholds: { critical: 3 }
  require_full_window: false
`;

interface Run {
  readonly name: string;
  /** The script of package.json, and the words after it. */
  readonly words: readonly [script: string, ...args: string[]];
}

function runsIn(folder: string): readonly Run[] {
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const check = (name: string, path: string): Run => ({ name, words: ["query", "check", path] });
  return [
    check("query check, one query", file("query.txt", "sum:pipeline.runs{*}.as_count()\n")),
    check("query check, a JSON monitor", file("monitor.json", JSON.stringify(MONITOR))),
    check("query check, a YAML monitor", file("monitor.yaml", YAML)),
    ...(existsSync(CORPUS) ? [check("query check, monitors.jsonl", CORPUS)] : []),
    { name: "start, piped", words: ["start"] },
    { name: "synth", words: ["synth"] },
  ];
}

function main(): void {
  const other = process.argv[2];
  const checkouts = [PROJECT, ...(other === undefined ? [] : [resolve(other)])];
  const folder = mkdtempSync(join(tmpdir(), "bench-commands-"));
  try {
    let worst = 0;
    for (const { name, words } of runsIn(folder)) {
      const rounds = Array.from({ length: RUNS + 2 }, () =>
        checkouts.map((checkout) => cpuOf(checkout, words, folder)),
      );
      rounds.splice(0, 2); // The first two fill the cache of compiled files.
      const [own, theirs] = checkouts.map((_, index) => median(rounds.map((round) => round[index]!)));
      const beside = theirs === undefined ? "" : `  ${theirs.toFixed(2)} s  ratio ${(own! / theirs).toFixed(2)}`;
      console.log(`${name.padEnd(30)}${own!.toFixed(2)} s${beside}`);
      if (theirs !== undefined) worst = Math.max(worst, own! / theirs);
    }
    if (other !== undefined) console.log(`ratio: ${worst.toFixed(2)}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** CPU time of a script, in seconds, output going nowhere. */
function cpuOf(checkout: string, [script, ...args]: Run["words"], folder: string): number {
  const { scripts } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
  const report = join(folder, "cpu");
  rmSync(report, { force: true });
  // A command that starts another reports twice: both count.
  const command = String(scripts[script]).replace(/^exec /, "");
  const env = {
    ...process.env,
    PATH: `${join(checkout, "node_modules", ".bin")}:${process.env.PATH}`,
    NODE_OPTIONS: `--require ${join(__dirname, "report-cpu.cjs")}`,
    REPORT_CPU: report,
  };
  const { status, stderr } = spawnSync("sh", ["-c", `${command} "$@"`, "sh", ...args], {
    cwd: checkout,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 1 << 28,
  });
  if (!existsSync(report) || (status !== 0 && status !== 1)) throw new Error(`${command} failed: ${stderr}`);
  const microseconds = readFileSync(report, "utf8").trim().split("\n").map(Number);
  return microseconds.reduce((sum, each) => sum + each, 0) / 1e6;
}

/** Of an odd number of values. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) / 2]!;
}

main();
