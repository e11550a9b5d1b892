// Every statement here is a mistake: __tests__/datadog/query/builder-mistakes.test.ts holds what the compiler says of each.
import { anomalies, avg, counter, distribution, forecast, min, overTime, ratio, rawQuery, sum, top } from "../../datadog/query";
import { errors, recordsProcessed, runs, stageDuration, stageProcessTime } from "../../metrics/pipeline";
import { inputRecords as sparkRecords } from "../../metrics/spark";

export const mistakes = [
  // Tags that the metric does not have.
  runs.sum().by("stage"),
  runs.sum().by("user", "pipelineid"),
  runs.sum().where({ stage: "spark" }),
  errors.sum().where({ errortype: ["timeout"], stage: "spark" }),
  // Filters of a wrong form.
  runs.sum().where({ status: true }),
  runs.sum().matching("env"),
  // Percentiles where there are none.
  runs.p95(),
  distribution("queue.wait", { description: "Time in the queue" }).p99(),
  recordsProcessed.aggregate("p50"),
  // Counting what is no count.
  recordsProcessed.sum().asCount(),
  stageDuration.avg().asRate(),
  runs.count(),
  ratio(recordsProcessed.sum(), runs.sum()),
  sparkRecords.sum().asCount(),
  sparkRecords.sum().asRate(),
  // Aggregators and windows that do not exist.
  runs.aggregate("median"),
  overTime("median", "last_5m", runs.sum().asCount()),
  sum("last_5min", runs.sum().asCount()),
  sum("5m", runs.sum().asCount()),
  avg("last_5m", stageDuration.avg()).changeSince("1h"),
  // No query: a metric without an aggregator, a timer's own name.
  sum("last_5m", runs),
  avg("last_5m", stageProcessTime),
  top(runs),
  stageProcessTime.sum(),
  // Arguments that functions do not have.
  top(runs.sum().asCount(), 7),
  anomalies(runs.sum().asCount(), "clever", 2),
  min("next_1w", forecast(recordsProcessed.avg(), "seasonal", 1, { model: "simple" })),
  stageDuration.avg().rollup("median", 60),
  // A threshold that is no number, a tag declared unbounded that is no tag.
  sum("last_5m", runs.sum().asCount()).above("3"),
  counter("pipeline.retries", { description: "Retries", tags: ["stage"], unbounded: ["pipeline_id"] }),
  rawQuery(runs),
  // A unit that Datadog does not know.
  counter("pipeline.retries", { description: "Retries", unit: "bananas" }),
];
