import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Org } from "../../../datadog/sandbox";
import type { Clock } from "../../../datadog/sandbox/clock";
import { createMonitor } from "../../../datadog/sandbox/objects/monitors";
import { createWebhook } from "../../../datadog/sandbox/objects/webhooks";
import { type Watching, watchOrg } from "../../../ops/live/watching";
import { NO_COLORS } from "../../../ops/words";

const START = Date.parse("2026-01-05T09:00:30Z");

/** A time that passes when the test says so. */
class TestClock implements Clock {
  private time = START;
  private waiting: { readonly until: number; readonly resolve: () => void }[] = [];

  readonly now = () => this.time;

  readonly until = (time: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      signal?.addEventListener("abort", () => resolve());
      if (time <= this.time || signal?.aborted) resolve();
      else this.waiting.push({ until: time, resolve });
    });

  /** Lets seconds pass at once, and what waits for them happen. */
  async pass(seconds: number): Promise<void> {
    this.time += seconds * 1000;
    const due = this.waiting.filter(({ until }) => until <= this.time);
    this.waiting = this.waiting.filter(({ until }) => until > this.time);
    for (const { resolve } of due) resolve();
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
}

const folder = mkdtempSync(join(tmpdir(), "watching-"));
afterAll(() => rmSync(folder, { recursive: true }));

let clock: TestClock;
let org: Org;
let lines: string[];
let watching: Watching;

function watch(notifications?: string): void {
  clock = new TestClock();
  org = new Org({ clock: clock.now });
  createMonitor(org, {
    name: "Queue",
    type: "metric alert",
    query: "max(last_1m):max:mill.queue{*} > 90",
    message: "It is long. @webhook-none @slack-mill",
    options: { thresholds: { critical: 90 } },
  });
  createWebhook(org, { name: "none", url: "https://example.com" });
  lines = [];
  watching = watchOrg(org, {
    layout: { width: 80, colors: NO_COLORS },
    print: (line) => lines.push(line.replace(/\d\d:\d\d(:\d\d)?/g, "hh:mm")),
    notifications,
    clock,
  });
}

afterEach(() => watching.stop());

const report = (value: number) =>
  org.series.sample({ metric: "mill.queue", type: "gauge", value, time: clock.now() / 1000, tags: [] });

test("shows a metric that comes in for the first time within seconds, and an alert within a minute", async () => {
  const file = join(folder, "sent.jsonl");
  watch(file);
  report(95);
  await clock.pass(3);
  expect(lines).toEqual(["  hh:mm  New metric: mill.queue"]);
  await clock.pass(27);
  expect(lines.slice(1)).toEqual([
    "  hh:mm  Queue  OK → Alert  95",
    "         To @webhook-none @slack-mill: It is long.",
    "  hh:mm  @webhook-none was not called: the sandbox calls only URLs of this",
    "    machine ([Triggered] Queue)",
  ]);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
    monitor: { name: "Queue" },
    moment: "alert",
    recipients: ["@webhook-none", "@slack-mill"],
  });
});

test("says what deserves attention once", async () => {
  watch();
  org.intake.warnings.add("loss", "The kernel dropped datagrams.");
  await clock.pass(3);
  await clock.pass(3);
  expect(lines).toEqual(["  hh:mm  The kernel dropped datagrams."]);
});

test("evaluates each minute that was missed, and says that it is late", async () => {
  watch();
  await clock.pass(10);
  report(95);
  await clock.pass(20 + 3 * 60);
  expect(lines).toContain("  hh:mm  The evaluation of hh:mm is 180 seconds late.");
  // it alerted at the first of them, and had no data at the others
  expect(lines).toContain("  hh:mm  Queue  OK → Alert  95");
});

test("leaves out what was missed while the machine slept", async () => {
  watch();
  report(95);
  await clock.pass(30 + 5 * 3600);
  expect(lines).toContain("  hh:mm  300 minutes were not evaluated: the machine slept.");
});
