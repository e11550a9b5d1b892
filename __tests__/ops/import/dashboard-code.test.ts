import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { resultOf } from "../../../datadog/code";
import * as definitions from "../../../datadog/definitions";
import { parseMetricQuery, print } from "../../../datadog/query";
import { fileText } from "../../../ops/import/code-file";
import { dashboardCode } from "../../../ops/import/dashboard";
import { MetricsInCode } from "../../../ops/import/metrics-in-code";
import { modulesWith } from "../../../ops/import/monitor";
import { takenDashboard } from "../../../ops/import/taken";
import { contentOf } from "../../../stacks/content";
import { loadEnvironment } from "../../../stacks/environments";
import { corpusPath, describeCorpus } from "../../corpus";

/** The code of a dashboard, and what it gives, as JSON. */
function brought(dashboard: object, reformat = false, newForm = false) {
  const metrics = new MetricsInCode(join(__dirname, "..", "..", ".."));
  const { definition } = takenDashboard(JSON.parse(JSON.stringify(dashboard)));
  const code = dashboardCode(definition, { path: "dashboards/made.ts", name: "made", metrics, reformat, newForm });
  const made = JSON.parse(JSON.stringify(resultOf(code.result, modulesWith(metrics)))) as object;
  return { ...code, text: fileText(code), made };
}

const board = (widgets: readonly object[], fields: object = {}) => ({
  title: "Board",
  description: "What it shows. And more.",
  layout_type: "ordered",
  reflow_type: "fixed",
  template_variables: [],
  notify_list: [],
  widgets,
  ...fields,
});
const at = (definition: object, x = 0, y = 0) => ({ definition, layout: { x, y, width: 6, height: 3 } });

const modern = {
  title: "CPU",
  title_size: "16",
  title_align: "left",
  show_legend: true,
  legend_layout: "auto",
  legend_columns: ["avg", "min", "max", "value", "sum"],
  type: "timeseries",
  requests: [
    {
      formulas: [{ formula: "query1 / 100", alias: "cpu" }],
      queries: [{ name: "query1", data_source: "metrics", query: "avg:system.cpu.user{$env} by {host}" }],
      response_format: "timeseries",
      style: { palette: "dog_classic", order_by: "values", line_type: "solid", line_width: "normal" },
      display_type: "line",
    },
  ],
};

test("a chart is the function that a colleague would write, with the fields that have no setting", () => {
  const { text, made, typed } = brought({ id: "abc-def-ghi", url: "/x", ...board([{ id: 1, ...at(modern) }]) });
  expect(typed).toBe(1);
  expect(text).toContain(
    'timeseries("CPU", line({ cpu: cpuUser.avg().matching("$env").by("host").dividedBy(100) }, { orderBy: "values" }), { fields: { title_size: "16", title_align: "left" } })',
  );
  expect(text).toContain("/** What it shows. */");
  expect(made).toEqual(board([at(modern)]));
});

describe("the dashboards of this project", () => {
  const { dashboards } = contentOf(loadEnvironment("demo"));

  test.each(dashboards.map(({ name, definition }) => [name, definition] as const))(
    "%s: come back, widget by widget",
    (_, definition) => {
      const plain = JSON.parse(JSON.stringify(definition)) as object;
      const { made, typed, raw } = brought(definition);
      expect(made).toEqual(plain);
      // Every one was made by a function; a few were changed by hand since.
      expect(typed / (typed + raw)).toBeGreaterThan(0.85);
    },
  );
});

test.each<readonly [string, object]>([
  ["of a kind that has no function", { type: "iframe", url: "https://example.com" }],
  ["of a kind that nobody knows", { type: "brand_new", anything: { deep: [1, null, "x"] } }],
  [
    "of the old form",
    { type: "timeseries", title: "t", requests: [{ q: "avg:a.b{*}, avg:c.d{*}", display_type: "line" }] },
  ],
  [
    "with a query that cannot be read",
    {
      ...modern,
      requests: [{ ...modern.requests[0], queries: [{ name: "query1", data_source: "metrics", query: "avg:a.b{" }] }],
    },
  ],
  [
    "with queries of another kind",
    {
      ...modern,
      requests: [{ ...modern.requests[0], queries: [{ name: "query1", data_source: "cloud_cost", query: "x" }] }],
    },
  ],
  ...Object.entries({
    "groups of different lengths": {
      group_by: [
        { facet: "@a", limit: 5 },
        { facet: "@b", limit: 7 },
      ],
    },
    "groups of another form": { group_by: { fields: ["@a"], limit: 5 } },
    "an aggregation that is not known": { compute: { aggregation: "stddev", metric: "@a" } },
    "a compute that is not known": { compute: { aggregation: "count", rollup: 5 } },
    "an interval in words": { compute: { aggregation: "avg", metric: "@a", interval: "5m" } },
    "a measure that is not a name": { compute: { aggregation: "avg", metric: 5 } },
    "no search": { search: {} },
    "a source that is not known": { data_source: "profiles" },
  }).map(([what, rest]) => {
    const logs = { name: "query1", data_source: "logs", search: { query: "a" }, compute: { aggregation: "count" } };
    const requests = [{ ...modern.requests[0], queries: [{ ...logs, ...rest }] }];
    return [`over logs with ${what}`, { ...modern, requests }] as const;
  }),
])("a widget %s stays as it is", (_, definition) => {
  const { text, made, raw } = brought(board([at(definition)]));
  expect(raw).toBe(1);
  expect(text).toContain("rawWidget(");
  expect(made).toEqual(board([at(definition)]));
});

