import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

/**
 * How long synthesis takes: our values and constructs beside a bare cdktf program that declares the same resources by
 * hand, and our dashboards beside the provider's typed ones. Each program runs in a process of its own through tsx, in
 * turn with its peer; medians count. The last line is the time of ours over that of bare.
 */
const RUNS = 7;

interface Measured {
  /** Wall time of the whole process, in seconds. */
  readonly seconds: number;
  /** The most memory it held, in MB. */
  readonly megabytes: number;
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), "bench-synth-"));
  try {
    const [ours, bare] = compared(folder, "ours", "bare");
    refuseUnequal(join(folder, "ours"), join(folder, "bare"));
    console.log(`200 monitors and 3 dashboards of 30 widgets, median of ${RUNS} runs through tsx:`);
    console.log(line("ours", ours));
    console.log(line("bare cdktf, the same resources", bare));
    const [dashboards, typed] = compared(folder, "dashboards", "typed");
    console.log("100 dashboards of 50 widgets:");
    console.log(line("ours", dashboards));
    console.log(line("the provider's typed Dashboard", typed));
    console.log(`typed over ours: ${(typed.seconds / dashboards.seconds).toFixed(1)}`);
    console.log(`ratio: ${(ours.seconds / bare.seconds).toFixed(2)}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const line = (name: string, { seconds, megabytes }: Measured) =>
  `  ${name.padEnd(32)}${seconds.toFixed(2)} s  ${megabytes.toFixed(0).padStart(4)} MB`;

/** Both programs, run in turn; the first run of each fills tsx's cache and does not count. */
function compared(folder: string, one: string, other: string): [Measured, Measured] {
  const runs: [Measured, Measured][] = [];
  for (let run = 0; run <= RUNS; run++) runs.push([measured(folder, one), measured(folder, other)]);
  runs.shift();
  return [median(runs.map(([first]) => first)), median(runs.map(([, second]) => second))];
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

function median(runs: readonly Measured[]): Measured {
  const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
  return {
    seconds: middle(runs.map(({ seconds }) => seconds)),
    megabytes: middle(runs.map(({ megabytes }) => megabytes)),
  };
}

/** What is compared must be the same: every resource, attribute by attribute, dashboards by their JSON. */
function refuseUnequal(ours: string, bare: string): void {
  const [mine, theirs] = [ours, bare].map((folder) => {
    const { resource } = JSON.parse(readFileSync(join(folder, "stacks", "bench", "cdk.tf.json"), "utf8"));
    for (const body of Object.values<{ dashboard: unknown }>(resource.datadog_dashboard_json)) {
      body.dashboard = JSON.parse(String(body.dashboard));
    }
    return resource;
  });
  if (!isDeepStrictEqual(mine, theirs)) throw new Error(`${ours} and ${bare} do not declare the same resources`);
}

main();
