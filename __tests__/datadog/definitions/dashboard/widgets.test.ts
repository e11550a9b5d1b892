import {
  alertGraph,
  alertValue,
  burnRateChart,
  change,
  checkDashboard,
  dashboard,
  distributionOf,
  group,
  heatmap,
  line,
  linkTo,
  logStream,
  logs,
  monitorSummary,
  note,
  queryValue,
  rawWidget,
  samplesOf,
  serviceMap,
  serviceSummary,
  size,
  slo,
  sloList,
  sloSummary,
  table,
  timeseries,
  toplist,
  traceStream,
  type UnplacedWidget,
} from "../../../../datadog/definitions";
import { counter, metric } from "../../../../datadog/query";

const runs = counter("pipeline.runs", { description: "Runs", tags: ["status"] });
const runsSucceed = slo({
  name: "Runs succeed",
  good: runs.sum().where({ status: "success" }),
  total: runs.sum(),
  target: 99,
});
const load = metric("system.load.1").avg();
const loadQuery = { data_source: "metrics", name: "query1", query: "avg:system.load.1{*} by {host}" };
const byHost = load.by("host");

/**
 * Each widget against the JSON of Datadog's documentation and of the recorded dashboards: fields that the API leaves as
 * they are sent.
 */
const WIDGETS: readonly (readonly [string, UnplacedWidget, object])[] = [
  [
    "timeseries",
    timeseries("Load", line(byHost), {
      markers: [{ value: "y = 4", display_type: "error dashed", label: "full" }],
      yaxis: { label: "processes", scale: "log", min: 1 },
      rightYaxis: { max: 100, includeZero: false },
      events: ["deployment"],
      time: "4h",
      customLinks: [{ label: "Runbook", link: "https://example.com/{{host.value}}" }],
    }),
    {
      type: "timeseries",
      title: "Load",
      requests: [
        {
          response_format: "timeseries",
          queries: [loadQuery],
          formulas: [{ formula: "query1" }],
          display_type: "line",
          style: { palette: "dog_classic", line_type: "solid", line_width: "normal" },
        },
      ],
      show_legend: true,
      legend_layout: "auto",
      legend_columns: ["avg", "min", "max", "value", "sum"],
      markers: [{ value: "y = 4", display_type: "error dashed", label: "full" }],
      yaxis: { label: "processes", scale: "log", min: "1", max: "auto", include_zero: true },
      right_yaxis: { label: "", scale: "linear", min: "auto", max: "100", include_zero: false },
      events: [{ q: "deployment" }],
      time: { live_span: "4h" },
      custom_links: [{ label: "Runbook", link: "https://example.com/{{host.value}}" }],
    },
  ],
  [
    "query value",
    queryValue("Load", load, {
      unit: { label: "processes" },
      precision: 0,
      background: "area",
      formats: [{ comparator: ">", value: 4, palette: "white_on_red" }],
    }),
    {
      type: "query_value",
      title: "Load",
      requests: [
        {
          response_format: "scalar",
          queries: [{ ...loadQuery, query: "avg:system.load.1{*}", aggregator: "avg" }],
          formulas: [{ formula: "query1", number_format: { unit: { type: "custom_unit_label", label: "processes" } } }],
          conditional_formats: [{ comparator: ">", value: 4, palette: "white_on_red" }],
        },
      ],
      autoscale: true,
      precision: 0,
      timeseries_background: { type: "area" },
    },
  ],
  [
    "toplist",
    toplist("Load", byHost, { limit: 5, order: "asc" }),
    {
      type: "toplist",
      title: "Load",
      requests: [
        {
          response_format: "scalar",
          queries: [{ ...loadQuery, aggregator: "avg" }],
          formulas: [{ formula: "query1" }],
          sort: { count: 5, order_by: [{ type: "formula", index: 0, order: "asc" }] },
        },
      ],
    },
  ],
  [
    "change",
    change("Load", byHost, { compareTo: "day_before", changeType: "absolute", orderBy: "name", orderDir: "asc" }),
    {
      type: "change",
      title: "Load",
      requests: [
        {
          response_format: "scalar",
          queries: [{ ...loadQuery, aggregator: "avg" }],
          formulas: [{ formula: "day_before(query1)" }, { formula: "query1" }],
          compare_to: "day_before",
          change_type: "absolute",
          increase_good: false,
          order_by: "name",
          order_dir: "asc",
          show_present: true,
        },
      ],
    },
  ],
  [
    "table",
    table("Load", {
      load: { value: byHost, unit: "percent", formats: [{ comparator: ">=", value: 9, palette: "white_on_red" }] },
    }),
    {
      type: "query_table",
      title: "Load",
      requests: [
        {
          response_format: "scalar",
          queries: [{ ...loadQuery, aggregator: "avg" }],
          formulas: [
            {
              alias: "load",
              formula: "query1",
              cell_display_mode: "number",
              conditional_formats: [{ comparator: ">=", value: 9, palette: "white_on_red" }],
              number_format: { unit: { type: "canonical_unit", unit_name: "percent" } },
            },
          ],
          sort: { count: 50, order_by: [{ type: "formula", index: 0, order: "desc" }] },
        },
      ],
      has_search_bar: "auto",
    },
  ],
  [
    "heat map of groups",
    heatmap("Load", byHost, { palette: "warm" }),
    {
      type: "heatmap",
      title: "Load",
      requests: [
        {
          response_format: "timeseries",
          queries: [loadQuery],
          formulas: [{ formula: "query1" }],
          style: { palette: "warm" },
        },
      ],
      show_legend: false,
    },
  ],
  [
    "heat map of samples",
    heatmap("Requests", samplesOf(metric("trace.servlet.request").avg())),
    {
      type: "heatmap",
      title: "Requests",
      requests: [
        {
          request_type: "histogram",
          query: { data_source: "metrics", name: "query1", query: "histogram:trace.servlet.request{*}" },
          style: { palette: "dog_classic" },
        },
      ],
      show_legend: false,
    },
  ],
  [
    "distribution",
    distributionOf("Load", byHost, { legend: true }),
    {
      type: "distribution",
      title: "Load",
      requests: [{ q: "avg:system.load.1{*} by {host}", style: { palette: "dog_classic" } }],
      show_legend: true,
    },
  ],
  [
    "note",
    note("**Read** me", { color: "yellow", align: "center" }),
    {
      type: "note",
      content: "**Read** me",
      background_color: "yellow",
      font_size: "14",
      text_align: "center",
      vertical_align: "top",
      show_tick: false,
      tick_pos: "50%",
      tick_edge: "left",
      has_padding: true,
    },
  ],
  [
    "group",
    group("Notes", [note("a", { size: size.half })], { color: "purple" }),
    {
      type: "group",
      title: "Notes",
      layout_type: "ordered",
      show_title: true,
      background_color: "purple",
      widgets: [{ definition: expect.objectContaining({ type: "note" }), layout: { x: 0, y: 0, width: 6, height: 3 } }],
    },
  ],
  [
    "SLO",
    sloSummary("Runs succeed", "72c1f05f994d5377a6d2f5233d1335b1", { additionalQueryFilters: "env:demo" }),
    {
      type: "slo",
      title: "Runs succeed",
      slo_id: "72c1f05f994d5377a6d2f5233d1335b1",
      view_type: "detail",
      time_windows: ["7d", "30d"],
      show_error_budget: true,
      view_mode: "overall",
      global_time_target: "0",
      additional_query_filters: "env:demo",
    },
  ],
  [
    "SLO of the dashboard's stack",
    sloSummary("Runs succeed", runsSucceed),
    expect.objectContaining({ slo_id: linkTo(runsSucceed) }),
  ],
  [
    "SLO list",
    sloList("SLOs", ["service:data-pipeline", "env:demo"], { limit: 5 }),
    // as the editor exports it: https://docs.datadoghq.com/dashboards/widgets/slo_list/
    {
      type: "slo_list",
      title: "SLOs",
      requests: [
        {
          request_type: "slo_list",
          query: {
            query_string: "service:data-pipeline AND env:demo",
            limit: 5,
            sort: [{ column: "status.error_budget_remaining", order: "asc" }],
          },
        },
      ],
    },
  ],
  [
    "burn rate",
    burnRateChart("Burn rate", runsSucceed, { threshold: 14.4, legend: false }),
    {
      type: "timeseries",
      title: "Burn rate",
      show_legend: false,
      requests: [
        expect.objectContaining({
          // the error rate of the last hour over 1 − 99 %
          formulas: [
            {
              formula:
                "(1 - default_zero(moving_rollup(query1, 3600, 'sum')) / moving_rollup(query2, 3600, 'sum')) / 0.01",
            },
          ],
          queries: [
            { data_source: "metrics", name: "query1", query: "sum:pipeline.runs{status:success}.as_count()" },
            { data_source: "metrics", name: "query2", query: "sum:pipeline.runs{*}.as_count()" },
          ],
        }),
      ],
      markers: [
        { value: "y = 1", display_type: "info dashed", label: "the budget lasts" },
        { value: "y > 14.4", display_type: "error dashed", label: "burn rate > 14.4" },
      ],
    },
  ],
  [
    "monitor summary",
    monitorSummary("Monitors", ["service:data-pipeline", "env:$env.value"]),
    {
      type: "manage_status",
      title: "Monitors",
      query: "tag:service:data-pipeline tag:env:$env.value",
      sort: "status,asc",
      display_format: "countsAndList",
      summary_type: "monitors",
      color_preference: "text",
      hide_zero_counts: true,
      show_status: true,
      show_priority: true,
      show_last_triggered: true,
      last_triggered_format: "relative",
    },
  ],
  [
    "alert graph",
    alertGraph("Failures", 895605),
    { type: "alert_graph", title: "Failures", alert_id: "895605", viz_type: "timeseries" },
  ],
  [
    "alert value",
    alertValue("Failures", "895605", { precision: 0, unit: "b" }),
    { type: "alert_value", title: "Failures", alert_id: "895605", precision: 0, unit: "b", text_align: "center" },
  ],
  [
    "log stream",
    logStream("Errors", "status:error"),
    {
      type: "list_stream",
      title: "Errors",
      requests: [
        {
          response_format: "event_list",
          query: {
            data_source: "logs_stream",
            query_string: "status:error",
            indexes: [],
            storage: "hot",
            sort: { column: "timestamp", order: "desc" },
          },
          columns: [
            { field: "status_line", width: "auto" },
            { field: "timestamp", width: "auto" },
            { field: "host", width: "auto" },
            { field: "service", width: "auto" },
            { field: "content", width: "compact" },
          ],
        },
      ],
    },
  ],
  [
    "trace stream",
    traceStream("Failed", "status:error", { columns: ["service"] }),
    {
      type: "list_stream",
      title: "Failed",
      requests: [
        {
          response_format: "event_list",
          query: {
            data_source: "trace_stream",
            query_string: "status:error",
            indexes: [],
            sort: { column: "timestamp", order: "desc" },
          },
          columns: [{ field: "service", width: "auto" }],
        },
      ],
    },
  ],
  [
    "service summary",
    serviceSummary("API", { service: "fastapi", env: "$env.value", spanName: "fastapi.request" }, { show: ["hits"] }),
    {
      type: "trace_service",
      title: "API",
      env: "$env.value",
      service: "fastapi",
      span_name: "fastapi.request",
      show_hits: true,
      show_errors: false,
      show_latency: false,
      show_breakdown: false,
      show_distribution: false,
      show_resource_list: false,
      size_format: "medium",
      display_format: "three_column",
    },
  ],
  [
    "service map",
    serviceMap("Services", "fastapi", ["$env"]),
    {
      type: "topology_map",
      title: "Services",
      requests: [
        { request_type: "topology", query: { data_source: "service_map", service: "fastapi", filters: ["$env"] } },
      ],
    },
  ],
  [
    "raw JSON",
    rawWidget({ type: "iframe", url: "https://example.com" }),
    { type: "iframe", url: "https://example.com" },
  ],
];

