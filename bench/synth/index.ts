import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

/**
 * What synthesis takes: our values and constructs beside a bare cdktf program that declares the same resources by hand, and
 * our dashboards beside the provider's typed ones. All are treated alike: the same loader, no creation stacks, the same
 * fields written, no query twice. Each program runs in a process of its own, all in turn: a ratio is taken within each
 * round and the median of the rounds counts, so that a machine that is busy for a while slows both sides. What counts is
 * CPU time, which other programs disturb least; wall time stands beside it. What a program takes over an empty stack is its
 * own work, its imports included. The last line is the CPU time of ours over that of bare, whole processes.
 */
const RUNS = 7;
const PROJECT = join(__dirname, "..", "..");

interface Measured {
  /** CPU time of the whole process, all threads, in seconds. */
  readonly cpu: number;
  /** Wall time of the whole process, in seconds. */
  readonly wall: number;
  /** The most memory it held, in MB. */
  readonly megabytes: number;
}

const PROGRAMS = ["empty", "ours", "bare", "dashboards", "typed"] as const;

/** What each program took, in one round. */
type Round = Readonly<Record<(typeof PROGRAMS)[number], Measured>>;

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), "bench-synth-"));
  try {
    const rounds = Array.from({ length: RUNS + 2 }, () => roundIn(folder)).slice(2); // The first fill the loader's cache.
    refuseUnequal(join(folder, "ours"), join(folder, "bare"));
    console.log(repeats(folder));
    const ratio = (of: (round: Round) => number) => median(rounds.map(of));
    const show = (name: string, program: keyof Round) =>
      console.log(
        line(
          name,
          rounds.map((round) => round[program]),
        ),
      );
    console.log(`An empty stack, median of ${RUNS} runs:`);
    show("cdktf", "empty");
    console.log("200 monitors and 3 dashboards of 30 widgets:");
    show("ours", "ours");
    show("bare cdktf, the same resources", "bare");
    console.log("100 dashboards of 50 widgets:");
    show("ours", "dashboards");
    show("the provider's typed Dashboard", "typed");
    const whole = ratio(({ typed, dashboards }) => typed.cpu / dashboards.cpu);
    const own = ratio((round) => ownTime(round, "typed") / ownTime(round, "dashboards"));
    console.log(`typed over ours: ${whole.toFixed(1)}; less the empty stack: ${own.toFixed(1)}`);
    console.log(`ratio: ${ratio(({ ours, bare }) => ours.cpu / bare.cpu).toFixed(2)}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const ownTime = (round: Round, program: keyof Round) => round[program].cpu - round.empty.cpu;

function line(name: string, runs: readonly Measured[]): string {
  const cpu = median(runs.map((run) => run.cpu)).toFixed(2);
  const wall = median(runs.map((run) => run.wall)).toFixed(2);
  const megabytes = median(runs.map((run) => run.megabytes)).toFixed(0);
  return `  ${name.padEnd(32)}${cpu} s CPU  ${wall} s wall  ${megabytes.padStart(4)} MB`;
}

function roundIn(folder: string): Round {
  return Object.fromEntries(PROGRAMS.map((program) => [program, measured(folder, program)])) as Round;
}

/** How often one synthesis parses and checks the same. */
function repeats(folder: string): string {
  const args = ["--require", "./loader/register.cjs", join(__dirname, "repeats.ts"), join(folder, "repeats")];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    cwd: PROJECT,
  });
  if (status !== 0) throw new Error(`bench/synth/repeats.ts failed: ${stderr}`);
  return stdout.trim();
}

/** Of an odd number of values. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) / 2]!;
}

function measured(folder: string, program: string): Measured {
  const args = ["--require", "./loader/register.cjs", join(__dirname, `${program}.ts`), join(folder, program)];
  const begin = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    cwd: PROJECT,
  });
  const wall = Number(process.hrtime.bigint() - begin) / 1e9;
  if (status !== 0) throw new Error(`bench/synth/${program}.ts failed: ${stderr}`);
  return { wall, ...(JSON.parse(stdout) as Pick<Measured, "cpu" | "megabytes">) };
}

/** What is compared must be the same: every resource, attribute by attribute, dashboards by their JSON. */
function refuseUnequal(ours: string, bare: string): void {
  if (!isDeepStrictEqual(resourcesIn(ours), resourcesIn(bare))) {
    throw new Error("bench/synth/ours.ts and bench/synth/bare.ts do not declare the same resources");
  }
}

function resourcesIn(outdir: string): unknown {
  const text = readFileSync(join(outdir, "stacks", "bench", "cdk.tf.json"), "utf8");
  // Where a construct stands in the tree is no part of the resource.
  return JSON.parse(text, (key, value) => (key === "//" ? undefined : key === "dashboard" ? JSON.parse(value) : value))
    .resource;
}

main();
