import type { DeclaredMetric, MetricFamily } from "../datadog/query";
import * as celery from "./celery";
import * as containers from "./containers";
import * as logs from "./logs";
import * as pipeline from "./pipeline";
import * as postgresql from "./postgresql";
import * as rabbitmq from "./rabbitmq";
import * as spans from "./spans";
import * as spark from "./spark";
import * as system from "./system";
import * as traces from "./traces";

const own: readonly (DeclaredMetric | MetricFamily)[] = Object.values(pipeline);

const byName = (a: DeclaredMetric, b: DeclaredMetric) => (a.name < b.name ? -1 : 1);

/** What the pipeline reports itself: custom metrics, whose metadata and tags are ours to set. */
export const pipelineMetrics: readonly DeclaredMetric[] = own
  .flatMap((each) => ("metrics" in each ? each.metrics : [each]))
  .sort(byName);

/** Its histograms and timers, by the name that its code uses: each becomes five metrics. */
export const families: readonly MetricFamily[] = own.filter((each): each is MetricFamily => "metrics" in each);

/** What the integrations and APM report, and what Datadog makes of logs and spans. */
const otherMetrics: readonly DeclaredMetric[] = [
  ...[celery, containers, logs, postgresql, rabbitmq, spans, spark, system].flatMap((file) =>
    Object.values<DeclaredMetric>(file),
  ),
  ...Object.values(traces).flatMap((spans) => Object.values<DeclaredMetric>(spans)),
];

/** Every metric that this project knows, by name. */
export const catalog: readonly DeclaredMetric[] = [...pipelineMetrics, ...otherMetrics].sort(byName);
