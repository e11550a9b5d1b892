#!/usr/bin/env node
/*
 * Answers as terraform does, for tests without it: plans and applies one monitor of the organization at DD_HOST, whose
 * threshold becomes 240. Takes its time over the command that STAND_IN_SLOW names, with a lock file, until it is interrupted.
 */
const { appendFileSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { basename, join } = require("node:path");

const { DD_API_KEY, DD_APP_KEY, DD_HOST, STAND_IN_FOLDER, STAND_IN_SLOW } = process.env;
const [command, ...args] = process.argv.slice(2);
const stack = basename(process.cwd());
const lock = join(STAND_IN_FOLDER, `${stack}.lock`);
const note = (file, text) => appendFileSync(join(STAND_IN_FOLDER, file), `${text}\n`);
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

/** Seconds after which it ends, even if nobody interrupts it. */
const LONGEST = 60;
let interrupted = 0;
process.on("SIGINT", () => {
  interrupted++;
  note("calls", `interrupted ${command} ${stack}`);
});

async function working() {
  writeFileSync(lock, "");
  const pause = () => new Promise((done) => setTimeout(done, 50));
  for (let waited = 0; command === STAND_IN_SLOW && waited < LONGEST * 20 && !interrupted; waited++) await pause();
  // Terraform finishes what it has begun, unless it is interrupted a second time: then its lock is left.
  if (interrupted) await new Promise((done) => setTimeout(done, 500));
  if (interrupted < 2) rmSync(lock);
  process.exitCode = interrupted ? 1 : 0;
}

async function datadog(method, path, body) {
  const headers = { "DD-API-KEY": DD_API_KEY, "DD-APPLICATION-KEY": DD_APP_KEY, "Content-Type": "application/json" };
  const answer = await fetch(`${DD_HOST}/api/v1/${path}`, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
  return answer.json();
}

/** The monitor as the provider's state has it. */
const inState = ({ id, name, type, query, options }) => ({
  ...{ id: String(id), name, type, query },
  monitor_thresholds: [{ critical: String(options.thresholds.critical) }],
});

const changed = ({ query, options, ...rest }) => ({
  ...rest,
  query: query.replace(/[\d.]+$/, "240"),
  options: { ...options, thresholds: { critical: 240 } },
});

const outOf = (words) => words.find((word) => word.startsWith("-out=")).slice("-out=".length);

const COMMANDS = {
  version: () => say({ terraform_version: "1.11.4" }),
  init: () => undefined,
  plan: async () => {
    await working();
    if (interrupted) return;
    const [monitor] = stack.endsWith("-monitors") ? await datadog("GET", "monitor") : [];
    writeFileSync(outOf(args), JSON.stringify(monitor ?? null));
  },
  show: () => {
    const monitor = JSON.parse(readFileSync(args.at(-1), "utf8"));
    const after = monitor && changed(monitor);
    const applyable = monitor !== null && after.query !== monitor.query;
    const change = applyable && { actions: ["update"], before: inState(monitor), after: inState(after) };
    const address = { address: "datadog_monitor.slow-stage", mode: "managed", type: "datadog_monitor" };
    say({
      format_version: "1.2",
      planned_values: {},
      resource_changes: applyable ? [{ ...address, change }] : [],
      applyable,
    });
  },
  apply: async () => {
    await working();
    const { id, query, options } = changed(JSON.parse(readFileSync(args.at(-1), "utf8")));
    await datadog("PUT", `monitor/${id}`, { query, options });
    const resource = { addr: "datadog_monitor.slow-stage" };
    say({ type: "apply_complete", hook: { resource, action: "update", id_key: "id", id_value: String(id) } });
  },
};

note("pids", process.pid);
note("calls", `${command} ${stack}`);
void COMMANDS[command]();