test.each([
  [
    "free",
    board([{ definition: { type: "note", content: "x" }, layout: { x: 50, y: 3, width: 24, height: 15 } }], {
      layout_type: "free",
      reflow_type: undefined,
    }),
  ],
  ["arranged by Datadog", board([{ definition: { type: "note", content: "x" } }], { reflow_type: "auto" })],
  ["without a list of variables", { title: "B", layout_type: "ordered", widgets: [] }],
  [
    "with fields that nobody knows",
    board([at({ type: "note", content: "x" })], { newer: { a: 1 }, template_variable_presets: [{ name: "p" }] }),
  ],
  [
    "with a query per formula name",
    board([
      at({
        ...modern,
        requests: [
          {
            ...modern.requests[0],
            formulas: [{ formula: "a - b" }, { formula: "b" }],
            queries: ["a", "b"].map((name) => ({ name, data_source: "metrics", query: `avg:x.${name}{*}` })),
          },
        ],
      }),
    ]),
  ],
])("a dashboard %s comes back", (_, dashboard) => {
  expect(brought(dashboard).made).toEqual(JSON.parse(JSON.stringify(dashboard)));
});

test("the spacing of a query is its own, or the builder's where it may change", () => {
  const request = {
    ...modern.requests[0]!,
    queries: [{ name: "query1", data_source: "metrics", query: "avg:a.b{x:1 , y:2}by{host}" }],
  };
  const spelled = board([at({ ...modern, requests: [request] })]);
  expect(JSON.stringify(brought(spelled, true).made)).toContain("avg:a.b{x:1,y:2} by {host}");
  expect(brought(spelled).made).toEqual(spelled);
});

describe("a request with q, in the form of queries and formulas", () => {
  const chart = { type: "timeseries", title: "t", show_legend: false };
  const number = { type: "query_value", title: "n", autoscale: true, precision: 2 };
  const metrics = (name: string, query: string) => ({ data_source: "metrics", name, query });
  const load = "max:system.load.1{*} by {host}";

  test.each<readonly [string, object, object]>([
    [
      "has a formula for each of its queries, with the names of the legend",
      {
        ...chart,
        requests: [
          {
            q: "avg:a.b{*} , avg:a.b{*}/avg:c.d{*}",
            metadata: [
              { expression: "avg:a.b{*}/avg:c.d{*}", alias_name: "two" },
              { expression: "avg:a.b{*}", alias_name: "one" },
            ],
            display_type: "bars",
          },
        ],
      },
      {
        ...chart,
        requests: [
          {
            response_format: "timeseries",
            formulas: [
              { alias: "one", formula: "query1" },
              { alias: "two", formula: "query1 / query2" },
            ],
            queries: [metrics("query1", "avg:a.b{*}"), metrics("query2", "avg:c.d{*}")],
            display_type: "bars",
          },
        ],
      },
    ],
    [
      "gives its aggregator to its query",
      { ...number, requests: [{ q: "100 * avg:a.b{*}", aggregator: "last" }] },
      {
        ...number,
        requests: [
          {
            response_format: "scalar",
            formulas: [{ formula: "100 * query1" }],
            queries: [{ ...metrics("query1", "avg:a.b{*}"), aggregator: "last" }],
          },
        ],
      },
    ],
    [
      "has the order and the rows of top()",
      { type: "toplist", title: "l", requests: [{ q: `top(${load}, 5, 'mean', 'asc')`, style: { palette: "cool" } }] },
      {
        type: "toplist",
        title: "l",
        requests: [
          {
            response_format: "scalar",
            formulas: [{ formula: "query1" }],
            queries: [{ ...metrics("query1", load), aggregator: "avg" }],
            sort: { count: 5, order_by: [{ type: "formula", index: 0, order: "asc" }] },
            style: { palette: "cool" },
          },
        ],
      },
    ],
    [
      "is one of a table for all of its columns",
      {
        type: "query_table",
        title: "t",
        requests: [
          { q: load, alias: "Load", aggregator: "max", cell_display_mode: ["bar"], limit: 5, order: "asc" },
          { q: "avg:a.b{*} by {host}", alias: "B", aggregator: "max" },
        ],
      },
      {
        type: "query_table",
        title: "t",
        requests: [
          {
            response_format: "scalar",
            formulas: [
              { alias: "Load", formula: "query1", cell_display_mode: "bar" },
              { alias: "B", formula: "query2", cell_display_mode: "number" },
            ],
            queries: [
              { ...metrics("query1", load), aggregator: "max" },
              { ...metrics("query2", "avg:a.b{*} by {host}"), aggregator: "max" },
            ],
            sort: { count: 5, order_by: [{ type: "formula", index: 0, order: "asc" }] },
          },
        ],
      },
    ],
  ])("%s", (_, old, renewed) => {
    const { made, typed } = brought(board([at(old)]), true, true);
    expect(made).toEqual(board([at(renewed)]));
    expect(typed).toBe(1);
    // Unless it is asked for, what was read comes back.
    expect(brought(board([at(old)]), true).made).toEqual(board([at(old)]));
  });

  test.each<readonly [string, object]>([
    // The average of a ratio is not the ratio of averages.
    ["one value of several queries", { ...number, requests: [{ q: "avg:a.b{*} / avg:c.d{*}", aggregator: "avg" }] }],
    ["one value of a function", { ...number, requests: [{ q: "timeshift(avg:a.b{*}, -300)", aggregator: "last" }] }],
    ["one value of an arithmetic average", { ...number, requests: [{ q: "1 / avg:a.b{*}", aggregator: "avg" }] }],
    ["one value without an aggregator", { ...number, requests: [{ q: "avg:a.b{*}" }] }],
    ["the top of a function", { type: "toplist", title: "l", requests: [{ q: `top(abs(${load}), 5, 'max', 'asc')` }] }],
    [
      "a name for what is not drawn",
      { ...chart, requests: [{ q: "avg:a.b{*}", metadata: [{ expression: "avg:x.y{*}", alias_name: "x" }] }] },
    ],
    [
      "columns with other groups",
      {
        type: "query_table",
        title: "t",
        requests: [
          { q: load, alias: "Load", aggregator: "max", limit: 5, order: "asc" },
          { q: "avg:a.b{*}", alias: "B", aggregator: "max" },
        ],
      },
    ],
    ["no query", { ...chart, requests: [{ q: "avg:a.b{" }] }],
  ])("stays as it is: %s", (_, old) => {
    expect(brought(board([at(old)]), true, true).made).toEqual(board([at(old)]));
  });
});

