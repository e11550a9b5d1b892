import type { MonitorDefinition } from "../../../../datadog/definitions";
import { alertingMonitor } from "../../../../datadog/sandbox/alerting";
import { EventStore, type StoredEvent } from "../../../../datadog/sandbox/events";
import { SeriesStore } from "../../../../datadog/sandbox/series";
import { changes, monitor, run } from "./scripted";

type Line = Partial<StoredEvent> & { readonly at: number };

/** A log line a minute and place: `{ at: 3, service: "web" }` is at minute 3. */
function play(
  query: string,
  lines: readonly Line[],
  minutes: number,
  options: MonitorDefinition["options"] = {},
  message = "",
) {
  const events = new EventStore();
  for (const { at, ...line } of lines) events.add({ kind: "logs", ...line, time: at * 60 });
  const definition = monitor(query, options ?? {}, { type: "log alert", message });
  return run([alertingMonitor("1", definition, { series: new SeriesStore(), events })], minutes);
}

const errors = 'logs("status:error")';

describe("a log monitor", () => {
  test("counts what the search finds in its window, and evaluates nothing as 0", () => {
    const lines = [1, 2, 2, 3].map((at) => ({ at, status: "error" }));
    const told = play(`${errors}.index("*").rollup("count").last("5m") > 2`, [...lines, { at: 3, status: "ok" }], 10);
    // [t - 5, t): minutes 1, 2, 2 at 3; minute 3 alone at 8
    expect(changes(told)).toEqual(["3 OK → Alert 3", "8 Alert → OK 1"]);
  });

  test("groups by facets and tags, and a line without them is in no group", () => {
    const lines = [
      { at: 1, status: "error", service: "web", attributes: { code: 500 } },
      { at: 1, status: "error", service: "web", attributes: { code: 500 } },
      { at: 1, status: "error", service: "web", attributes: { code: 404 } },
      { at: 1, status: "error", service: "web" },
      { at: 1, status: "error", attributes: { code: 500 } },
    ];
    const told = play(`${errors}.index("*").rollup("count").by("service,@code").last("5m") > 1`, lines, 8);
    expect(changes(told)).toEqual(["2 {service:web,@code:500} OK → Alert 2", "7 {service:web,@code:500} Alert → OK 0"]);
  });

  test("counts different values, and measures", () => {
    const lines = ["a", "b", "b"].map((id, index) => ({
      at: 1,
      status: "error",
      attributes: { id, took: index * 10 },
    }));
    expect(changes(play(`${errors}.index("*").rollup("cardinality", "@id").last("5m") >= 2`, lines, 2))).toEqual([
      "2 OK → Alert 2",
    ]);
    expect(changes(play(`${errors}.index("*").rollup("avg", "@took").last("5m") >= 10`, lines, 8))).toEqual([
      "2 OK → Alert 10",
    ]);
  });

  // https://docs.datadoghq.com/monitors/types/log/#no-data-and-below-alerts
  test("below a threshold without groups alerts when nothing is found", () => {
    const query = 'logs("service:backend").index("*").rollup("count").last("2m") < 1';
    expect(changes(play(query, [{ at: 1, service: "backend" }], 5))).toEqual([
      "1 OK → Alert 0",
      "2 Alert → OK 1",
      "4 OK → Alert 0",
    ]);
  });

  test("below a threshold by groups: a group with too few lines alerts, one without lines does not", () => {
    const query = 'logs("*").index("*").rollup("count").by("service").last("2m") < 2';
    const web = [1, 1, 2, 2, 3, 3, 4, 4].map((at) => ({ at, service: "web" }));
    const told = play(query, [...web, { at: 1, service: "db" }, { at: 1, service: "db" }, { at: 2, service: "db" }], 5);
    // db: 2 lines at 2, 3 at 3, 1 at 4, none at 5
    expect(changes(told).filter((line) => line.includes("db"))).toEqual(["4 {service:db} OK → Alert 1"]);
  });

  test("below a threshold by groups: all groups silent are one alert of the whole", () => {
    const query = 'logs("*").index("*").rollup("count").by("service").last("2m") < 1';
    const lines = [1, 1, 6].map((at) => ({ at, service: "web" }));
    expect(changes(play(query, lines, 8))).toEqual([
      "1 OK → Alert 0",
      "2 Alert → OK",
      "4 OK → Alert 0",
      "7 Alert → OK",
    ]);
  });

  test("shows the line that it found", () => {
    const lines = [{ at: 1, status: "error", message: "a", attributes: { error: { kind: "E" } }, tags: ["env:prod"] }];
    const query = `${errors}.index("*").rollup("count").last("5m") > 0`;
    const message = "{{log.message}} {{log.attributes.error.kind}} {{log.tags.env}} {{log.status}}";
    expect(play(query, lines, 2, {}, message).notifications[0]?.text).toBe("a E prod error");
  });

  test("takes 1,000 values of one facet, 30 of each of two", () => {
    const lines = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        at: 1,
        status: "error",
        tags: [`a:${index}`, `b:${index % 40}`],
      }));
    const groups = (by: string) =>
      play(`${errors}.index("*").rollup("count").by("${by}").last("5m") > 0`, lines(1100), 2).transitions.length;
    expect(groups("a")).toBe(1000);
    // 20 values of b have 28 lines, 20 have 27
    expect(groups("b,a")).toBe(30 * 27 + 20);
  });
});

test("an event monitor counts events", () => {
  const events = new EventStore();
  events.add({ kind: "events", time: 60, title: "Deployed", source: "jenkins" });
  const query = 'events("source:jenkins Deployed").rollup("count").last("5m") > 0';
  const definition = monitor(query, {}, { type: "event-v2 alert", message: "{{event.title}}" });
  const told = run([alertingMonitor("1", definition, { series: new SeriesStore(), events })], 2);
  expect(told.notifications.map(({ text }) => text)).toEqual(["Deployed"]);
});
