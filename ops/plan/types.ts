import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { PROJECT } from "../../constructs/place-in-code";

/** Errors that are shown; the rest is counted. */
const MOST_ERRORS = 20;

/**
 * What the project's own TypeScript compiler says is wrong: `monitors/failure.ts:12:3: …`, a line each. What was compiled
 * before and has not changed is not compiled again.
 * @throws Error when the compiler cannot be run
 */
export function typeErrors(): string[] {
  const tsc = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
  const memory = ["--incremental", "--tsBuildInfoFile", join("cdktf.out", "types.tsbuildinfo")];
  const options = { cwd: PROJECT, encoding: "utf8", maxBuffer: 64 << 20 } as const;
  const { status, stdout, error } = spawnSync(
    process.execPath,
    [tsc, "--noEmit", "--pretty", "false", ...memory],
    options,
  );
  if (error) throw error;
  if (status === 0) return [];
  // What is indented explains the line above it.
  const lines = stdout.split(/\r?\n/).filter((line) => /^\S/.test(line));
  const errors = lines.map((line) => line.replace(/^(.+?)\((\d+),(\d+)\): error TS\d+: /, "$1:$2:$3: "));
  if (errors.length === 0) return [`the TypeScript compiler failed (exit code ${status})`];
  const more = errors.length - MOST_ERRORS;
  return more <= 0 ? errors : [...errors.slice(0, MOST_ERRORS), `and ${more} more: see npm run check:types`];
}
