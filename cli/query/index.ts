/**
 * `npm run --silent query -- check|format|explain …`: Datadog queries, read without Datadog.
 */

import { readFileSync } from "node:fs";
import { createColors } from "picocolors";
import { endAtClosedPipe, goWhereNpmWasRun } from "../process";
import { runQuery } from "./command";

goWhereNpmWasRun();
endAtClosedPipe();

const colors = createColors(process.stdout.isTTY === true && !process.env.NO_COLOR);

runQuery(process.argv.slice(2), {
  stdin: () => readFileSync(0),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  palette: { wrong: colors.red, advice: colors.yellow, faint: colors.dim },
}).then((code) => {
  process.exitCode = code;
});
