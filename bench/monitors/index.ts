import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { casesOf, type States } from "./cases";
import { findPromtool, runPromtool, writeRules } from "./promtool";
import { type Timed, timed } from "./timed";

/**
 * What monitors take to simulate over a day at one minute, with states, notifications and texts, process start included, in
 * seconds of CPU (those on the clock beside them), beside promtool on the same rules, points and machine. promtool's tests expect the states that we found, so
 * it also says whether the two agree. 1,000 monitors take promtool minutes: they are run with `--full`, else ten times its
 * 100 are taken, and said so. Without promtool (`PROMTOOL` names one), evaluations per second. The last line is the ratio at
 * 1,000 monitors.
 */
const HOURS = 24;
/** Ours is run so often, and the median taken: most of a short run is the start of a process. An odd number. */
const RUNS = 3;

type Seconds = Pick<Timed, "cpu" | "wall">;

interface Measured extends Seconds {
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
    console.log(`ten times the monitors: ${(large.cpu / small.cpu).toFixed(1)} times the seconds`);
    console.log(`twice the hours: ${(large.cpu / short.cpu).toFixed(1)} times the seconds`);
    const promtool = findPromtool();
    if (promtool) compare(folder, promtool, small, large);
    else {
      console.log("promtool was not found (set PROMTOOL): evaluations per second in its place.");
      console.log(`ratio: ${Math.round(large.states.evaluations / large.cpu)} evaluations/s`);
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
  const program = join(__dirname, "ours.ts");
  const runs = Array.from({ length: RUNS }, () => {
    const run = timed(process.execPath, ["--require", "./loader/register.cjs", program, cases, String(hours), states]);
    if (run.status !== 0) throw new Error(`Our simulation failed:\n${run.output}`);
    return run;
  });
  const { cpu, wall } = runs.sort((a, b) => a.cpu - b.cpu)[(RUNS - 1) / 2]!;
  return { cpu, wall, states: JSON.parse(readFileSync(states, "utf8")) as States };
}

function show(name: string, { states, ...seconds }: Measured): void {
  const rate = Math.round(states.evaluations / seconds.cpu).toLocaleString("en");
  const sent = states.notifications.toLocaleString("en");
  console.log(
    `${name}: ${secondsText(seconds)}, ${rate} evaluations/s, ${sent} notifications, ${Math.round(states.megabytes)} MB`,
  );
}

const secondsText = ({ cpu, wall }: Seconds) => `${cpu.toFixed(2)} s CPU (${wall.toFixed(2)} s on the clock)`;

function compare(folder: string, promtool: string, small: Measured, large: Measured): void {
  const theirs = promtoolRun(folder, promtool, 100, small.states);
  console.log(`promtool, 100 monitors: ${secondsText(theirs)}; ratio at 100: ${ratioText(theirs, small)}`);
  const full = process.argv.includes("--full");
  const whole = full
    ? promtoolRun(folder, promtool, 1000, large.states)
    : { cpu: theirs.cpu * 10, wall: theirs.wall * 10 };
  const note = full ? "" : " (ten times its 100; run with --full to measure)";
  console.log(`promtool, 1,000 monitors: ${secondsText(whole)}${note}`);
  console.log(`ratio: ${ratioText(whole, large)}`);
}

const ratioText = (theirs: Seconds, ours: Seconds) => (theirs.cpu / ours.cpu).toFixed(1);

function promtoolRun(folder: string, promtool: string, count: number, states: States): Seconds {
  const seconds = runPromtool(promtool, writeRules(folder, casesOf(count, HOURS), states));
  console.log(`promtool agrees with the states of ${count} monitors`);
  return seconds;
}

main();
