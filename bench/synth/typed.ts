import { Dashboard } from "@cdktf/provider-datadog/lib/dashboard";
import { MANY_DASHBOARDS, MANY_WIDGETS, serviceOn, synthesizeBench } from "./workload";

/** Dashboards through the provider's typed resource: each field of a widget is an attribute, and the
 * same fields are written. */
synthesizeBench((stack) => {
  for (let index = 0; index < MANY_DASHBOARDS; index++) {
    new Dashboard(stack, `dashboard-${index}`, {
      title: `Dashboard ${index}`,
      description: "Runs by service.",
      layoutType: "ordered",
      reflowType: "fixed",
      templateVariable: [{ name: "env", prefix: "env", availableValues: [], defaults: ["*"] }],
      notifyList: [],
      widget: Array.from({ length: MANY_WIDGETS }, (_, widget) => ({
        timeseriesDefinition: runsOf(serviceOn(index, widget, MANY_WIDGETS)),
        widgetLayout: { x: (widget % 2) * 6, y: Math.floor(widget / 2) * 3, width: 6, height: 3 },
      })),
    });
  }
});

function runsOf(service: string) {
  return {
    title: `Runs of ${service}`,
    request: [
      {
        displayType: "bars",
        style: { palette: "dog_classic", lineType: "solid", lineWidth: "normal" },
        formula: [{ formulaExpression: "query1" }],
        query: [
          {
            metricQuery: {
              name: "query1",
              dataSource: "metrics",
              query: `sum:pipeline.runs{service:${service},$env}.as_count()`,
            },
          },
        ],
      },
    ],
    showLegend: true,
    legendLayout: "auto",
    legendColumns: ["avg", "min", "max", "value", "sum"],
  };
}
