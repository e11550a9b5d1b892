// Preloaded into the commands that bench/commands measures: adds a line to the file with the process's CPU time.
const { appendFileSync } = require("node:fs");

process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  appendFileSync(process.env.REPORT_CPU, `${user + system}\n`);
});
