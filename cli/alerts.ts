/**
 * `npm run --silent alerts -- test FILE…`: unit tests of Datadog monitors, without Datadog.
 */

import { runAlerts } from "./alerts-command";
import { goWhereNpmWasRun, runCommand } from "./process";
import { fitTo } from "./terminal";

goWhereNpmWasRun();

const fitError = fitTo(process.stderr);

void runCommand((args) =>
  runAlerts(args, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(fitError(text)),
    fit: fitTo(process.stdout),
  }),
);
