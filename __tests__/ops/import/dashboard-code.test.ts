import { join } from "node:path";
import fc from "fast-check";
import { resultOf } from "../../../datadog/code";
import * as definitions from "../../../datadog/definitions";
import { fileText } from "../../../ops/import/code-file";
import { dashboardCode } from "../../../ops/import/dashboard";
import { MetricsInCode } from "../../../ops/import/metrics-in-code";
import { modulesWith } from "../../../ops/import/monitor";
import { takenDashboard } from "../../../ops/import/taken";
import { contentOf } from "../../../stacks/content";
import { loadEnvironment } from "../../../stacks/environments";

/** The code of a dashboard, and what it gives, as JSON. */
function brought(dashboard: object, reformat = false) {
  const metrics = new MetricsInCode(join(__dirname, "..", "..", ".."));
  const { definition } = takenDashboard(JSON.parse(JSON.stringify(dashboard)));
  const code = dashboardCode(definition, { path: "dashboards/made.ts", name: "made", metrics, reformat });
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
