import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MadePipeline } from "../../../demo/pipeline";
import { type ScenarioName, scenarios } from "../../../demo/scenarios";
import { recording, simulate } from "../../../testing";
import { sentAsInCatalog } from "../../../testing/series/types";
import { terraformMonitors } from "../../../testing/standing";
import { reportsOf } from "../../demo/recorder";
import { demoMonitors, SHORT, START, storyOf, told, toldOf } from "./played";

// A story is some hundred evaluations, which takes seconds on a busy machine.
jest.setTimeout(120_000);

/** Monitors, with the changes that they go through. */
function changesByMonitor(changes: readonly string[]): Readonly<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const text of changes) {
    const [, monitor = "", change = ""] = /^(.*): \d\d:\d\d (?:\{.*\} )?(\w.* → (?:No Data|\w+))/.exec(text) ?? [];
    found[monitor] = [...(found[monitor] ?? []), change];
  }
  return found;
}

const ALERTED = ["OK → Alert", "Alert → OK"];
const LOST = ["OK → No Data", "No Data → OK"];

describe("each scenario makes monitors alert, and all of them recover", () => {
  test.each<[ScenarioName, Readonly<Record<string, readonly string[]>>]>([
    [
      "incident",
      {
        "Pipeline failures": ALERTED,
        "Pipeline error rate": ALERTED,
        "Slow pipeline stage": ALERTED,
        "Prefect flow runs fail": ALERTED,
        "Celery tasks fail": ALERTED,
        "Celery tasks fail: count": ALERTED,
        "Celery tasks fail: share": ALERTED,
      },
    ],
    [
      "failing-stage",
      { "Pipeline failures": ALERTED, "Pipeline error rate": ALERTED, "Prefect flow runs fail": ALERTED },
    ],
    ["slow-stage", { "Slow pipeline stage": ALERTED }],
    ["silent-pipeline", { "No pipeline runs": ALERTED }],
    ["backlog", { "RabbitMQ backlog": ALERTED, "RabbitMQ queue is long": ALERTED, "RabbitMQ queue grows": ALERTED }],
    [
      "dead-agent",
      {
        "Datadog Agent is gone": LOST,
        "Agent cannot connect to Celery (Flower)": LOST,
        "Agent cannot connect to FastAPI": LOST,
        "Agent cannot connect to PostgreSQL": LOST,
        "Agent cannot connect to Prefect": LOST,
        "Agent cannot connect to RabbitMQ": LOST,
        "Agent cannot connect to Spark's master": LOST,
      },
    ],
  ])("%s", async (name, expected) => {
    const { changes } = await toldOf(name);
    expect(changesByMonitor(changes)).toEqual(expected);
  });
});

