import { type JsonObject, stringOf } from "../../../../json";
import { filledText } from "../data/view";
import type { Part } from "../parts";
import type { Drawer } from "../pen";
import { timeseries } from "./timeseries";

/** What a service summary shows, each from the metrics that Datadog makes of traces. */
const PARTS = [
  {
    key: "show_hits",
    heading: "Requests",
    query: (span: string, scope: string) => `sum:trace.${span}.hits{${scope}}.as_count()`,
    display: "bars",
    palette: "blue",
  },
  {
    key: "show_errors",
    heading: "Errors",
    query: (span: string, scope: string) => `sum:trace.${span}.errors{${scope}}.as_count()`,
    display: "bars",
    palette: "red",
  },
  {
    key: "show_latency",
    heading: "Latency (p95)",
    query: (span: string, scope: string) => `p95:trace.${span}{${scope}}`,
    display: "line",
    palette: "purple",
  },
] as const;

/**
 * Requests, errors and latency of a traced service.
 * @see https://docs.datadoghq.com/dashboards/widgets/service_summary/
 * @see https://docs.datadoghq.com/tracing/metrics/metrics_namespace/
 */
export const serviceSummary: Drawer = (definition, pen) => {
  const value = (key: string) => filledText(stringOf(definition[key]) ?? "", pen.view.variables);
  const [env, service, span] = [value("env"), value("service"), value("span_name")];
  const scope = [env === "*" || env === "" ? "" : `env:${env.replace(/^env:/, "")}`, `service:${service}`]
    .filter((tag) => tag !== "")
    .join(",");
  const shown = PARTS.filter(({ key }) => definition[key] === true);
  const height = pen.height / Math.max(1, shown.length) - 20;
  return shown.flatMap(({ heading, query, display, palette }): Part[] => {
    const chart: JsonObject = {
      type: "timeseries",
      show_legend: false,
      requests: [{ q: query(span, scope), display_type: display, style: { palette } }],
    };
    const drawn = timeseries(chart, { ...pen, height });
    return [{ kind: "text", role: "remark", text: heading }, ...("parts" in drawn ? drawn.parts : drawn)];
  });
};
