import type { EventStore } from "../../../../../datadog/sandbox/events";
import {
  chartOption,
  type DrawnWidget,
  drawnWidget,
  type Part,
  type View,
} from "../../../../../datadog/sandbox/pages/draw";
import { emptyView, START } from "./made-view";

const HOUR = 3600;

/** An hour, with a point a minute of each series: `{ "requests{service:api}": 5 }`, constant or by the minute. */
function viewOf(series: Readonly<Record<string, number | ((minute: number) => number)>>, hours = 1): View {
  const view = emptyView({ hours });
  for (const [name, value] of Object.entries(series)) {
    const [, metric = "", tags = ""] = /^([^{]+)\{(.*)\}$/.exec(name) ?? [];
    const points = Array.from({ length: hours * 60 }, (_, minute) => {
      const at = typeof value === "number" ? value : value(minute);
      return [START + minute * 60, at] as const;
    });
    view.series.submit({ metric, type: "gauge", tags: tags.split(","), points });
  }
  return view;
}

const drawn = (definition: object, view: View, size = { width: 600, height: 260 }): DrawnWidget =>
  drawnWidget(definition as never, view, size);

function part<K extends Part["kind"]>(widget: DrawnWidget, kind: K): Extract<Part, { kind: K }> {
  const found = widget.parts.find((one) => one.kind === kind);
  if (!found) throw new Error(`no ${kind} among ${JSON.stringify(widget.parts).slice(0, 400)}`);
  return found as Extract<Part, { kind: K }>;
}

const rowsOf = (widget: DrawnWidget) => part(widget, "table").rows.map((cells) => cells.map(({ text }) => text));

interface Series {
  readonly type: string;
  readonly name?: string;
  readonly stack?: string;
  readonly yAxisIndex?: number;
  readonly data: readonly (readonly [number, number | null])[];
  readonly lineStyle?: { readonly color?: string; readonly type?: string; readonly width?: number };
  readonly areaStyle?: object;
  readonly markLine?: { readonly data: readonly Readonly<Record<string, unknown>>[] };
  readonly markArea?: { readonly data: readonly unknown[] };
}

const seriesOf = (widget: DrawnWidget): readonly Series[] =>
  [part(widget, "chart").option.series].flat() as unknown as Series[];

const query = (text: string, name = "query1", aggregator = "avg") => ({
  data_source: "metrics",
  name,
  query: text,
  aggregator,
});

const request = (text: string, more: object = {}) => ({
  response_format: "timeseries",
  queries: [query(text)],
  formulas: [{ formula: "query1" }],
  ...more,
});

const scalar = (text: string, more: object = {}, aggregator = "avg") => ({
  response_format: "scalar",
  queries: [query(text, "query1", aggregator)],
  formulas: [{ formula: "query1" }],
  ...more,
});

describe("timeseries", () => {
  const view = viewOf({ "load{host:a}": 2, "load{host:b}": 4, "memory{host:a}": 1000 });

  it("has a line for each group, named by it, with its values at their times", () => {
    const series = seriesOf(drawn({ type: "timeseries", requests: [request("avg:load{*} by {host}")] }, view));
    expect(series.map(({ type, name }) => [type, name])).toEqual([
      ["line", "a"],
      ["line", "b"],
    ]);
    expect(series[1]!.data[0]).toEqual([START * 1000, 4]);
    expect(series[1]!.data.at(-1)).toEqual([(START + HOUR - 60) * 1000, 4]);
  });

  it("stacks bars and areas, and not lines", () => {
    const of = (display_type: string) =>
      seriesOf(drawn({ type: "timeseries", requests: [request("avg:load{*} by {host}", { display_type })] }, view));
    expect(of("bars").map(({ type, stack }) => [type, stack])).toEqual([
      ["bar", "bars 0"],
      ["bar", "bars 0"],
    ]);
    expect(of("area").every(({ areaStyle, stack }) => areaStyle !== undefined && stack === "area 0")).toBe(true);
    expect(of("line").every(({ stack }) => stack === undefined)).toBe(true);
  });

  // in ECharts, what is stacked is stacked point on point: the third of b must have the time of the third of a
  it.each(["bars", "area"])("stacks %s of the same time, although one has begun later", (display_type) => {
    const later = viewOf({ "load{host:a}": (minute) => (minute < 20 ? Number.NaN : 2), "load{host:b}": 4 });
    const definition = { type: "timeseries", requests: [request("avg:load{*} by {host}", { display_type })] };
    const [a, b] = seriesOf(drawn(definition, later));
    expect(a!.data.map(([time]) => time)).toEqual(b!.data.map(([time]) => time));
    const values = a!.data.map(([, value]) => value);
    expect([values[0], new Set(values)]).toEqual([null, new Set([null, 2])]);
  });

  it("uses the right axis for the requests that ask for it", () => {
    const requests = [request("avg:load{*}"), request("avg:memory{*}", { on_right_yaxis: true })];
    const widget = drawn({ type: "timeseries", requests, right_yaxis: { label: "bytes" } }, view);
    expect(seriesOf(widget).map(({ yAxisIndex }) => yAxisIndex)).toEqual([0, 1]);
    const axes = part(widget, "chart").option.yAxis as unknown as { position: string; name?: string }[];
    expect(axes.map(({ position, name }) => [position, name])).toEqual([
      ["left", undefined],
      ["right", "bytes"],
    ]);
  });

  it("draws lines as their style says", () => {
    const style = { palette: "red", line_type: "dashed", line_width: "thick" };
    const [line] = seriesOf(drawn({ type: "timeseries", requests: [request("avg:load{*}", { style })] }, view));
    expect(line!.lineStyle).toMatchObject({ type: "dashed", width: 2.5 });
    expect(line!.lineStyle!.color).not.toBe(
      seriesOf(drawn({ type: "timeseries", requests: [request("avg:load{*}")] }, view))[0]!.lineStyle!.color,
    );
  });

  it("gives the lines of several requests different colors, where they share a palette", () => {
    const requests = [request("avg:load{host:a}"), request("avg:load{host:b}"), request("avg:memory{*}")];
    const colors = seriesOf(drawn({ type: "timeseries", requests }, view)).map(({ lineStyle }) => lineStyle!.color);
    expect(new Set(colors).size).toBe(3);
  });

  it("shows the first lines of a formula with a limit, by their averages", () => {
    const formulas = [{ formula: "query1", limit: { count: 1, order: "desc" } }];
    const requests = [request("avg:load{*} by {host}", { formulas })];
    expect(seriesOf(drawn({ type: "timeseries", requests }, view)).map(({ name }) => name)).toEqual(["b"]);
  });

  it("has markers with their labels, shaded beyond them, on an axis that reaches them", () => {
    const markers = [{ value: "y > 6", display_type: "error dashed", label: "alert" }];
    const widget = drawn({ type: "timeseries", requests: [request("avg:load{*}")], markers }, view);
    const marked = seriesOf(widget).find(({ markLine }) => markLine);
    expect(marked!.markLine!.data).toMatchObject([
      { yAxis: 6, lineStyle: { type: "dashed" }, label: { formatter: "alert" } },
    ]);
    expect(marked!.markArea!.data).toHaveLength(1);
    const [axis] = part(widget, "chart").option.yAxis as unknown as { max: number }[];
    expect(axis!.max).toBeGreaterThanOrEqual(6);
  });

  it("leaves out a marker that is far above the values, so that these stay readable", () => {
    const markers = [{ value: "y > 6000", display_type: "error dashed" }];
    const widget = drawn({ type: "timeseries", requests: [request("avg:load{*}")], markers }, view);
    expect(seriesOf(widget).some(({ markLine }) => markLine)).toBe(false);
  });

  it("lays events over the curves", () => {
    const own = viewOf({ "load{host:a}": 2 });
    const add = own.events as EventStore;
    add.add({ kind: "events", time: START + 600, title: "Deployed 1.2", tags: ["source:ci"] });
    add.add({ kind: "events", time: START + 900, title: "Other", tags: ["source:else"] });
    const widget = drawn({ type: "timeseries", requests: [request("avg:load{*}")], events: [{ q: "source:ci" }] }, own);
    const overlay = seriesOf(widget).find(({ markLine }) => markLine);
    expect(overlay!.markLine!.data).toMatchObject([
      { xAxis: (START + 600) * 1000, label: { formatter: "Deployed 1.2" } },
    ]);
  });

  it("has a legend with the values of each line", () => {
    const definition = {
      type: "timeseries",
      requests: [request("avg:load{*} by {host}")],
      show_legend: true,
      legend_layout: "auto",
      legend_columns: ["avg", "max", "sum"],
    };
    const { columns, rows } = part(drawn(definition, view), "table");
    expect(columns.map(({ heading }) => heading)).toEqual(["", "Avg", "Max", "Sum"]);
    expect(rows.map((cells) => cells.map(({ text }) => text))).toEqual([
      ["a", "2", "2", "120"],
      ["b", "4", "4", "240"],
    ]);
    expect(drawn({ ...definition, show_legend: false }, view).parts).toHaveLength(1);
  });

  it("computes formulas, and names them by their aliases", () => {
    const requests = [
      {
        response_format: "timeseries",
        queries: [query("avg:load{*}", "a"), query("avg:memory{*}", "b")],
        formulas: [{ formula: "b / a", alias: "ratio" }],
      },
    ];
    const [line] = seriesOf(drawn({ type: "timeseries", requests }, view));
    expect(line!.name).toBe("ratio");
    // 1000 / ((2 + 4) / 2)
    expect(line!.data[0]![1]).toBeCloseTo(333.333, 2);
  });

  it("knows the older request: a list of queries, with the alias of each", () => {
    const requests = [
      {
        q: "avg:load{host:a}, avg:load{host:b}",
        metadata: [{ expression: "avg:load{host:b}", alias_name: "the other" }],
        display_type: "line",
      },
    ];
    expect(
      seriesOf(drawn({ type: "timeseries", requests }, view)).map(({ name, data }) => [name, data[0]![1]]),
    ).toEqual([
      ["avg:load{host:a}", 2],
      ["the other", 4],
    ]);
  });

  it("counts logs over time, beside metrics", () => {
    const own = viewOf({ "load{host:a}": 10 });
    for (const minute of [1, 1, 2]) {
      own.events.add({ kind: "logs", time: START + minute * 60, status: "error", message: "no" });
    }
    const requests = [
      {
        response_format: "timeseries",
        queries: [
          { data_source: "logs", name: "errors", search: { query: "status:error" }, compute: { aggregation: "count" } },
          query("avg:load{*}", "load"),
        ],
        formulas: [{ formula: "errors / load" }],
      },
    ];
    const [line] = seriesOf(drawn({ type: "timeseries", requests }, own));
    const points = new Map(line!.data as [number, number][]);
    expect(points.get((START + 60) * 1000)).toBeCloseTo(0.2);
    expect(points.get((START + 120) * 1000)).toBeCloseTo(0.1);
  });

  it("goes on over a gap of five minutes, and not over a longer one", () => {
    const gap = (from: number, to: number) => (minute: number) => (minute >= from && minute < to ? Number.NaN : 1);
    const gaps = (to: number) =>
      seriesOf(
        drawn({ type: "timeseries", requests: [request("avg:load{*}")] }, viewOf({ "load{host:a}": gap(10, to) })),
      )[0]!.data.filter(([, value]) => value === null).length;
    expect(gaps(14)).toBe(0);
    expect(gaps(20)).toBe(1);
  });

  it("draws the band of anomalies below its line", () => {
    const requests = [{ q: "anomalies(avg:load{*}, 'basic', 2)", display_type: "line" }];
    const widget = drawn({ type: "timeseries", requests }, view);
    expect(seriesOf(widget).filter(({ name }) => name?.endsWith("band"))).toHaveLength(2);
    expect(widget.parts.some((one) => one.kind === "text" && one.role === "remark")).toBe(true);
  });

  it("writes the numbers of its axis in the metric's unit", () => {
    const own = { ...view, metrics: { metric: (name: string) => ({ name, type: "gauge" as const, unit: "byte" }) } };
    const widget = drawn({ type: "timeseries", requests: [request("avg:memory{*}")] }, own);
    const [axis] = chartOption(part(widget, "chart")).yAxis as unknown as {
      axisLabel: { formatter: (value: number) => string };
    }[];
    expect(axis!.axisLabel.formatter(2048)).toBe("2 KiB");
  });
});

describe("query value", () => {
  const view = viewOf({ "load{host:a}": 1234.5 });

  it("is one number, scaled, with the precision and in the colors that are asked for", () => {
    const formats = [
      { comparator: ">", value: 5000, palette: "white_on_red" },
      { comparator: ">", value: 1000, palette: "white_on_yellow" },
    ];
    const widget = drawn(
      { type: "query_value", precision: 1, requests: [scalar("avg:load{*}", { conditional_formats: formats })] },
      view,
    );
    expect(part(widget, "number")).toMatchObject({ number: "1.2", unit: "K", color: "#ffffff" });
    expect(widget.background).toMatch(/^#/);
  });

  it("is not scaled without autoscale, and has a unit of its own", () => {
    const widget = drawn(
      { type: "query_value", precision: 1, autoscale: false, custom_unit: "jobs", requests: [scalar("avg:load{*}")] },
      view,
    );
    expect(part(widget, "number")).toMatchObject({ number: "1234.5", unit: " jobs" });
  });

  it.each([
    ["avg", 2],
    ["sum", 6],
    ["min", 1],
    ["max", 3],
    ["last", 3],
  ])("aggregates by %s", (aggregator, expected) => {
    const three = emptyView({ hours: 1 });
    const points = [1, 2, 3].map((value, index) => [START + index * 1200, value] as const);
    three.series.submit({ metric: "steps", type: "gauge", tags: [], points });
    const widget = drawn({ type: "query_value", requests: [scalar("avg:steps{*}", {}, aggregator)] }, three);
    expect(part(widget, "number").number).toBe(String(expected));
  });

  it("takes the percentile of all samples, not of the points of a curve", () => {
    const own = emptyView({ hours: 1 });
    // 99 samples of 1 in the first minute, one of 100 in the last: as minutes, half of the points are 100
    for (let index = 0; index < 99; index++) {
      own.series.sample({ metric: "latency", type: "distribution", value: 1, time: START + 10 });
    }
    own.series.sample({ metric: "latency", type: "distribution", value: 100, time: START + HOUR - 30 });
    const widget = drawn({ type: "query_value", requests: [scalar("p95:latency{*}", {}, "percentile")] }, own);
    expect(part(widget, "number").number).toBe("1");
  });

  it("has its curve behind it", () => {
    const definition = {
      type: "query_value",
      requests: [scalar("avg:load{*}")],
      timeseries_background: { type: "area" },
    };
    expect(part(drawn(definition, view), "number").behind?.option.series).toHaveLength(1);
  });
});

describe("lists and tables", () => {
  const view = viewOf({ "load{host:a}": 1, "load{host:b}": 3, "load{host:c}": 2, "memory{host:b}": 2048 });

  it("rank groups, as many as are asked for", () => {
    const sort = { count: 2, order_by: [{ type: "formula", index: 0, order: "desc" }] };
    const widget = drawn({ type: "toplist", requests: [scalar("avg:load{*} by {host}", { sort })] }, view);
    expect(rowsOf(widget)).toEqual([
      ["3", "b"],
      ["2", "c"],
    ]);
    expect(part(widget, "table")).toMatchObject({ more: 1 });
    expect(part(widget, "table").rows[1]![1]!.bar!.share).toBeCloseTo(2 / 3);
  });

  it("rank by the limit of a formula, and by top() of the older form", () => {
    const formulas = [{ formula: "query1", limit: { count: 1, order: "asc" } }];
    expect(rowsOf(drawn({ type: "toplist", requests: [scalar("avg:load{*} by {host}", { formulas })] }, view))).toEqual(
      [["1", "a"]],
    );
    const requests = [{ q: "top(avg:load{*} by {host}, 2, 'mean', 'desc')" }];
    expect(rowsOf(drawn({ type: "toplist", requests }, view))).toEqual([
      ["3", "b"],
      ["2", "c"],
    ]);
  });

  it("lead where the widget's own link does, and never to a script", () => {
    const custom_links = [{ label: "Host", link: "https://example.com/{{host.value}}" }];
    const widget = drawn({ type: "toplist", requests: [scalar("avg:load{*} by {host}")], custom_links }, view);
    expect(part(widget, "table").rows[0]![1]!.href).toBe("https://example.com/b");
    const hostile = [{ label: "Host", link: "javascript:alert(1)" }];
    const other = drawn({ type: "toplist", requests: [scalar("avg:load{*} by {host}")], custom_links: hostile }, view);
    expect(part(other, "table").rows[0]![1]!.href).toBeUndefined();
    expect(other.links).toEqual([]);
  });

  it("have a column for each key and each formula, with bars and colors", () => {
    const requests = [
      {
        response_format: "scalar",
        queries: [query("avg:load{*} by {host}", "a"), query("avg:memory{*} by {host}", "b")],
        formulas: [
          {
            formula: "a",
            alias: "Load",
            conditional_formats: [{ comparator: ">=", value: 3, palette: "white_on_red" }],
          },
          { formula: "b", alias: "Memory", cell_display_mode: "bar" },
        ],
      },
    ];
    const table = part(drawn({ type: "query_table", requests }, view), "table");
    expect(table.columns.map(({ heading }) => heading)).toEqual(["host", "Load", "Memory"]);
    expect(table.rows[0]).toMatchObject([
      { text: "b" },
      { text: "3", background: expect.stringMatching(/^#/) },
      { text: "2.05K", bar: { share: 1 } },
    ]);
    expect(table.rows[2]).toMatchObject([{ text: "a" }, { text: "1" }, { text: "–" }]);
    expect(table.rows[2]![1]!.background).toBeUndefined();
  });

  it("know the older table, whose columns are requests", () => {
    const requests = [
      { q: "avg:load{*} by {host}", aggregator: "max", alias: "Load", limit: 2, order: "desc" },
      { q: "avg:memory{*} by {host}", aggregator: "last" },
    ];
    const widget = drawn({ type: "query_table", requests }, view);
    expect(part(widget, "table").columns[1]!.heading).toBe("Load");
    expect(rowsOf(widget)).toEqual([
      ["b", "3", "2.05K"],
      ["c", "2", "–"],
    ]);
  });

  it("show a change with its sign, red or green", () => {
    const own = emptyView({ hours: 1 });
    const level = (host: string, before: number, now: number) => {
      const points = Array.from({ length: 120 }, (_, minute) => {
        return [START + (minute - 60) * 60, minute < 60 ? before : now] as const;
      });
      own.series.submit({ metric: "load", type: "gauge", tags: [`host:${host}`], points });
    };
    level("up", 10, 15);
    level("down", 10, 5);
    const requests = [
      { ...scalar("avg:load{*} by {host}"), compare_to: "hour_before", change_type: "relative", show_present: true },
    ];
    const table = part(drawn({ type: "change", requests }, own), "table");
    expect(table.rows.map((cells) => cells.map(({ text }) => text))).toEqual([
      ["up", "15", "↑ 50%"],
      ["down", "5", "↓ 50%"],
    ]);
    expect(table.rows[0]![2]!.color).not.toBe(table.rows[1]![2]!.color);
  });
});

describe("template variables and times", () => {
  const view = viewOf({ "load{host:a}": 1, "load{host:b}": 3 });

  it("narrow queries to what is chosen, and stand in titles", () => {
    const chosen = { ...view, variables: { host: { tag: "host", values: ["b"] } } };
    const widget = drawn(
      { type: "query_value", title: "Load of $host", requests: [scalar("avg:load{$host}")] },
      chosen,
    );
    expect(part(widget, "number").number).toBe("3");
    expect(widget.title).toBe("Load of b");
    const all = { ...view, variables: { host: { tag: "host", values: ["*"] } } };
    expect(part(drawn({ type: "query_value", requests: [scalar("avg:load{$host}")] }, all), "number").number).toBe("2");
  });

  it("narrow searches of logs", () => {
    for (const host of ["a", "b"]) view.events.add({ kind: "logs", time: START + 60, host, message: `of ${host}` });
    const definition = {
      type: "list_stream",
      requests: [
        {
          response_format: "event_list",
          query: { data_source: "logs_stream", query_string: "$host" },
          columns: [{ field: "content", width: "auto" }],
        },
      ],
    };
    const rows = (values: string[]) =>
      rowsOf(drawn(definition, { ...view, variables: { host: { tag: "host", values } } }));
    expect(rows(["b"])).toEqual([["of b"]]);
    expect(rows(["a", "b"])).toHaveLength(2);
    expect(rows(["*"])).toHaveLength(2);
  });

  it("are a widget's own range, which its title says", () => {
    const rising = viewOf({ "load{host:a}": (minute) => minute }, 2);
    const widget = drawn(
      { type: "query_value", time: { live_span: "1h" }, requests: [scalar("avg:load{*}", {}, "min")] },
      rising,
    );
    expect(widget.time).toBe("1h");
    expect(part(widget, "number").number).toBe("60");
    const live = { type: "live", unit: "minute", value: 30 };
    const half = drawn({ type: "query_value", time: live, requests: [scalar("avg:load{*}", {}, "min")] }, rising);
    expect([half.time, part(half, "number").number]).toEqual(["30m", "90"]);
  });
});

describe("what cannot be drawn", () => {
  const view = viewOf({ "load{host:a}": 1 });
  const text = (definition: object) => part(drawn(definition, view), "text");

  it("shows the mistake in a query with a caret below it", () => {
    const shown = text({ type: "timeseries", requests: [request("avg:load{a:b AND c:d,e:f}")] });
    expect(shown.role).toBe("problem");
    const [line = "", caret = ""] = (shown.code ?? "").split("\n");
    expect(line).toBe("avg:load{a:b AND c:d,e:f}");
    expect(line[caret.indexOf("^")]).toBe(",");
  });

  it("shows the name that a formula does not have", () => {
    const formulas = [{ formula: "query1 + query9" }];
    const shown = text({ type: "timeseries", requests: [request("avg:load{*}", { formulas })] });
    expect(shown.text).toContain("query9");
    expect(shown.code).toBe("query1 + query9\n         ^^^^^^");
  });

  it("says which metric has not reported, and which data is not kept", () => {
    expect(text({ type: "query_value", requests: [scalar("avg:nothing.here{*}")] })).toMatchObject({
      role: "empty",
      text: "No data: nothing has reported nothing.here",
    });
    const queries = [{ data_source: "process", name: "query1", text_filter: "" }];
    expect(text({ type: "toplist", requests: [{ response_format: "scalar", queries }] })).toMatchObject({
      role: "problem",
      text: 'The query "query1" is over process, which is not kept in the sandbox.',
    });
  });

  it.each([
    ["topology_map", { requests: [{ request_type: "topology", query: { service: "api" } }] }, "Topology map: api"],
    ["image", { url: "/logo.svg" }, "Image: /logo.svg"],
    ["something_new", {}, "Widget of the type something_new"],
  ])("is a frame that names it: %s", (type, fields, expected) => {
    const shown = text({ type, ...fields });
    expect(shown.role).toBe("frame");
    expect(shown.text).toContain(expected);
  });

  it.each([
    ["a request that is no object", { type: "timeseries", requests: [null] }],
    ["no requests", { type: "toplist" }],
    ["numbers for texts", { type: "query_value", title: 5, requests: [{ q: 7 }] }],
    ["a monitor that is not there", { type: "alert_graph", alert_id: "77" }],
    ["an SLO that is not there", { type: "slo", slo_id: "x" }],
    ["a search that cannot be read", { type: "log_stream", query: "status:(" }],
  ])("is said, and nothing is thrown: %s", (_what, definition) => {
    const { parts } = drawn(definition, view);
    expect(parts.length).toBeGreaterThan(0);
    expect(parts[0]).toMatchObject({ kind: "text" });
  });
});