test("the README shows what the incident tells, and it fits 80 columns", async () => {
  const { lines } = await toldOf("incident");
  const readme = readFileSync(join(__dirname, "..", "..", "..", "README.md"), "utf8");
  const [, shown = ""] = /^\$ npm start\n.*?^(A made-up pipeline: .*?)^```$/ms.exec(readme) ?? [];
  const parts = shown.split("…\n").filter((part) => part !== "");
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) expect(`${lines.join("\n")}\n`).toContain(part);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});

test("the recording in docs/ shows what the incident tells; `npm run docs` records it", async () => {
  const svg = readFileSync(join(__dirname, "..", "..", "..", "docs", "pictures", "start.svg"), "utf8");
  const shown = svg
    .replace(/<[^>]*>/g, "")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  const { lines } = await toldOf("incident");
  const changes = lines.filter((line) => line.includes(" → "));
  expect(changes.length).toBeGreaterThan(10);
  for (const change of changes) expect(shown).toContain(change);
});

test("nothing happens where nothing is to happen", async () => {
  expect(await told(undefined)).toEqual({
    changes: [],
    lines: ["A made-up pipeline: nothing unusual happens.", "  No monitor changes its state."],
  });
});

test("the same seed tells the same story, another seed another one", async () => {
  const first = await told(SHORT, { seed: 3 });
  expect(await told(SHORT, { seed: 3 })).toEqual(first);
  expect(await told(SHORT, { seed: 4 })).not.toEqual(first);
});

test("tells the same at any speed", async () => {
  const slow = await told(SHORT, { speed: 600 });
  const fast = await told(SHORT);
  // Times of day are those of the machine where a story is not told as fast as can be.
  const withoutTimes = (changes: readonly string[]) => changes.map((text) => text.replace(/\d\d:\d\d/, ""));
  expect(withoutTimes(slow.changes)).toEqual(withoutTimes(fast.changes));
});

describe("what happens live is what simulate makes of what was reported", () => {
  const HISTORY = 3600;

  test.each<ScenarioName>(["incident", "backlog"])("%s", async (name) => {
    const scenario = scenarios[name];
    const end = START + scenario.minutes * 60;
    const recorded = reportsOf(new MadePipeline({ scenario, start: START }), START - HISTORY, end);
    const { changes } = await toldOf(name);
    const monitors = terraformMonitors(demoMonitors());
    let compared = 0;
    for (const monitor of monitors) {
      const { definition } = monitor;
      // the month before counts for windows of hours, and stories of SLOs are told elsewhere
      if (/last_[124]h|burn_rate|error_budget|count_by_status|^logs/.test(definition.query)) continue;
      const queries = [
        definition,
        ...monitors.filter(({ id }) => definition.query.includes(id)).map((one) => one.definition),
      ];
      const metrics = recorded.filter(({ name }) => queries.some(({ query }) => query.includes(`:${name}{`)));
      const series: Record<string, [number, number][]> = {};
      for (const { name, tags, time, value } of metrics) {
        const key = `${name}{${[...Object.entries(tags).map(([tag, one]) => `${tag}:${one}`), "env:demo"].join(",")}}`;
        series[key] = [...(series[key] ?? []), [time, Number(value)]];
      }
      const simulation = simulate(monitor, recording(JSON.stringify(series)), {
        step: "10s",
        start: new Date((START - HISTORY) * 1000).toISOString(),
        until: `${(end - START + HISTORY) / 60}m`,
        // what an agent's check counts comes over DogStatsD here
        types: Object.fromEntries(
          metrics.map(({ name, how }) => [name, how === "count" ? "counter" : sentAsInCatalog(name)]),
        ),
      });
      const fromStart = (text: string) =>
        text.replace(/^(\d\d):/, (_, hours) => `${String(Number(hours) - 1).padStart(2, "0")}:`);
      const own = changes.flatMap((text) => {
        const change = text.slice(definition.name.length + 2);
        return text.startsWith(`${definition.name}: `) && /^\d/.test(change) ? change : [];
      });
      expect([definition.name, simulation.timeline.split("\n").filter(Boolean).map(fromStart)]).toEqual([
        definition.name,
        own,
      ]);
      compared += own.length;
    }
    expect(compared).toBeGreaterThan(5);
  });
});

describe("beside the story", () => {
  const folder = mkdtempSync(join(tmpdir(), "notifications-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("each notification is a line of a file", async () => {
    const file = join(folder, "notifications.jsonl");
    const { changes } = await told(SHORT, { notifications: file });
    const written = readFileSync(file, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(written).toHaveLength(changes.length);
    expect(written[0]).toMatchObject({
      monitor: { name: expect.any(String) },
      group: "*",
      moment: "alert",
      title: expect.stringContaining("Triggered"),
      text: expect.any(String),
    });
    expect(Date.parse(written[0].time)).toBeGreaterThan(START * 1000);
  });

  test("a file that cannot be written is one clear error, and nothing stays open", async () => {
    const file = join(folder, "none", "notifications.jsonl");
    await expect(told(undefined, { notifications: file })).rejects.toThrow(
      `${file}: notifications cannot be written: its folder does not exist`,
    );
  });

  test("what somebody else reports is told from what the pipeline reports", async () => {
    const { org, story, close } = await storyOf(undefined);
    try {
      expect(story.others()).toEqual([]);
      org.series.sample({ metric: "my.queue", type: "gauge", value: 1, time: START, tags: [] });
      expect(story.others()).toEqual(["my.queue"]);
    } finally {
      await close();
    }
  });
});
