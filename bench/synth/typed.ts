import { Dashboard } from "@cdktf/provider-datadog/lib/dashboard";
import { MANY_DASHBOARDS, MANY_WIDGETS, serviceOf, synthesizeBench } from "./workload";

/** Dashboards through the provider's typed resource: each field of a widget is an attribute. */
synthesizeBench((stack) => {
  for (let index = 0; index < MANY_DASHBOARDS; index++) {
    new Dashboard(stack, `dashboard-${index}`, {
      title: `Dashboard ${index}`,
      description: "Runs by service.",
      layoutType: "ordered",
      widget: Array.from({ length: MANY_WIDGETS }, (_, widget) => ({
        timeseriesDefinition: runsOf(serviceOf(widget)),
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
        formula: [{ formulaExpression: "query1" }],
        query: [
          {
            metricQuery: {
              name: "query1",
              dataSource: "metrics",
              query: `sum:pipeline.runs{service:${service}}.as_count()`,
            },
          },
        ],
      },
    ],
  };
}
