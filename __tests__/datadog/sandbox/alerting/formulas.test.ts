import type { MonitorOptions } from "../../../../datadog/definitions";
import { alertingMonitor } from "../../../../datadog/sandbox/alerting";
import { EventStore, type StoredEvent } from "../../../../datadog/sandbox/events";
import { SeriesStore } from "../../../../datadog/sandbox/series";
import { changes, monitor, run } from "./scripted";

/** Formulas over logs, events and spans: https://docs.datadoghq.com/monitors/types/log/ */

type Line = Partial<StoredEvent> & { readonly at: number };
type Variables = NonNullable<MonitorOptions["variables"]>;

const logs = (name: string, query: string, rest: object = {}): Variables[number] => ({
  name,
  data_source: "logs",
  indexes: ["*"],
  search: { query },
  compute: { aggregation: "count" },
  group_by: [],
  ...rest,
});

function made(query: string, variables: Variables, lines: readonly Line[] = [], options: MonitorOptions = {}) {
  const events = new EventStore();
  for (const { at, ...line } of lines) events.add({ kind: "logs", ...line, time: at * 60 });
  const series = new SeriesStore({ step: 60 });
  series.submit({
    metric: "runs",
    type: "count",
    interval: 60,
    points: Array.from({ length: 9 }, (_, m) => [m * 60, 4]),
  });
  return alertingMonitor("1", monitor(query, { ...options, variables }, { type: "log alert" }), { series, events });
}

const play = (...args: Parameters<typeof made>) => changes(run([made(...args)], 9));
const repeated = (count: number, line: Line) => Array.from({ length: count }, () => line);

const errors = logs("errors", "status:error");
const all = logs("all", "*");

describe("a formula over logs", () => {
  test("each query is counted over the window, then the counts are combined", () => {
    const lines = [
      ...repeated(8, { at: 1, status: "info" }),
      ...repeated(2, { at: 1, status: "error" }),
      { at: 4, status: "info" },
    ];
    // 2 of 10 at minute 2; 2 of 11 from minute 5 on; at minute 7 one line without errors, [2, 7)
    expect(play('formula("errors / all * 100").last("5m") >= 20', [errors, all], lines)).toEqual([
      "2 OK → Alert 20",
      `5 Alert → OK ${(2 / 11) * 100}`,
    ]);
  });

  test("a count that finds nothing is 0 beside one that finds something, and is evaluated as 0 alone", () => {
    const lines = repeated(3, { at: 2, status: "info" });
    expect(play('formula("all - errors").last("2m") > 2', [errors, all], lines)).toEqual([
      "3 OK → Alert 3",
      "5 Alert → OK 0",
    ]);
  });

  test("by facets: of each query the groups that all name", () => {
    const grouped = { group_by: [{ facet: "service", limit: 10, sort: { aggregation: "count", order: "desc" } }] };
    const lines = [
      ...repeated(4, { at: 1, service: "web", status: "error" }),
      ...repeated(4, { at: 1, service: "web", status: "info" }),
      ...repeated(4, { at: 1, service: "db", status: "info" }),
      { at: 1, status: "error" },
    ];
    const variables = [logs("errors", "status:error", grouped), logs("all", "*", grouped)];
    expect(play('formula("errors / all").last("3m") > 0.4', variables, lines)).toEqual([
      "2 {service:web} OK → Alert 0.5",
      "5 {service:web} Alert → OK 0",
    ]);
  });

  test("measures and numbers of different values", () => {
    const lines = [10, 30, 30].map((took, id) => ({ at: 1, attributes: { took, id: id % 2 } }));
    const took = logs("took", "*", { compute: { aggregation: "max", metric: "@took" } });
    const ids = logs("ids", "*", { compute: { aggregation: "cardinality", metric: "@id" } });
    expect(play('formula("took / ids").last("3m") > 14', [took, ids], lines)).toEqual(["2 OK → Alert 15"]);
  });

  test("functions of one value, and metrics beside logs", () => {
    const runs = { name: "runs", data_source: "metrics", query: "sum:runs{*}.as_count()" };
    const lines = repeated(6, { at: 3, status: "error" });
    // six errors of eight runs in two minutes
    expect(play('formula("default_zero(errors) / runs").last("2m") > 0.5', [errors, runs], lines)).toEqual([
      "4 OK → Alert 0.75",
      "6 Alert → OK 0",
    ]);
  });

  test("explains what each query came to", () => {
    const lines = repeated(2, { at: 1, status: "error" });
    const steps = made('formula("errors * 2").last("5m") > 1', [errors], lines).source.explain?.(180, 180, "*").steps;
    expect(steps).toEqual([
      { expression: "errors", how: "count", points: undefined, value: 2 },
      { expression: "errors * 2", how: "*", value: 4 },
    ]);
  });

  test.each([
    [
      'formula("diff(errors)").last("5m") > 1',
      [errors],
      "diff() of errors cannot be evaluated: only queries over metrics have points",
    ],
    [
      'formula("x").last("5m") > 1',
      [{ ...errors, name: "x", data_source: "process" }],
      'The query "x" of the formula has the data source process',
    ],
    [
      'formula("x").last("5m") > 1',
      [logs("x", "*", { compute: { aggregation: "mode" } })],
      'has the aggregation "mode", which is not simulated',
    ],
    [
      'formula("errors").last("5m").change(shift="hour_before") > 1',
      [errors],
      ".change() of a formula monitor cannot be evaluated: Datadog does not document",
    ],
    ['formula("errors").last("5m") > threshold', [errors], "The threshold is computed by thresholds.critical_query"],
  ] as const)("refuses %s with the reason", (query, variables, message) => {
    expect(() => made(query, variables)).toThrow(message);
  });
});
