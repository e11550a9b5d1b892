import {
  databaseQueries,
  duration,
  errors,
  recordsProcessed,
  runs,
  stageDuration,
  stageProcessTime,
  stageRunning,
} from "../../metrics/pipeline";
import type { Component } from "../component";
import { isStrained, STAGES, type Stage } from "../conditions";

const ERROR_TYPES: Readonly<Record<Stage, string>> = { ingest: "validation", spark: "timeout", load: "connection" };

const orders = { pipeline_id: "orders" };

/** What the code of the pipeline reports of its runs and their stages. */
export const pipeline: Component = (random) => (now, to) => {
  for (const { stages, failed } of now.flows) {
    for (const { stage, seconds } of stages) {
      to.sample(stageDuration, seconds, { stage, ...orders });
      to.time(stageProcessTime, Number((seconds * 0.8).toFixed(1)), { stage });
    }
    const total = stages.reduce((sum, { seconds }) => sum + seconds, 0);
    to.sample(duration, Number(total.toFixed(1)), orders);
    to.count(runs, 1, { status: failed ? "failed" : "success", user: "scheduler" });
    if (failed) to.count(errors, 1, { stage: failed, error_type: ERROR_TYPES[failed] });
    else to.gauge(recordsProcessed, Math.round(random.about(4_200)), orders);
    // An error now and then, which a retry makes good
    if (random.happens(0.01)) to.count(errors, 1, { stage: "spark", error_type: ERROR_TYPES.spark });
  }
  if (now.traffic === 0) return;
  for (const [stage, usual] of Object.entries(STAGES) as [Stage, number][]) {
    const age = usual * (now.slower[stage] ?? 1) * random.next();
    to.gauge(stageRunning, Number(age.toFixed(1)), { stage, ...orders });
  }
  to.count(databaseQueries, random.of(150, now.traffic * (isStrained(now) ? 0.4 : 1)), { query_type: "select" });
};
