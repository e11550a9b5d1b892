import { own } from "../../../../json";
import type { Drawer } from "../pen";
import { change } from "./change";
import { distribution, heatmap } from "./distributions";
import { frame } from "./frames";
import { queryTable, toplist } from "./lists";
import { alertGraph, alertValue, checkStatus, monitorSummary } from "./monitors";
import { freeText, note } from "./notes";
import { queryValue } from "./numbers";
import { hostmap, scatterplot } from "./scatter";
import { serviceSummary } from "./services";
import { sunburst, treemap } from "./shares";
import { sloList, sloSummary } from "./slos";
import { eventStream, eventTimeline, listStream, logStream } from "./streams";
import { timeseries } from "./timeseries";

/** How each type of widget is drawn; the others are a frame that names them. */
const DRAWERS: Readonly<Record<string, Drawer>> = {
  alert_graph: alertGraph,
  alert_value: alertValue,
  change,
  check_status: checkStatus,
  distribution,
  event_stream: eventStream,
  event_timeline: eventTimeline,
  free_text: freeText,
  heatmap,
  hostmap,
  list_stream: listStream,
  log_stream: logStream,
  manage_status: monitorSummary,
  note,
  query_table: queryTable,
  query_value: queryValue,
  scatterplot,
  slo: sloSummary,
  slo_list: sloList,
  sunburst,
  timeseries,
  toplist,
  trace_service: serviceSummary,
  treemap,
};

export const drawerOf = (type: string): Drawer => own(DRAWERS, type) ?? frame;
