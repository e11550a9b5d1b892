import {
  checkDashboard,
  checkMonitor,
  type DashboardDefinition,
  type MonitorDefinition,
} from "../../datadog/definitions";
import { metricCatalog } from "../../datadog/query";
import { catalog } from "../../metrics/catalog";
import { definitionsOf } from "./content";

/** What the pipeline names itself is all in the catalog; of an integration there may be more than it lists. */
const known = metricCatalog(catalog, ["pipeline."]);

test.each(definitionsOf("monitors"))("%s leaves nothing to say, advice included", (_, monitor) => {
  expect(checkMonitor(monitor as MonitorDefinition, { catalog: known })).toEqual([]);
});

test.each(definitionsOf("dashboards"))("%s leaves nothing to say, advice included", (_, dashboard) => {
  expect(checkDashboard(dashboard as DashboardDefinition, { catalog: known })).toEqual([]);
});
