import {
  area,
  bars,
  type EventQuery,
  line,
  logs,
  queryValue,
  samplesOf,
  spans,
  table,
} from "../../../../datadog/definitions";
import { constant, formula, metric, ratio, top, weekBefore } from "../../../../datadog/query";

const failed = metric("pipeline.runs").sum().where({ status: "failed" }).asCount();
const all = metric("pipeline.runs").sum().asCount();

const requestOf = ({ definition }: { readonly definition: { readonly [field: string]: unknown } }) =>
  (definition.requests as readonly Record<string, unknown>[])[0]!;

describe("a request", () => {
  test("of one metric query calls it query1", () => {
    expect(line(metric("system.load.1").avg().by("host"))).toEqual({
      response_format: "timeseries",
      queries: [{ data_source: "metrics", name: "query1", query: "avg:system.load.1{*} by {host}" }],
      formulas: [{ formula: "query1" }],
      display_type: "line",
      style: { palette: "dog_classic", line_type: "solid", line_width: "normal" },
    });
  });

  test("splits arithmetic as Datadog's editor does: each metric query has a name, the rest is the formula", () => {
    const { queries, formulas } = bars(constant(100).times(constant(1).minus(ratio(failed, all))));
    expect(queries).toEqual([
      { data_source: "metrics", name: "query1", query: "sum:pipeline.runs{status:failed}.as_count()" },
      { data_source: "metrics", name: "query2", query: "sum:pipeline.runs{*}.as_count()" },
    ]);
    expect(formulas).toEqual([{ formula: "100 * (1 - query1 / query2)" }]);
  });

  test("keeps functions in the formula", () => {
    expect(line(top(weekBefore(all), 10, "mean", "desc")).formulas).toEqual([
      { formula: "top(week_before(query1), 10, 'mean', 'desc')" },
    ]);
  });

  test("names several sources for the legend, and the same query only once", () => {
    const { queries, formulas } = line({ failed, "share of all": failed.dividedBy(all), all });
    expect(queries.map(({ name, query }) => [name, query])).toEqual([
      ["query1", "sum:pipeline.runs{status:failed}.as_count()"],
      ["query2", "sum:pipeline.runs{*}.as_count()"],
    ]);
    expect(formulas).toEqual([
      { alias: "failed", formula: "query1" },
      { alias: "share of all", formula: "query1 / query2" },
      { alias: "all", formula: "query2" },
    ]);
  });

  test("keeps the names that an author chose", () => {
    const share = formula({ failed, all }, (names) => names.failed.dividedBy(names.all));
    const { queries, formulas } = area(share);
    expect(queries.map(({ name }) => name)).toEqual(["failed", "all"]);
    expect(formulas).toEqual([{ formula: "failed / all" }]);
  });

  test("refuses one name for two queries", () => {
    const of = (query: typeof failed) => formula({ runs: query }, ({ runs }) => runs.times(2));
    expect(() => line({ a: of(failed), b: of(all) })).toThrow(
      'Two formulas in one request use the name "runs" for different queries: rename one of them.',
    );
  });

  test("takes text as a query", () => {
    expect(line("avg:system.load.1{*} / 2").formulas).toEqual([{ formula: "query1 / 2" }]);
  });

  test("can stand on the right axis, in a unit and a style of its own", () => {
    const request = line(all, {
      onRightYaxis: true,
      unit: { unit: "message", per: "second" },
      lineType: "dotted",
      palette: "gray",
    });
    expect(request.on_right_yaxis).toBe(true);
    expect(request.style).toEqual({ palette: "gray", line_type: "dotted", line_width: "normal" });
    expect(request.formulas).toEqual([
      {
        formula: "query1",
        number_format: { unit: { type: "canonical_unit", unit_name: "message", per_unit_name: "second" } },
      },
    ]);
  });
});

describe("the one value of a query", () => {
  const aggregators = (source: Parameters<typeof queryValue>[1], options?: Parameters<typeof queryValue>[2]) =>
    (requestOf(queryValue("t", source, options)).queries as { aggregator: string }[]).map(
      ({ aggregator }) => aggregator,
    );

  test("counts add up, percentiles are of the whole time, other values are averaged", () => {
    expect(aggregators(ratio(failed, all))).toEqual(["sum", "sum"]);
    expect(aggregators(metric("trace.fastapi.request").p95())).toEqual(["percentile"]);
    expect(aggregators(metric("system.load.1").avg())).toEqual(["avg"]);
  });

  test("or what the author says", () => {
    expect(aggregators(all, { aggregator: "last" })).toEqual(["last"]);
  });

  test("the columns of a table share their queries", () => {
    const columns = {
      failed: failed.by("user"),
      share: { value: ratio(failed.by("user"), all.by("user")), display: "bar" },
    } as const;
    const { queries, formulas } = requestOf(table("t", columns)) as { queries: unknown[]; formulas: unknown };
    expect(queries).toHaveLength(2);
    expect(formulas).toEqual([
      { alias: "failed", formula: "query1", cell_display_mode: "number" },
      { alias: "share", formula: "query1 / query2", cell_display_mode: "bar" },
    ]);
  });
});

describe("events are counted", () => {
  // The shape of the log query of a dashboard in the corpus (spark-databricks_overview.json has `storage: "hot"` too).
  test("logs by facet", () => {
    const query: EventQuery = logs({ search: "status:error", by: ["service"] });
    expect(query).toEqual({
      data_source: "logs",
      indexes: ["*"],
      search: { query: "status:error" },
      compute: { aggregation: "count" },
      group_by: [{ facet: "service", limit: 10, sort: { aggregation: "count", order: "desc" } }],
      storage: "hot",
    });
  });

  test("spans by a percentile of a measure", () => {
    const query = spans({
      search: "",
      compute: { aggregation: "pc95", metric: "@duration" },
      by: ["resource_name"],
      limit: 5,
    });
    expect(query.indexes).toEqual(["trace-search"]);
    expect(query.group_by).toEqual([
      { facet: "resource_name", limit: 5, sort: { aggregation: "pc95", order: "desc", metric: "@duration" } },
    ]);
  });

  test("under a name like any other query", () => {
    const { queries, formulas } = bars({ errors: logs({ search: "status:error" }), all });
    expect(queries.map(({ name, data_source }) => [name, data_source])).toEqual([
      ["query1", "logs"],
      ["query2", "metrics"],
    ]);
    expect(formulas.map((each) => each.formula)).toEqual(["query1", "query2"]);
  });
});

describe("samplesOf", () => {
  test("asks for the samples of a distribution", () => {
    expect(samplesOf(metric("trace.fastapi.request").avg().where({ service: "api" }))).toEqual({
      samples: "histogram:trace.fastapi.request{service:api}",
    });
  });

  test.each([
    [
      metric("a.b").avg().by("host"),
      "samplesOf(avg:a.b{*} by {host}): pass one distribution metric without by(), such as latency.avg().",
    ],
    [
      metric("a.b").avg().times(2),
      "samplesOf(avg:a.b{*} * 2): pass one distribution metric without by(), such as latency.avg().",
    ],
  ])("refuses %s", (query, message) => {
    expect(() => samplesOf(query)).toThrow(message);
  });
});
