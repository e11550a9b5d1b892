import { join, relative } from "node:path";
import { mistakeText } from "./mistake";

/*
 * Imported before any content: what a file of content throws while it is imported is said like every other mistake, and
 * a file that cannot be compiled too. Only where a command of this project runs; a test or a benchmark keeps its traces.
 */
const command = require.main && relative(join(__dirname, ".."), require.main.filename);
if (command !== undefined && /^(main\.ts$|cli[\\/])/.test(command)) {
  // What refuses a query lies deeper than the ten calls that a trace has by itself.
  Error.stackTraceLimit = 50;
  process.once("uncaughtException", (error) => {
    console.error(mistakeText(error));
    process.exit(1);
  });
}
