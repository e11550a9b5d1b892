import { checkDashboard } from "../../../../datadog/definitions";

/** What Datadog's documentation says of dashboards, a line each, with the page it is from (below docs.datadoghq.com). */

const API = "api/latest/dashboards/#create-a-new-dashboard";
const NOTE = "dashboards/widgets/note/";
const GROUP = "dashboards/widgets/group/";
const VARIABLES = "dashboards/template_variables/";

type Place = readonly [x: number, y: number, width: number, height: number, isColumnBreak?: true];

const dashboard = (more: object, widgets: readonly object[] = []) => ({
  title: "Shop",
  layout_type: "ordered",
  widgets,
  ...more,
});
const note = (place?: Place, content = "text") => {
  const [x, y, width, height, is_column_break] = place ?? [];
  const layout = { x, y, width, height, ...(is_column_break ? { is_column_break } : {}) };
  return { definition: { type: "note", content }, ...(place ? { layout } : {}) };
};
const placed = (...places: readonly Place[]) =>
  dashboard(
    { reflow_type: "fixed" },
    places.map((place) => note(place)),
  );
const group = (...widgets: readonly object[]) => ({ definition: { type: "group", layout_type: "ordered", widgets } });
const value = (format: object) =>
  dashboard({}, [
    {
      definition: {
        type: "query_value",
        requests: [
          {
            response_format: "scalar",
            queries: [{ data_source: "metrics", name: "query1", query: "avg:system.cpu.user{*}", aggregator: "avg" }],
            formulas: [{ formula: "query1", conditional_formats: [format] }],
          },
        ],
      },
    },
  ]);

test.each<readonly [page: string, what: string, dashboard: object]>([
  [NOTE, "a note without text", dashboard({}, [note(undefined, "")])],
  [API, "widgets below each other", placed([0, 0, 12, 2], [0, 2, 12, 2])],
  [API, "a second column that begins at the top again", placed([0, 0, 12, 4], [0, 0, 12, 4, true], [0, 4, 12, 2])],
  [API, "a second column that goes on", placed([0, 0, 12, 4], [0, 4, 12, 4, true], [0, 8, 12, 2])],
  [
    API,
    "blocks that begin at the top again, beside a column break",
    placed([0, 0, 6, 4], [6, 0, 6, 4], [0, 4, 12, 4, true], [0, 0, 6, 5], [6, 0, 6, 5]),
  ],
  [API, "places that Datadog does not use", { ...placed([0, 0, 12, 2], [0, 0, 12, 2]), reflow_type: "auto" }],
  [API, "a format by comparison", value({ comparator: ">=", value: 5, palette: "white_on_red" })],
  [API, "formats by ranges", value({ type: "range", palette: "white_on_red" })],
  [API, "five tags of teams", dashboard({ tags: [..."12345"].map((name) => `team:${name}`) })],
  [
    API,
    "a dashboard as it is answered",
    dashboard({ id: "abc", url: "/dashboard/abc", author_handle: "a@example.com" }),
  ],
  [VARIABLES, "a variable", dashboard({ template_variables: [{ name: "env", prefix: "env", defaults: ["*"] }] })],
  [GROUP, "a group", dashboard({}, [group(note([0, 0, 4, 2]), note([4, 0, 4, 2]))])],
])("%s: %s is taken", (_, __, definition) => expect(checkDashboard(definition)).toEqual([]));

test.each<readonly [page: string, what: string, check: string, dashboard: object]>([
  [API, "widgets over each other", "widget-overlap", placed([0, 0, 12, 2], [0, 1, 12, 2])],
  [
    API,
    "widgets over each other beside a second column",
    "widget-overlap",
    placed([0, 0, 12, 2], [0, 1, 12, 2], [0, 0, 12, 2, true]),
  ],
  [
    API,
    "widgets over each other in the second column",
    "widget-overlap",
    placed([0, 0, 12, 2], [0, 0, 12, 4, true], [0, 2, 12, 2]),
  ],
  [API, "a widget that ends beyond column 12", "dashboard-layout", placed([8, 0, 6, 2])],
  [API, "a free layout without places", "dashboard-layout", dashboard({ layout_type: "free" }, [note()])],
  [API, "a layout that does not exist", "dashboard-shape", dashboard({ layout_type: "grid" })],
  [API, "six tags", "dashboard-shape", dashboard({ tags: [..."123456"].map((name) => `team:${name}`) })],
  [API, "a tag that is not of a team", "dashboard-shape", dashboard({ tags: ["env:prod"] })],
  [API, "an unknown comparator", "dashboard-shape", value({ comparator: "!=", value: 5, palette: "white_on_red" })],
  [API, "a mistyped key", "unknown-key", dashboard({ reflow_typ: "fixed" })],
  [API, "a mistyped key of a widget in a group", "unknown-key", dashboard({}, [group({ ...note(), layot: {} })])],
  [
    VARIABLES,
    "both forms of a default",
    "dashboard-shape",
    dashboard({ template_variables: [{ name: "env", default: "*", defaults: ["*"] }] }),
  ],
  [VARIABLES, "a mistyped key", "unknown-key", dashboard({ template_variables: [{ name: "env", prefx: "env" }] })],
  [GROUP, "a group in a group", "dashboard-layout", dashboard({}, [group(group(note()))])],
])("%s: %s is reported", (_, __, check, definition) =>
  expect(checkDashboard(definition).map((found) => found.check)).toContain(check),
);

test("any other key is reported where people write the file", () => {
  const found = (unknownKeys?: "all") =>
    checkDashboard(dashboard({ theme: "dark" }), { unknownKeys }).map(({ check }) => check);
  expect(found()).toEqual([]);
  expect(found("all")).toEqual(["unknown-key"]);
});
