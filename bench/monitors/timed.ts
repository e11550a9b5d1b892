import { spawnSync } from "node:child_process";

/** A program that ran to its end. */
export interface Timed {
  readonly status: number | null;
  /** Both streams. */
  readonly output: string;
  /** Seconds on the clock, process start included. */
  readonly wall: number;
  /** Seconds of all processors, user and system: what else the machine does hardly matters. */
  readonly cpu: number;
}

/** Runs a program under a shell, which knows what its children took. */
export function timed(program: string, args: readonly string[]): Timed {
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync(
    "sh",
    ["-c", '"$@"; code=$?; times >&2; exit $code', "sh", program, ...args],
    { encoding: "utf8", maxBuffer: 2 ** 28 },
  );
  const wall = (performance.now() - begin) / 1000;
  // the last line is that of the children: 0m1.234s 0m0.056s
  const [children = ""] = stderr.trimEnd().split("\n").slice(-1);
  const cpu = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
  return { status, output: `${stdout}${stderr}`, wall, cpu };
}
