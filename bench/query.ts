import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseMetricQuery } from "../datadog/query";

/**
 * How many metric queries are parsed per second, tree and ranges included, beside libddog (Python) on the same lines and
 * machine. `PYTHON` names the interpreter that has libddog; without one, beside a loop that only splits the lines.
 */
const CORPUS = join(__dirname, "..", "..", "shared", "corpus", "metric_queries.txt");
/** Each side runs this often over all lines; the best run counts. */
const RUNS = 9;

interface Measured {
  readonly name: string;
  readonly perSecond: number;
  readonly accepted?: number;
}

function main(): void {
  if (!existsSync(CORPUS)) {
    process.stderr.write(`There is nothing to measure with: ${CORPUS} is missing.\n`);
    process.exitCode = 1;
    return;
  }
  const lines = readFileSync(CORPUS, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  const theirs = measureLibddog(lines) ?? measureSplitting(lines);
  const ours = measureOurs(lines);
  for (const { name, perSecond, accepted } of [theirs, ours]) {
    const share = accepted === undefined ? "" : `, ${accepted} of ${lines.length} accepted`;
    console.log(`${name}: ${Math.round(perSecond).toLocaleString("en")} queries/s${share}`);
  }
  console.log(`ratio: ${(ours.perSecond / theirs.perSecond).toFixed(1)}`);
}

function measureOurs(lines: readonly string[]): Measured {
  let accepted = 0;
  const perSecond = bestOf(lines.length, () => {
    accepted = 0;
    for (const line of lines) if (parseMetricQuery(line).ok) accepted++;
  });
  return { name: "datadog/query", perSecond, accepted };
}

function measureSplitting(lines: readonly string[]): Measured {
  console.log(
    "libddog was not found (set PYTHON to a Python that has it): a loop that only splits the lines stands in.",
  );
  let words = 0;
  const perSecond = bestOf(lines.length, () => {
    for (const line of lines) words += line.split(/[^\w.$-]+/).length;
  });
  return { name: `splitting into words (${words / RUNS} of them)`, perSecond };
}

function bestOf(count: number, pass: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    pass();
    best = Math.min(best, performance.now() - start);
  }
  return (count / best) * 1000;
}

/** Syntax trees only: libddog 0.1.8 makes nothing more of a query. Prints seconds of the best run and the accepted. */
const DRIVER = `
import sys, time
from libddog.parsing.query_parser import QueryParser
from parsimonious.exceptions import ParseError
lines = sys.stdin.read().split("\\n")
parser = QueryParser.get_instance()
best, accepted = None, 0
for _ in range(3):
    accepted, start = 0, time.perf_counter()
    for line in lines:
        try:
            parser.parse_st(line)
            accepted += 1
        except ParseError:
            pass
    took = time.perf_counter() - start
    best = took if best is None else min(best, took)
print(best, accepted)
`;

function measureLibddog(lines: readonly string[]): Measured | undefined {
  const python = process.env.PYTHON ?? "python3";
  const run = spawnSync(python, ["-c", DRIVER], { input: lines.join("\n"), encoding: "utf8", timeout: 300_000 });
  if (run.status !== 0) return undefined;
  const [seconds = 0, accepted = 0] = run.stdout.trim().split(" ").map(Number);
  return { name: "libddog (parsimonious)", perSecond: lines.length / seconds, accepted };
}

main();
