import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { isObject, type JsonObject } from "../../../../datadog/json";
import { openOrg } from "../../../../datadog/sandbox/state";
import { keys } from "../client";

/** How often the sandbox is killed: `npm run soak` does it 200 times. */
const ROUNDS = Number(process.env.SOAK_ROUNDS ?? (process.env.npm_lifecycle_event === "soak" ? 200 : 5));

const CLIENTS = 4;

const headers = { "DD-API-KEY": keys.apiKey, "DD-APPLICATION-KEY": keys.appKey };

let folder: string;
let file: string;
let child: ChildProcess | undefined;

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kill-"));
  file = join(folder, "org.state");
});

afterEach(() => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the sandbox on the file; answers its address. */
async function started(): Promise<string> {
  child = spawn(process.execPath, ["--require", "./loader/register.cjs", "cli/sandbox.ts", "--state", file], {
    cwd: join(__dirname, "..", "..", "..", ".."),
    env: { ...process.env, DD_API_KEY: keys.apiKey, DD_APP_KEY: keys.appKey },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /^export DD_HOST=(\S+)/.exec(line)?.[1];
    if (url !== undefined) {
      child.stdout?.resume();
      return url;
    }
  }
  throw new Error("the sandbox did not start");
}

/** What clients were answered: monitors and dashboards by id, with the last text that each was given. */
class Acknowledged {
  readonly texts = new Map<string, string>();
  readonly deleted = new Set<string>();
  /** Objects whose change was not answered: it may or may not be there. */
  readonly open = new Map<string, string | undefined>();
  writes = 0;
}

/** Creates, changes, and deletes monitors until the sandbox is gone. */
async function write(url: string, client: number, known: Acknowledged): Promise<void> {
  const own: number[] = [];
  const send = async (method: string, path: string, body?: JsonObject) => {
    const answer = await fetch(`${url}/api/v1/monitor${path}`, { method, headers, body: body && JSON.stringify(body) });
    expect(answer.status).toBe(200);
    const read: unknown = await answer.json();
    known.writes++;
    return isObject(read) ? read : {};
  };
  const monitor = { name: "m", type: "query alert", query: "avg(last_5m):avg:m{*} > 1", message: "new" };
  for (let turn = 0; ; turn++) {
    const [id] = own;
    const padding = "x".repeat((turn * 997) % 5000);
    try {
      if (id === undefined || turn % 5 < 2) {
        const made = await send("POST", "", { ...monitor, message: `new ${client} ${turn} ${padding}` });
        own.push(Number(made.id));
        known.texts.set(String(made.id), String(made.message));
      } else if (turn % 5 < 4) {
        const message = `changed ${client} ${turn} ${padding}`;
        known.open.set(String(id), message);
        await send("PUT", `/${id}`, { message });
        known.texts.set(String(id), message);
        known.open.delete(String(id));
        own.push(own.shift()!);
      } else {
        known.open.set(String(id), undefined);
        await send("DELETE", `/${id}`);
        known.open.delete(String(id));
        known.texts.delete(String(id));
        known.deleted.add(String(id));
        own.shift();
      }
    } catch (error) {
      // what fetch throws, from the realm outside of the test
      if ((error as Error).name === "TypeError") return;
      throw error;
    }
  }
}

test(
  `killed at ${ROUNDS} random moments of a write-heavy run, it loses nothing that it answered`,
  async () => {
    const known = new Acknowledged();
    for (let round = 0; round < ROUNDS; round++) {
      const url = await started();
      const clients = Array.from({ length: CLIENTS }, (_, client) => write(url, client, known));
      // the first writes of a sandbox take longer
      for (const before = known.writes; known.writes < before + CLIENTS; ) await wait(5);
      await wait(Math.random() * 250);
      child?.kill("SIGKILL");
      await Promise.all([once(child!, "close"), ...clients]);
      const { org, close } = await openOrg(file);
      const kept = new Map(org.monitors.all().map(({ id, definition }) => [String(id), String(definition.message)]));
      for (const [id, text] of known.texts) {
        if (!known.open.has(id)) expect([round, id, kept.get(id)]).toEqual([round, id, text]);
        // a change that was begun when it was killed is there or not
        else expect([text, known.open.get(id)]).toContain(kept.get(id));
      }
      for (const id of known.deleted) expect([round, id, kept.has(id)]).toEqual([round, id, false]);
      for (const id of known.open.keys()) {
        const text = kept.get(id);
        if (text === undefined) known.texts.delete(id);
        else known.texts.set(id, text);
      }
      known.open.clear();
      await close();
    }
    expect(known.writes).toBeGreaterThanOrEqual(ROUNDS * CLIENTS);
  },
  60_000 + ROUNDS * 10_000,
);
