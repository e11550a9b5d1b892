import { sparkCanConnect } from "../../metrics/checks";
import { sparkExecutors } from "../../metrics/pipeline";
import { completedTasks, failedTasks } from "../../metrics/spark";
import type { Component } from "../component";

const TASKS_OF_A_RUN = 40;

/** Spark joins the orders; its check reports running totals. */
export const spark: Component = (random) => {
  let [completed, failed] = [0, 0];
  return (now, to) => {
    const share = now.failing.spark ?? 0;
    completed += now.flows.length * TASKS_OF_A_RUN;
    failed += random.of(now.flows.length * TASKS_OF_A_RUN, share / 10);
    to.count(completedTasks, completed, { app_name: "orders" });
    to.count(failedTasks, failed, { app_name: "orders" });
    to.gauge(sparkExecutors, 8, { application_id: "orders" });
    to.check(sparkCanConnect, "OK");
  };
};
