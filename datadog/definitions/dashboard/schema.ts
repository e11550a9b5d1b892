import { z } from "zod";
import { own } from "../../json";
import { choosing } from "../accepts";
import { partial } from "../unknown-keys";

/*
 * The shape of a dashboard as Datadog's API takes it. As tolerant as the API: fields and widget types that are not named
 * here pass, since Datadog adds some every month; those that are named are held.
 * https://docs.datadoghq.com/api/latest/dashboards/#create-a-new-dashboard
 */

const comparedFormat = z.looseObject({
  comparator: z.enum(["=", ">", ">=", "<", "<="]),
  value: z.number(),
  palette: z.string(),
});

/** Colors by ranges of values; their form is not documented. */
const rangeFormat = z.looseObject({ type: z.literal("range") });

const isRange = (format: unknown) => rangeFormat.safeParse(format).success;

/** The colors of a value that fulfils a comparison, or that is in a range. */
const conditionalFormat = choosing(z.looseObject({}), (format) => (isRange(format) ? undefined : comparedFormat));

const formula = z.looseObject({
  formula: z.string().min(1, { error: "is empty: enter the name of a query, such as query1" }),
  alias: z.string().nullish(),
  conditional_formats: z.array(conditionalFormat).nullish(),
});

const query = z.looseObject({
  data_source: z.string().optional(),
  name: z.string().optional(),
});

/** What is common to the requests of all widgets. */
const request = z.looseObject({
  q: z.string().optional(),
  queries: z.array(query).optional(),
  formulas: z.array(formula).optional(),
  response_format: z.enum(["timeseries", "scalar", "event_list"]).optional(),
  conditional_formats: z.array(conditionalFormat).nullish(),
  style: z.looseObject({}).nullish(),
});

const timeseriesRequest = request.extend({
  display_type: z.enum(["area", "bars", "line", "overlay"]).optional(),
  on_right_yaxis: z.boolean().optional(),
});

const marker = z.looseObject({ value: z.string(), display_type: z.string().optional(), label: z.string().optional() });

const listRequest = z.looseObject({
  response_format: z.literal("event_list"),
  columns: z.array(z.looseObject({ field: z.string(), width: z.enum(["auto", "compact", "full"]) })),
  query: z.looseObject({ data_source: z.string(), query_string: z.string() }),
});

const withRequests = (schema: z.ZodType) => z.looseObject({ requests: z.array(schema) });

const events = z.array(z.looseObject({ q: z.string() })).nullish();

/** What each type of widget must have. */
const DEFINITIONS: Readonly<Record<string, z.ZodType>> = {
  alert_graph: z.looseObject({ alert_id: z.string(), viz_type: z.enum(["timeseries", "toplist"]) }),
  alert_value: z.looseObject({ alert_id: z.string() }),
  change: withRequests(
    request.extend({
      change_type: z.enum(["absolute", "relative"]).optional(),
      compare_to: z.enum(["hour_before", "day_before", "week_before", "month_before"]).optional(),
      order_by: z.enum(["change", "name", "present", "past"]).optional(),
      order_dir: z.enum(["asc", "desc"]).optional(),
    }),
  ),
  check_status: z.looseObject({ check: z.string(), grouping: z.enum(["check", "cluster"]) }),
  distribution: withRequests(request),
  event_stream: z.looseObject({ query: z.string() }),
  event_timeline: z.looseObject({ query: z.string() }),
  free_text: z.looseObject({ text: z.string() }),
  funnel: withRequests(z.looseObject({})),
  geomap: withRequests(request),
  group: z.looseObject({
    layout_type: z.literal("ordered"),
    widgets: z.array(z.lazy(() => widgetSchema)),
    title: z.string().nullish(),
  }),
  heatmap: withRequests(request).extend({ events }),
  hostmap: z.looseObject({ requests: z.looseObject({}) }),
  iframe: z.looseObject({ url: z.string() }),
  image: z.looseObject({ url: z.string() }),
  list_stream: withRequests(listRequest),
  log_stream: z.looseObject({ query: z.string().optional() }),
  manage_status: z.looseObject({ query: z.string() }),
  note: z.looseObject({ content: z.string() }),
  powerpack: z.looseObject({ powerpack_id: z.string() }),
  query_table: withRequests(request),
  query_value: withRequests(request),
  run_workflow: z.looseObject({ workflow_id: z.string() }),
  scatterplot: z.looseObject({ requests: z.looseObject({}) }),
  servicemap: z.looseObject({ service: z.string(), filters: z.array(z.string()) }),
  slo: z.looseObject({ view_type: z.literal("detail"), slo_id: z.string().optional() }),
  slo_list: withRequests(z.looseObject({})),
  split_group: z.looseObject({ source_widget_definition: z.lazy(() => definition), split_config: z.looseObject({}) }),
  sunburst: withRequests(request),
  timeseries: withRequests(timeseriesRequest).extend({ markers: z.array(marker).nullish(), events }),
  toplist: withRequests(request),
  topology_map: withRequests(z.looseObject({ request_type: z.string() })),
  trace_service: z.looseObject({ env: z.string(), service: z.string(), span_name: z.string() }),
  treemap: withRequests(request),
};

const definition: z.ZodType = partial(
  choosing(z.looseObject({ type: z.string() }), ({ type }) => own(DEFINITIONS, String(type))),
);

const cells = (least: number) => z.int().min(least, { error: `must be at least ${least}` });

const layout = z.looseObject({
  x: cells(0),
  y: cells(0),
  width: cells(1),
  height: cells(1),
  is_column_break: z.boolean().nullish(),
});

/** A widget of a dashboard or of a group. */
export const widgetSchema: z.ZodType = z.looseObject({ definition, layout: layout.optional() });

const filledText = z.string().min(1, { error: "is empty" });

const variable = z
  .looseObject({
    name: filledText,
    prefix: z.string().nullish(),
    available_values: z.array(z.string()).nullish(),
    default: z.string().nullish(),
    defaults: z.array(filledText).nullish(),
    type: z.string().nullish(),
  })
  .refine((fields) => fields.default == null || fields.defaults == null, {
    error: "has both default and defaults: use only defaults, the newer form",
  });

const presetVariable = z
  .looseObject({
    name: z.string().optional(),
    value: z.string().nullish(),
    values: z.array(z.string()).min(1, { error: "is empty: add at least one value" }).nullish(),
  })
  .refine((fields) => fields.value == null || fields.values == null, {
    error: "has both value and values: use only values, the newer form",
  });

/** A dashboard, whether written here, exported from Datadog, or sent to its API. */
export const dashboardSchema = z.looseObject({
  title: z.string(),
  description: z.string().nullish(),
  layout_type: z.enum(["ordered", "free"]),
  reflow_type: z.enum(["auto", "fixed"]).nullish(),
  widgets: z.array(widgetSchema),
  template_variables: z.array(variable).nullish(),
  template_variable_presets: z
    .array(z.looseObject({ name: z.string().optional(), template_variables: z.array(presetVariable).optional() }))
    .nullish(),
  notify_list: z.array(z.string()).nullish(),
  tags: z
    .array(
      z.string().regex(/^team:.+$/, {
        error: "is not a dashboard tag: dashboard tags have the form team:NAME, such as team:data-platform",
      }),
    )
    .max(5, { error: "has more than 5 tags, the most a dashboard can have" })
    .nullish(),
  restricted_roles: z.array(z.string()).nullish(),
  /** Groups of widgets, each by its id, that are shown one at a time. */
  tabs: z.array(partial(z.looseObject({}))).nullish(),
});
