import { bars, dashboard, metricMonitor, timeseries } from "../../datadog/definitions";
import { sum } from "../../datadog/query";
import { runs } from "../../metrics/pipeline";
import { serviceOn } from "./workload";

const runsOf = (service: string) => runs.sum().where({ service }).asCount();

/** A monitor as content writes them. */
export function failuresOf(service: string) {
  const failed = runs.sum().where({ status: "failed", service }).asCount();
  const condition = sum("last_5m", failed).above(3);
  return metricMonitor({
    name: `Failures of ${service}`,
    condition,
    message: `${service} fails.\n\n{{#is_alert}}There have been {{value}} failures in the last ${condition.windowText}.{{/is_alert}}`,
    requireFullWindow: false,
    onMissingData: "default",
    tags: ["team:data"],
  });
}

/** A dashboard as content writes them: a chart for each of so many services. */
export function dashboardOf(index: number, widgets: number) {
  return dashboard({
    title: `Dashboard ${index}`,
    description: "Runs by service.",
    widgets: Array.from({ length: widgets }, (_, widget) => {
      const service = serviceOn(index, widget, widgets);
      return timeseries(`Runs of ${service}`, bars(runsOf(service)));
    }),
  });
}
