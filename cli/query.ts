/**
 * `npm run --silent query -- check|format|explain …`: Datadog queries, read without Datadog.
 */

import { readFileSync } from "node:fs";
import { createColors } from "picocolors";
import { runQuery } from "./query/command";

const colors = createColors(process.stdout.isTTY === true && !process.env.NO_COLOR);

for (const stream of [process.stdout, process.stderr]) {
  // a reader such as `head` that has enough closes the pipe
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(process.exitCode ?? 0);
  });
}

process.exitCode = runQuery(process.argv.slice(2), {
  stdin: () => readFileSync(0),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  palette: { wrong: colors.red, advice: colors.yellow, faint: colors.dim },
});
