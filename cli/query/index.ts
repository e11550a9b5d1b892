/**
 * `npm run --silent query -- check|format|explain …`: Datadog queries, read without Datadog.
 */

import { readFileSync } from "node:fs";
import { createColors } from "picocolors";
import { goWhereNpmWasRun, runCommand } from "../process";
import { fitTo } from "../terminal";
import { runQuery } from "./command";

goWhereNpmWasRun();

const colors = createColors(process.stdout.isTTY === true && !process.env.NO_COLOR);
const fitError = fitTo(process.stderr);

void runCommand((args) =>
  runQuery(args, {
    stdin: () => readFileSync(0),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(fitError(text)),
    fit: fitTo(process.stdout),
    palette: { wrong: colors.red, advice: colors.yellow, faint: colors.dim },
  }),
);