test.each(WIDGETS)("%s", (_, { definition }, expected) => {
  expect(definition).toEqual(expected);
});

test("no widget holds a field without a value: Datadog would keep it as null, and every plan would differ", () => {
  const json = JSON.stringify(WIDGETS.map(([, widget]) => widget));
  expect(JSON.parse(json)).toEqual(WIDGETS.map(([, widget]) => widget));
  expect(json).not.toContain("null");
});

test("all of them make a dashboard without a finding", () => {
  const widgets = WIDGETS.map(([, widget]) => widget);
  expect(checkDashboard(dashboard({ title: "All", description: "Every widget", widgets }))).toEqual([]);
});

test("a log query in a list narrows by event, not by metric", () => {
  expect(toplist("Errors", logs({ search: "status:error", by: ["service"] })).definition.requests).toMatchObject([
    { queries: [{ name: "query1", data_source: "logs" }], formulas: [{ formula: "query1" }] },
  ]);
});

test.each([-5, 0, 2.5, Number.NaN])("a limit of %d is refused", (limit) => {
  const words = `The limit is ${limit}, but it must be a whole number of at least 1.`;
  expect(() => toplist("Load", byHost, { limit })).toThrow(words);
  expect(() => table("Load", { load: byHost }, { limit })).toThrow(words);
  expect(() => logs({ search: "status:error", by: ["service"], limit })).toThrow(words);
});

test("a burn rate is drawn from the queries of a metric SLO alone", () => {
  const fast = slo({ name: "Fast", value: load, comparator: "<", threshold: 1, target: 99 });
  expect(() => burnRateChart("Burn rate", fast)).toThrow(
    'burnRateChart "Burn rate" needs a metric SLO with a query, which "Fast" is not.',
  );
});

test("what is chosen by tags is refused without a tag", () => {
  expect(() => sloList("SLOs", [])).toThrow('sloList "SLOs" needs a tag, such as service:data-pipeline.');
  expect(() => monitorSummary("Monitors", [])).toThrow(
    'monitorSummary "Monitors" needs a tag, such as service:data-pipeline.',
  );
});
