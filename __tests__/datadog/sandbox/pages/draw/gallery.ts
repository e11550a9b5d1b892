import type { DashboardDefinition, Widget, WidgetDefinition } from "../../../../../datadog/definitions";

const metrics = (name: string, query: string, aggregator = "avg") => ({
  data_source: "metrics",
  name,
  query,
  aggregator,
});

const scalar = (query: string, more: object = {}, formula: object = {}) => ({
  response_format: "scalar",
  queries: [metrics("query1", query)],
  formulas: [{ formula: "query1", ...formula }],
  ...more,
});

const curves = (query: string, more: object = {}) => ({
  response_format: "timeseries",
  queries: [metrics("query1", query)],
  formulas: [{ formula: "query1" }],
  display_type: "line",
  ...more,
});

const LOAD = "avg:system.load.1{*} by {host}";
const MEMORY = "avg:system.mem.used{*} by {host}";

/** One widget of every type that definitions know, and some in several forms. */
export const GALLERY: readonly WidgetDefinition[] = [
  {
    type: "timeseries",
    title: "Lines, two axes, markers",
    requests: [
      curves(LOAD),
      curves(MEMORY, { on_right_yaxis: true, style: { palette: "purple", line_type: "dashed" } }),
    ],
    markers: [
      { value: "y > 40", display_type: "error dashed", label: "alert > 40" },
      { value: "10 < y < 20", display_type: "ok solid", label: "usual" },
    ],
    yaxis: { label: "load", include_zero: true },
    show_legend: true,
    legend_layout: "auto",
    events: [{ q: "source:docker status:error" }],
  },
  {
    type: "timeseries",
    title: "Bars",
    requests: [curves(LOAD, { display_type: "bars", style: { palette: "warm" } })],
  },
  {
    type: "timeseries",
    title: "Areas, with a formula",
    requests: [
      {
        response_format: "timeseries",
        queries: [metrics("a", LOAD), metrics("b", "avg:system.load.5{*} by {host}")],
        formulas: [{ formula: "a + b", alias: "both" }],
        display_type: "area",
        style: { palette: "cool" },
      },
    ],
    time: { live_span: "1h" },
  },
  {
    type: "timeseries",
    title: "Anomalies",
    requests: [{ q: "anomalies(avg:system.load.1{*}, 'basic', 2)", display_type: "line" }],
  },
  { type: "timeseries", title: "Log scale", requests: [curves(MEMORY)], yaxis: { scale: "log" } },
  {
    type: "query_value",
    title: "Number",
    requests: [
      scalar("avg:system.mem.used{*}", {
        conditional_formats: [{ comparator: ">", value: 0, palette: "white_on_green" }],
      }),
    ],
    precision: 1,
    autoscale: true,
    timeseries_background: { type: "area" },
  },
  {
    type: "toplist",
    title: "Top list",
    requests: [scalar(LOAD, { sort: { count: 2, order_by: [{ type: "formula", index: 0, order: "desc" }] } })],
  },
  {
    type: "query_table",
    title: "Table",
    requests: [
      {
        response_format: "scalar",
        queries: [metrics("a", LOAD), metrics("b", MEMORY)],
        formulas: [
          {
            formula: "a",
            alias: "Load",
            conditional_formats: [{ comparator: ">=", value: 0, palette: "white_on_yellow" }],
          },
          { formula: "b", alias: "Memory", cell_display_mode: "bar" },
          { formula: "b", alias: "Trend", cell_display_mode: "trend" },
        ],
      },
    ],
  },
  {
    type: "change",
    title: "Change",
    requests: [
      { ...scalar(LOAD), compare_to: "hour_before", change_type: "relative", increase_good: false, show_present: true },
    ],
  },
  { type: "heatmap", title: "Heat map", requests: [{ q: LOAD }] },
  {
    type: "distribution",
    title: "Distribution",
    requests: [{ request_type: "histogram", query: metrics("query1", "histogram:system.load.1{*}") }],
  },
  { type: "treemap", title: "Treemap", requests: [scalar("avg:system.mem.used{*} by {host,device}")] },
  {
    type: "sunburst",
    title: "Pie",
    requests: [scalar("avg:system.mem.used{*} by {host,device}")],
    legend: { type: "automatic" },
  },
  {
    type: "scatterplot",
    title: "Scatter",
    requests: {
      table: {
        response_format: "scalar",
        queries: [metrics("a", LOAD), metrics("b", MEMORY)],
        formulas: [
          { formula: "a", dimension: "x" },
          { formula: "b", dimension: "y" },
        ],
      },
    },
    color_by_groups: ["host"],
  },
  { type: "hostmap", title: "Host map", requests: { fill: { q: LOAD } }, style: { palette: "green_to_orange" } },
  {
    type: "slo",
    title: "SLO",
    slo_id: "slo1",
    view_type: "detail",
    time_windows: ["7d", "30d"],
    show_error_budget: true,
  },
  {
    type: "slo_list",
    title: "SLOs",
    requests: [{ request_type: "slo_list", query: { query_string: "team:data", limit: 5 } }],
  },
  {
    type: "manage_status",
    title: "Monitors",
    query: "tag:team:data",
    display_format: "countsAndList",
    show_last_triggered: true,
    show_priority: true,
  },
  { type: "alert_graph", title: "Alert graph", alert_id: "11", viz_type: "timeseries" },
  { type: "alert_value", title: "Alert value", alert_id: "11", precision: 1 },
  { type: "check_status", title: "Check", check: "made.can_connect", grouping: "cluster", group_by: ["host"] },
  {
    type: "list_stream",
    title: "Logs",
    requests: [
      {
        response_format: "event_list",
        query: { data_source: "logs_stream", query_string: "status:error" },
        columns: ["status_line", "timestamp", "host", "content"].map((field) => ({ field, width: "auto" })),
      },
    ],
  },
  {
    type: "log_stream",
    title: "Older log stream",
    query: "*",
    columns: ["core_host"],
    show_date_column: true,
    show_message_column: true,
  },
  { type: "event_stream", title: "Events", query: "*" },
  { type: "event_timeline", title: "Event timeline", query: "*" },
  {
    type: "note",
    content:
      "# Note\nSome **bold** text and [a link](https://docs.datadoghq.com).\n\n- one\n- two `code`\n\n```\na fence\n```",
    background_color: "yellow",
  },
  { type: "free_text", text: "Free text", color: "#4d4d4d", font_size: "24" },
  {
    type: "trace_service",
    title: "Service",
    env: "prod",
    service: "api",
    span_name: "web.request",
    show_hits: true,
    show_errors: true,
    show_latency: true,
  },
  { type: "image", url: "/static/logo.svg" },
  { type: "iframe", url: "https://example.com" },
  { type: "funnel", title: "Funnel", requests: [{}] },
  { type: "geomap", title: "Map", requests: [scalar("avg:system.load.1{*} by {country}")] },
  { type: "powerpack", title: "Powerpack", powerpack_id: "1" },
  { type: "run_workflow", title: "Workflow", workflow_id: "1" },
  { type: "servicemap", title: "Service map", service: "api", filters: ["env:prod"] },
  {
    type: "split_group",
    title: "Split",
    source_widget_definition: { type: "timeseries", requests: [] },
    split_config: { split_dimensions: [{ one_graph_per: "host" }] },
  },
  {
    type: "topology_map",
    title: "Topology",
    requests: [{ request_type: "topology", query: { data_source: "service_map", service: "api", filters: [] } }],
  },
  { type: "timeseries", title: "A mistake", requests: [curves("avg:system.load.1{host:a AND b,c} by {host}")] },
  {
    type: "timeseries",
    title: "A name that is missing",
    requests: [{ ...curves(LOAD), formulas: [{ formula: "query1 / query2" }] }],
  },
];

/** All of them in one dashboard, three in a row. */
export const galleryDashboard = (widgets: readonly WidgetDefinition[] = GALLERY): DashboardDefinition => ({
  title: "Gallery",
  layout_type: "ordered",
  reflow_type: "fixed",
  widgets: [
    ...widgets.map(
      (definition, index): Widget => ({
        definition,
        layout: { x: (index % 3) * 4, y: Math.floor(index / 3) * 3, width: 4, height: 3 },
      }),
    ),
    {
      definition: {
        type: "group",
        title: "Group",
        layout_type: "ordered",
        background_color: "vivid_green",
        widgets: [{ definition: { type: "note", content: "inside" }, layout: { x: 0, y: 0, width: 12, height: 1 } }],
      },
      layout: { x: 0, y: Math.ceil(widgets.length / 3) * 3, width: 12, height: 2 },
    },
  ],
});
