import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

/**
 * How long synthesis takes: our values and constructs beside a bare cdktf program that declares the same resources by
 * hand, and our dashboards beside the provider's typed ones. Each program runs in a process of its own through tsx, in
 * turn with its peer; the best run of each counts. What a program takes over an empty stack is its own work, its imports included.
 * The last line is the time of ours over that of bare, whole processes.
 */
const RUNS = 9;

interface Measured {
  /** Wall time of the whole process, in seconds. */
  readonly seconds: number;
  /** The most memory it held, in MB. */
  readonly megabytes: number;
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), "bench-synth-"));
  try {
    const [ours, bare, empty] = compared(folder, ["ours", "bare", "empty"]);
    refuseUnequal(join(folder, "ours"), join(folder, "bare"));
    console.log(`An empty stack, best of ${RUNS} runs through tsx:`);
    console.log(line("cdktf", empty));
    console.log("200 monitors and 3 dashboards of 30 widgets:");
    console.log(line("ours", ours));
    console.log(line("bare cdktf, the same resources", bare));
    const [dashboards, typed] = compared(folder, ["dashboards", "typed"]);
    console.log("100 dashboards of 50 widgets:");
    console.log(line("ours", dashboards));
    console.log(line("the provider's typed Dashboard", typed));
    const own = (program: Measured) => program.seconds - empty.seconds;
    console.log(`typed over ours, less the empty stack: ${(own(typed) / own(dashboards)).toFixed(1)}`);
    console.log(`ratio: ${(ours.seconds / bare.seconds).toFixed(2)}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const line = (name: string, { seconds, megabytes }: Measured) =>
  `  ${name.padEnd(32)}${seconds.toFixed(2)} s  ${megabytes.toFixed(0).padStart(4)} MB`;

/** The programs, run in turn; the first run of each fills tsx's cache and does not count. */
function compared<const Names extends readonly string[]>(
  folder: string,
  programs: Names,
): { [K in keyof Names]: Measured } {
  const runs = Array.from({ length: RUNS + 1 }, () => programs.map((program) => measured(folder, program))).slice(1);
  return programs.map((_, index) => best(runs.map((run) => run[index]!))) as { [K in keyof Names]: Measured };
}

function measured(folder: string, program: string): Measured {
  const args = ["--import", "tsx", join(__dirname, "synth", `${program}.ts`), join(folder, program)];
  const begin = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    cwd: join(__dirname, ".."),
  });
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  if (status !== 0) throw new Error(`bench/synth/${program}.ts failed: ${stderr}`);
  return { seconds, megabytes: Number(stdout) / 1024 };
}

/** The least of each: what else the machine does only adds. */
function best(runs: readonly Measured[]): Measured {
  return {
    seconds: Math.min(...runs.map(({ seconds }) => seconds)),
    megabytes: Math.min(...runs.map(({ megabytes }) => megabytes)),
  };
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
