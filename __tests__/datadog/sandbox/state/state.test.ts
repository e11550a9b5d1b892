import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { declaredObjects, Org } from "../../../../datadog/sandbox";
import { createApi } from "../../../../datadog/sandbox/api/server";
import { setRestrictionPolicy } from "../../../../datadog/sandbox/objects/access";
import { upsertEntity } from "../../../../datadog/sandbox/objects/catalog";
import { createDashboard, deleteDashboard } from "../../../../datadog/sandbox/objects/dashboards";
import { createLogsPipeline, setPipelineOrder } from "../../../../datadog/sandbox/objects/logs-pipelines";
import { updateMetricMetadata } from "../../../../datadog/sandbox/objects/metrics";
import { createMonitor, updateMonitor } from "../../../../datadog/sandbox/objects/monitors";
import { createRole } from "../../../../datadog/sandbox/objects/roles";
import { createUser } from "../../../../datadog/sandbox/objects/users";
import { type KeptOrg, openOrg } from "../../../../datadog/sandbox/state";
import { changesLine } from "../../../../datadog/sandbox/state/lines";
import { keys } from "../client";

let folder: string;
let file: string;
let kept: KeptOrg | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "state-"));
  file = join(folder, "org.state");
});

afterEach(async () => {
  await kept?.close();
  kept = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the file again, as after a restart. */
async function reopened(): Promise<KeptOrg> {
  await kept?.close();
  kept = undefined;
  kept = await openOrg(file);
  return kept;
}

const monitor = (name: string) => ({
  name,
  type: "query alert",
  query: "avg(last_5m):avg:mill.queue{*} > 90",
  message: "Look.",
});
const dashboard = (title: string) => ({
  title,
  layout_type: "ordered",
  widgets: [{ definition: { type: "note", content: "Here." } }],
});
const pipeline = (name: string) => ({ name, is_enabled: true, filter: { query: "service:mill" }, processors: [] });

/** Everything an org keeps, in order. */
const all = (org: Org) =>
  Object.entries({ ...org.kept(), ids: org.ids.counts }).map(([name, map]) => [name, JSON.stringify([...map])]);

test("objects of every kind come back with their ids, order, and what Datadog set, and ids are not given out twice", async () => {
  const { org } = await reopened();
  const { id } = createMonitor(org, monitor("Queue"));
  updateMonitor(org, Number(id), { name: "Longer queue" });
  const [gone] = [createDashboard(org, dashboard("Gone")), createDashboard(org, dashboard("Mill"))];
  deleteDashboard(org, String(gone.id));
  const pipelines = ["a", "b", "c"].map((name) => String(createLogsPipeline(org, pipeline(name)).id));
  setPipelineOrder(org, { pipeline_ids: [...pipelines].reverse() });
  upsertEntity(org, "apiVersion: v3\nkind: service\nmetadata:\n  name: mill\n");
  const role = createRole(org, { attributes: { name: "Millers" } });
  createUser(org, { attributes: { email: "miller@example.com" } });
  const bindings = [{ relation: "editor", principals: [`role:${role.id}`] }];
  setRestrictionPolicy(org, `monitor:${id}`, { attributes: { bindings } });
  org.intake.submit({ metric: "mill.queue", type: "gauge", unit: "item", points: [] });
  updateMetricMetadata(org, "mill.queue", { description: "Sacks that wait" });
  org.series.sample({ metric: "mill.sacks", type: "counter", value: 1, time: org.now() / 1000 });
  const [before, declared] = [all(org), declaredObjects(org)];

  const again = await reopened();
  expect(all(again.org)).toEqual(before);
  expect(declaredObjects(again.org)).toEqual(declared);
  expect([...again.org.logsPipelines.keys()]).toEqual([...pipelines].reverse());
  expect(again.org.metrics.get("mill.queue")).toMatchObject({ type: "gauge", unit: "item" });
  expect(again.org.metrics.get("mill.sacks")).toMatchObject({ type: "rate", interval: 10 });
  expect(createMonitor(again.org, monitor("Next")).id).toBe(Number(id) + 1);
  expect(createDashboard(again.org, dashboard("Next")).id).not.toBe(gone.id);
});

test("what an org has is either kept or data of a moment: a new kind cannot be forgotten", () => {
  const org = new Org();
  const notKept = Object.entries(org).flatMap(([property, value]) =>
    typeof value === "object" && !(property in org.kept()) ? [property] : [],
  );
  // points, logs, and events; the intake only passes them on; counts of ids are kept beside the objects
  expect(notKept.sort()).toEqual(["events", "ids", "intake", "series"]);
});

test("any changes in any groups come back as they were", async () => {
  const change = fc.tuple(fc.constantFrom("roles", "restrictionPolicies"), fc.constantFrom("a", "b", "c", "__proto__"));
  const action = fc.oneof(
    fc.tuple(fc.constant("set" as const), change, fc.jsonValue({ maxDepth: 2 })),
    fc.tuple(fc.constant("delete" as const), change, fc.constant(null)),
    fc.constant(["save" as const] as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 30 }), async (actions) => {
      rmSync(file, { force: true });
      const { org, saved } = await reopened();
      for (const [what, change, value] of actions) {
        if (what === "save") await saved();
        else {
          const map = org.kept()[change![0]]!;
          if (what === "set") map.set(change![1], { value });
          else map.delete(change![1]);
        }
      }
      const before = all(org);
      expect(all((await reopened()).org)).toEqual(before);
    }),
    { numRuns: 40 },
  );
});

