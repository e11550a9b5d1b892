/**
 * `npm run --silent alerts -- test FILE…`: unit tests of Datadog monitors, without Datadog.
 */

import { runAlerts } from "./alerts-command";
import { endAtClosedPipe, goWhereNpmWasRun } from "./process";

goWhereNpmWasRun();
endAtClosedPipe();

runAlerts(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
}).then((code) => {
  process.exitCode = code;
});
