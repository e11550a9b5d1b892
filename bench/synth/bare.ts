import { DashboardJson } from "@cdktf/provider-datadog/lib/dashboard-json";
import { Monitor } from "@cdktf/provider-datadog/lib/monitor";
import { DASHBOARDS, MONITORS, serviceOf, serviceOn, synthesizeBench, WIDGETS } from "./workload";

/** The same resources as ours.ts, written by hand: cdktf, the provider, and literals. */
synthesizeBench((stack) => {
  for (let index = 0; index < MONITORS; index++) {
    const service = serviceOf(index);
    new Monitor(stack, `failures-${index}`, {
      name: `Failures of ${service}`,
      type: "metric alert",
      query: `sum(last_5m):sum:pipeline.runs{status:failed,service:${service}}.as_count() > 3`,
      message: `${service} fails.\n\n{{#is_alert}}There have been {{value}} failures in the last 5 minutes.{{/is_alert}}`,
      monitorThresholds: { critical: "3" },
      requireFullWindow: false,
      onMissingData: "default",
      tags: ["team:data"],
    });
  }
  for (let index = 0; index < DASHBOARDS; index++) {
    new DashboardJson(stack, `dashboard-${index}`, { dashboard: JSON.stringify(dashboardOf(index)) });
  }
});

function dashboardOf(index: number) {
  return {
    title: `Dashboard ${index}`,
    description: "Runs by service.",
    layout_type: "ordered",
    reflow_type: "fixed",
    widgets: Array.from({ length: WIDGETS }, (_, widget) => ({
      definition: runsOf(serviceOn(index, widget, WIDGETS)),
      layout: { x: (widget % 2) * 6, y: Math.floor(widget / 2) * 3, width: 6, height: 3 },
    })),
    template_variables: [{ name: "env", prefix: "env", available_values: [], defaults: ["*"] }],
    notify_list: [],
  };
}

function runsOf(service: string) {
  return {
    title: `Runs of ${service}`,
    type: "timeseries",
    requests: [
      {
        response_format: "timeseries",
        formulas: [{ formula: "query1" }],
        queries: [
          {
            data_source: "metrics",
            name: "query1",
            query: `sum:pipeline.runs{service:${service},$env}.as_count()`,
          },
        ],
        display_type: "bars",
        style: { palette: "dog_classic", line_type: "solid", line_width: "normal" },
      },
    ],
    show_legend: true,
    legend_layout: "auto",
    legend_columns: ["avg", "min", "max", "value", "sum"],
  };
}
