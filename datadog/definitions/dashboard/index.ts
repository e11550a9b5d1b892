import type { DefinitionKind } from "../kind";
import { checkDashboard } from "./check";
import { dashboardGiven } from "./given";
import { dashboardSchema } from "./schema";

export { assertedDashboard, checkDashboard } from "./check";
export { type DashboardSpec, dashboard, type RawDashboard, rawDashboard } from "./dashboard";
export { type Compute, type EventQuery, type EventSearch, events, logs, rum, spans } from "./event-query";
export { type ConditionalFormat, PALETTES, type Palette, type Unit } from "./formats";
export { withoutIds } from "./given";
export { flow, LayoutError } from "./layout";
export { type Aggregator, type Source, type Sources, WIDGET_AGGREGATORS } from "./named-queries";
export { type DashboardLanguage, type DashboardQuery, queriesOf } from "./queries-of";
export {
  area,
  bars,
  LINE_PALETTES,
  type LinePalette,
  line,
  type RequestFields,
  type SampleQuery,
  type ScalarOptions,
  type SeriesOptions,
  type SeriesRequest,
  samplesOf,
} from "./requests";
export { dashboardSchema } from "./schema";
export { GRID_COLUMNS, pinned, size, tall } from "./size";
export { compared, type Marker, thresholdFormats, thresholdMarkers } from "./thresholds";
export type {
  DashboardDefinition,
  TemplateVariable as DashboardVariable,
  TemplateVariablePreset,
  UnplacedWidget,
  Widget,
  WidgetDefinition,
  WidgetLayout,
  WidgetSize,
} from "./types";
export { narrowedBy, templateVariable, type VariableOptions, type VariableUse } from "./variables";
export { type ChangeOptions, change } from "./widgets/change";
export { type DistributionOptions, distributionOf, heatmap } from "./widgets/distributions";
export { GROUP_COLORS, type GroupColor, type GroupOptions, group } from "./widgets/group";
export { type Column, type TableOptions, type ToplistOptions, table, toplist } from "./widgets/lists";
export {
  type AlertGraphOptions,
  type AlertValueOptions,
  alertGraph,
  alertValue,
  type MonitorSummaryOptions,
  monitorSummary,
} from "./widgets/monitors";
export { NOTE_COLORS, type NoteColor, type NoteOptions, note } from "./widgets/note";
export { type QueryValueOptions, queryValue } from "./widgets/numbers";
export { rawWidget } from "./widgets/raw";
export {
  SERVICE_PARTS,
  type ServiceSummaryOptions,
  serviceMap,
  serviceSummary,
  type TracedService,
} from "./widgets/services";
export {
  type BurnRateChartOptions,
  burnRateChart,
  SLO_TIME_WINDOWS,
  type SloListOptions,
  type SloSummaryOptions,
  sloList,
  sloSummary,
} from "./widgets/slos";
export { logStream, type StreamOptions, traceStream } from "./widgets/streams";
export { type Axis, type TimeseriesOptions, timeseries } from "./widgets/timeseries";
export { type CustomLink, LIVE_SPANS, type LiveSpan, type WidgetOptions } from "./widgets/widget";

export const dashboardKind: DefinitionKind = {
  name: "dashboard",
  schema: () => dashboardSchema,
  check: checkDashboard,
  recognizes: (value) => Array.isArray(value.widgets) || "layout_type" in value,
  nameOf: ({ title }) => String(title),
  given: dashboardGiven,
};
