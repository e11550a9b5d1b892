import { Dashboard } from "../../constructs/dashboard";
import { dashboardOf } from "./values";
import { MANY_DASHBOARDS, MANY_WIDGETS, synthesizeBench } from "./workload";

/** Many large dashboards as the project declares and synthesizes them. */
synthesizeBench((stack) => {
  for (let index = 0; index < MANY_DASHBOARDS; index++) {
    new Dashboard(stack, `dashboard-${index}`, dashboardOf(index, MANY_WIDGETS));
  }
});
