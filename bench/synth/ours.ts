import { Dashboard } from "../../constructs/dashboard";
import { Monitor } from "../../constructs/monitor";
import { dashboardOf, failuresOf } from "./values";
import { DASHBOARDS, MONITORS, serviceOf, synthesizeBench, WIDGETS } from "./workload";

/** Monitors and dashboards as the project declares and synthesizes them. */
synthesizeBench((stack) => {
  for (let index = 0; index < MONITORS; index++) {
    new Monitor(stack, `failures-${index}`, failuresOf(serviceOf(index)));
  }
  for (let index = 0; index < DASHBOARDS; index++) {
    new Dashboard(stack, `dashboard-${index}`, dashboardOf(index, WIDGETS));
  }
});