test("a file whose end is torn, wherever, has every change of the lines before", async () => {
  const { org, saved } = await reopened();
  const ends: number[] = [statSync(file).size];
  for (const name of ["a", "b", "ü"]) {
    createMonitor(org, monitor(name));
    await saved();
    ends.push(statSync(file).size);
  }
  await kept?.close();
  kept = undefined;
  const whole = readFileSync(file);
  for (let size = 0; size <= whole.length; size += size < ends[0]! ? 11 : 67) {
    writeFileSync(file, whole.subarray(0, size));
    const { org, torn } = await reopened();
    const complete = ends.filter((end) => end <= size);
    expect([size, org.monitors.size]).toEqual([size, Math.max(complete.length - 1, 0)]);
    if (complete.length > 0) expect(torn).toBe(size - complete.at(-1)!);
    createMonitor(org, monitor("after"));
    expect((await reopened()).org.monitors.size).toBe(Math.max(complete.length - 1, 0) + 1);
  }
});

test("garbage after the last line is cut, as a disk may leave it", async () => {
  createMonitor((await reopened()).org, monitor("a"));
  await kept?.close();
  kept = undefined;
  appendFileSync(file, Buffer.from("00000000 [{]\n"));
  const { org, torn } = await reopened();
  expect([org.monitors.size, torn]).toEqual([1, 13]);
});

test("a file that is mostly outdated is written again, and holds the same", async () => {
  const { org, saved } = await reopened();
  const { id } = createMonitor(org, monitor("a"));
  createLogsPipeline(org, pipeline("p"));
  const message = "x".repeat(100_000);
  let largest = 0;
  for (let round = 0; round < 40; round++) {
    updateMonitor(org, Number(id), { message: `${round} ${message}` });
    await saved();
    largest = Math.max(largest, statSync(file).size);
  }
  // 40 × 0.1 MB were written: at 1 MB the file begins again
  expect(largest).toBeGreaterThan(1_000_000);
  expect(largest).toBeLessThan(1_300_000);
  expect(existsSync(`${file}.new`)).toBe(false);
  const before = all(org);
  expect(all((await reopened()).org)).toEqual(before);
});

