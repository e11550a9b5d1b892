/*
 * Runs main.ts of the project in the working directory again and again, once for each message, as if it were started each
 * time: what a team writes, and what reads it, is loaded again. What never changes, the packages and datadog/, stays loaded.
 */
const Module = require("node:module");
const { join, relative, sep } = require("node:path");

const KEPT = /^(node_modules|datadog|constructs|loader)$/;
const OTHERS = { ...process.env };

/** What a message starts: the variables of the process. */
process.on("message", (env) => {
  for (const file of Object.keys(require.cache)) {
    const [room] = relative(process.cwd(), file).split(sep);
    if (!KEPT.test(room)) delete require.cache[file];
  }
  process.env = { ...OTHERS, ...env };
  process.exitCode = 0;
  process.send(captured(() => Module._load(join(process.cwd(), "main.ts"), null, true)));
});

/** What main.ts prints, and the code it ends with. */
function captured(run) {
  const printed = { stdout: "", stderr: "" };
  const { exit } = process;
  const writers = ["stdout", "stderr"].map((name) => [name, process[name].write]);
  for (const [name] of writers) {
    process[name].write = (text) => {
      printed[name] += text;
      return true;
    };
  }
  process.exit = (code) => {
    process.exitCode = code;
  };
  try {
    run();
  } catch (error) {
    if (!process.emit("uncaughtException", error)) throw error;
  } finally {
    for (const [name, write] of writers) {
      process[name].write = write;
      process[name].removeAllListeners("error");
    }
    process.exit = exit;
    process.removeAllListeners("uncaughtException");
  }
  return { status: Number(process.exitCode), ...printed };
}
