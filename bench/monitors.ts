import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { casesOf, type States } from "./monitors/cases";
import { findPromtool, runPromtool, writeRules } from "./monitors/promtool";

/**
 * How long monitors take to simulate over a day at one minute, with states, notifications and texts, process start
 * included, beside promtool on the same rules, points and machine. promtool's tests expect the states that we found, so
 * it also says whether the two agree. 1,000 monitors take promtool minutes: they are run with `--full`, else ten times its
 * 100 are taken, and said so. Without promtool (`PROMTOOL` names one), evaluations per second. The last line is the ratio at
 * 1,000 monitors.
 */
const HOURS = 24;
/** Ours is run so often, and the median taken: most of a short run is the start of a process. An odd number. */
const RUNS = 3;

interface Measured {
  readonly seconds: number;
  readonly states: States;
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), "bench-monitors-"));
  try {
    const small = measured(folder, 100, HOURS);
    const large = measured(folder, 1000, HOURS);
    const short = measured(folder, 1000, HOURS / 2);
    show("100 monitors × 24 h", small);
    show("1,000 monitors × 24 h", large);
    console.log(`ten times the monitors: ${(large.seconds / small.seconds).toFixed(1)} times the seconds`);
    console.log(`twice the hours: ${(large.seconds / short.seconds).toFixed(1)} times the seconds`);
    const promtool = findPromtool();
    if (promtool) compare(folder, promtool, small, large);
    else {
      console.log("promtool was not found (set PROMTOOL): evaluations per second in its place.");
      console.log(`ratio: ${Math.round(large.states.evaluations / large.seconds)} evaluations/s`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measured(folder: string, count: number, hours: number): Measured {
  const cases = join(folder, "cases.json");
  const states = join(folder, "states.json");
  writeFileSync(
    cases,
    casesOf(count, hours)
      .map((each) => `${JSON.stringify(each)}\n`)
      .join(""),
  );
  const program = join(__dirname, "monitors", "ours.ts");
  const runs = Array.from({ length: RUNS }, () => {
    const begin = performance.now();
    const { status } = spawnSync(process.execPath, ["--require", "tsx/cjs", program, cases, String(hours), states], {
      stdio: "inherit",
    });
    if (status !== 0) throw new Error("Our evaluation failed.");
    return (performance.now() - begin) / 1000;
  });
  const seconds = runs.sort((a, b) => a - b)[(RUNS - 1) / 2]!;
  return { seconds, states: JSON.parse(readFileSync(states, "utf8")) as States };
}

function show(name: string, { seconds, states }: Measured): void {
  const rate = Math.round(states.evaluations / seconds).toLocaleString("en");
  const sent = states.notifications.toLocaleString("en");
  console.log(
    `${name}: ${seconds.toFixed(2)} s, ${rate} evaluations/s, ${sent} notifications, ${Math.round(states.megabytes)} MB`,
  );
}

function compare(folder: string, promtool: string, small: Measured, large: Measured): void {
  const theirs = promtoolSeconds(folder, promtool, 100, small.states);
  console.log(`promtool, 100 monitors: ${theirs.toFixed(1)} s; ratio at 100: ${(theirs / small.seconds).toFixed(1)}`);
  const full = process.argv.includes("--full");
  const whole = full ? promtoolSeconds(folder, promtool, 1000, large.states) : theirs * 10;
  console.log(
    `promtool, 1,000 monitors: ${whole.toFixed(1)} s${full ? "" : " (ten times its 100; run with --full to measure)"}`,
  );
  console.log(`ratio: ${(whole / large.seconds).toFixed(1)}`);
}

function promtoolSeconds(folder: string, promtool: string, count: number, states: States): number {
  const { seconds, differences } = runPromtool(promtool, writeRules(folder, casesOf(count, HOURS), states));
  if (differences !== "") throw new Error(`promtool finds other states:\n${differences}`);
  console.log(`promtool agrees with the states of ${count} monitors`);
  return seconds;
}

main();