describe("one clear error, and nothing changed, for", () => {
  test.each([
    ["a file of something else", "apiVersion: v1\n", /org\.state: it is not a state file of the sandbox$/],
    ["a file of something else without a line break", "{}", /org\.state: it is not a state file of the sandbox$/],
  ])("%s", async (_what, text, message) => {
    writeFileSync(file, text);
    await expect(openOrg(file)).rejects.toThrow(message);
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test("a damaged line in the middle", async () => {
    const { org, saved } = await reopened();
    for (const name of ["a", "b"]) {
      createMonitor(org, monitor(name));
      await saved();
    }
    await kept?.close();
    kept = undefined;
    const damaged = readFileSync(file, "utf8").replace('"a"', '"A"');
    writeFileSync(file, damaged);
    await expect(openOrg(file)).rejects.toThrow(/org\.state: line 2 is damaged\. Restore a copy/);
    expect(readFileSync(file, "utf8")).toBe(damaged);
  });

  test("objects that this version does not know", async () => {
    await reopened();
    await kept?.close();
    kept = undefined;
    appendFileSync(file, changesLine([{ map: "starships", id: 1, value: {} }]));
    await expect(openOrg(file)).rejects.toThrow(/objects that this version does not know \(starships\)/);
  });

  test("a file in use, a directory, and a folder that is missing", async () => {
    await reopened();
    await expect(openOrg(file)).rejects.toThrow(/org\.state: another sandbox is using it$/);
    await expect(openOrg(folder)).rejects.toThrow(/: it is a directory, not a file$/);
    await expect(openOrg(join(folder, "none", "org.state"))).rejects.toThrow(/: there is no such folder$/);
  });
});

test("a lock of a process that has ended counts for nothing, one of a running process names it", async () => {
  // the largest process number of Linux is 4194304
  writeFileSync(`${file}.lock`, "4194305");
  await reopened();
  await kept?.close();
  kept = undefined;
  writeFileSync(`${file}.lock`, String(process.ppid));
  await expect(openOrg(file)).rejects.toThrow(`another sandbox is using it (process ${process.ppid})`);
});

describe("the API over a kept org", () => {
  const headers = { "DD-API-KEY": keys.apiKey, "DD-APPLICATION-KEY": keys.appKey };
  const post = (api: ReturnType<typeof createApi>, name: string) =>
    api.request("/api/v1/monitor", { method: "POST", headers, body: JSON.stringify(monitor(name)) });

  test("answers a write once the file has it, and 50 clients at once get an id each", async () => {
    const { org, saved, hasFailed } = await reopened();
    const api = createApi(org, keys, () => undefined, { saving: { saved, hasFailed } });
    const ids = await Promise.all(
      Array.from({ length: 50 }, async (_, client) => {
        const answer = await post(api, `m${client}`);
        const { id } = (await answer.json()) as { id: number };
        expect(readFileSync(file, "utf8")).toContain(`"id":${id},`);
        return id;
      }),
    );
    expect(new Set(ids).size).toBe(50);
  });

  test("refuses writes while the file cannot be written, and goes on afterwards", async () => {
    const reported: string[] = [];
    kept = await openOrg(file, {}, (message) => reported.push(message));
    const { org, saved, hasFailed } = kept;
    const api = createApi(org, keys, () => undefined, { saving: { saved, hasFailed } });
    const probe = await open(file);
    const prototype = Object.getPrototypeOf(probe) as { datasync: () => Promise<void> };
    await probe.close();
    const full = jest
      .spyOn(prototype, "datasync")
      .mockRejectedValue(Object.assign(new Error("full"), { code: "ENOSPC" }));
    const words = `${file}: there is no space left on the disk`;
    for (const name of ["first", "second"]) {
      const answer = await post(api, name);
      expect([answer.status, await answer.json()]).toEqual([500, { errors: [`Not saved: ${words}`] }]);
    }
    expect(reported).toEqual([words]);
    // the second was not even begun
    expect(org.monitors.size).toBe(1);
    full.mockRestore();
    expect((await post(api, "third")).status).toBe(200);
    expect([...(await reopened()).org.monitors.values()].map(({ name }) => name)).toEqual(["first", "third"]);
  });
});