describeCorpus("the dashboards of the corpus with requests of the old form", () => {
  const boards = readdirSync(corpusPath("dashboards")).map(
    (file) => JSON.parse(readFileSync(corpusPath("dashboards", file), "utf8")) as object,
  );
  type Widget = {
    readonly definition: { readonly type: string; readonly widgets?: Widget[]; readonly requests?: unknown };
  };
  const requestsOf = (widgets: readonly Widget[]): readonly Record<string, unknown>[] =>
    widgets.flatMap(({ definition: { type, widgets: inside, requests } }) =>
      inside ? requestsOf(inside) : Array.isArray(requests) && type !== "query_table" ? requests : [],
    );
  const counted = (newForm: boolean) => {
    const all = boards.map((each) => brought(each, true, newForm));
    return all.reduce((sum, { typed }) => sum + typed, 0);
  };

  test("come as function calls, more of them", () => {
    // Most of 27 charts, 7 numbers without functions, 3 lists of top() of one query, and 3 tables.
    expect(counted(true) - counted(false)).toBeGreaterThan(30);
  });

  test("ask for the same curves", () => {
    let compared = 0;
    for (const each of boards) {
      const made = requestsOf((brought(each, true, true).made as { widgets: Widget[] }).widgets);
      requestsOf((each as { widgets: Widget[] }).widgets).forEach(({ q }, index) => {
        const { formulas, queries, q: kept, sort } = made[index] as Record<string, Record<string, string>[]>;
        if (typeof q !== "string" || kept !== undefined || sort !== undefined) return;
        const texts = (formulas ?? []).map(({ formula }) =>
          (queries ?? []).reduce((text, { name, query }) => text.replaceAll(name!, query!), String(formula)),
        );
        const parsed = parseMetricQuery(q);
        expect(parsed).toMatchObject({ ok: true });
        const wanted = parsed.ok ? (parsed.node.kind === "list" ? parsed.node.items : [parsed.node]).map(print) : [];
        expect(texts).toEqual(wanted);
        compared++;
      });
    }
    expect(compared).toBeGreaterThan(50);
  });
});

test("whatever a widget holds, the dashboard comes back", () => {
  const definition = fc.record({
    type: fc.constantFrom("timeseries", "note", "toplist", "group", "query_value", "manage_status", "slo"),
    title: fc.string(),
    requests: fc.jsonValue(),
    time: fc.jsonValue(),
    content: fc.jsonValue(),
    widgets: fc.constant([]),
  });
  fc.assert(
    fc.property(fc.array(definition, { maxLength: 3 }), (all) => {
      const dashboard = board(all.map((each, index) => at(each, 0, index * 3)));
      const plain = JSON.parse(JSON.stringify(dashboard)) as object;
      let made: object;
      try {
        made = brought(dashboard).made;
      } catch (error) {
        expect((error as Error).name).toBe("NotTaken");
        return;
      }
      expect(made).toEqual(plain);
    }),
    { numRuns: 60 },
  );
});

test("names of functions and types that content uses are exported", () => {
  expect(Object.keys(definitions)).toEqual(expect.arrayContaining(["rawDashboard", "rawMonitor", "rawWidget"]));
});
