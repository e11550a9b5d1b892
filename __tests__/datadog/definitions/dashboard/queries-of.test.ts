import { queriesOf } from "../../../../datadog/definitions";

const of = (definition: object) =>
  queriesOf({ widgets: [{ definition }] }).map(({ path, text, language, name }) => ({
    place: path.slice(3).join("."),
    text,
    language,
    ...(name === undefined ? {} : { name }),
  }));

const timeseries = (...requests: readonly object[]) => ({ type: "timeseries", requests });

describe("every query of a dashboard is listed, with its place", () => {
  test("today's queries and formulas", () => {
    const request = {
      queries: [
        { data_source: "metrics", name: "query1", query: "avg:a.b{*}" },
        { data_source: "logs", name: "query2", search: { query: "status:error" }, compute: { aggregation: "count" } },
        { data_source: "cloud_cost", name: "query3", query: "sum:aws.cost.net{*}" },
        { data_source: "process", name: "query4", metric: "process.stat.cpu.total_pct" },
      ],
      formulas: [{ formula: "query1 / query2" }],
    };
    expect(of(timeseries(request))).toEqual([
      { place: "requests.0.queries.0.query", text: "avg:a.b{*}", language: "metrics", name: "query1" },
      { place: "requests.0.queries.1.search.query", text: "status:error", language: "search", name: "query2" },
      { place: "requests.0.queries.2.query", text: "sum:aws.cost.net{*}", language: "metrics", name: "query3" },
      { place: "requests.0.formulas.0.formula", text: "query1 / query2", language: "formula" },
    ]);
    const all = queriesOf({ widgets: [{ definition: timeseries(request) }] });
    expect(all.at(-1)?.names).toEqual(["query1", "query2", "query3", "query4"]);
  });

  test("samples, streams and maps", () => {
    const request = (query: object) => ({ type: "distribution", requests: [{ query }] });
    expect(of(request({ data_source: "metrics", name: "query1", query: "histogram:a.b{*}" }))).toMatchObject([
      { place: "requests.0.query.query", language: "metrics" },
    ]);
    expect(of(request({ data_source: "logs_stream", query_string: "source:celery" }))).toMatchObject([
      { place: "requests.0.query.query_string", language: "search" },
    ]);
    expect(of(request({ data_source: "service_map", service: "a", filters: [] }))).toEqual([]);
  });

  test("the older shapes: q, one search each, and requests that are an object", () => {
    expect(of(timeseries({ q: "avg:a.b{*}" }, { log_query: { index: "main", search: { query: "error" } } }))).toEqual([
      { place: "requests.0.q", text: "avg:a.b{*}", language: "metrics" },
      { place: "requests.1.log_query.search.query", text: "error", language: "search" },
    ]);
    const fills = { type: "hostmap", requests: { fill: { q: "avg:a.b{*}" }, size: { q: "avg:a.c{*}" } } };
    expect(of(fills).map(({ place }) => place)).toEqual(["requests.fill.q", "requests.size.q"]);
    const table = {
      type: "scatterplot",
      requests: { table: { queries: [{ data_source: "metrics", query: "avg:a.b{*}" }] } },
    };
    expect(of(table).map(({ place }) => place)).toEqual(["requests.table.queries.0.query"]);
  });

  test("widgets that are a search, and events over a chart", () => {
    expect(of({ type: "log_stream", query: "error" })).toMatchObject([{ place: "query", language: "search" }]);
    expect(of({ type: "event_timeline", query: "*" })).toMatchObject([{ place: "query", language: "search" }]);
    expect(of({ type: "manage_status", query: "tag:a:b" })).toMatchObject([{ place: "query", language: "monitors" }]);
    expect(of({ type: "timeseries", requests: [], events: [{ q: "deploy" }] })).toMatchObject([
      { place: "events.0.q", language: "search" },
    ]);
    expect(of({ type: "note", content: "avg:a.b{*}" })).toEqual([]);
  });

  test("inside groups and split graphs, each with the widget that it belongs to", () => {
    const inner = { type: "timeseries", title: "Inner", requests: [{ q: "avg:a.b{*}" }] };
    const group = { type: "group", title: "Outer", widgets: [{ definition: inner }] };
    expect(queriesOf({ widgets: [{ definition: group }] })).toEqual([
      {
        path: ["widgets", 0, "definition", "widgets", 0, "definition", "requests", 0, "q"],
        text: "avg:a.b{*}",
        language: "metrics",
        widget: { type: "timeseries", title: "Inner" },
      },
    ]);
    expect(of({ type: "split_group", source_widget_definition: inner, split_config: {} })).toMatchObject([
      { place: "source_widget_definition.requests.0.q" },
    ]);
  });

  test.each([[{}], [{ widgets: null }], [{ widgets: [1, null, {}, { definition: 5 }] }]])(
    "%j has none",
    (dashboard) => {
      expect(queriesOf(dashboard)).toEqual([]);
    },
  );
});
