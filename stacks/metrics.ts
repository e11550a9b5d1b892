import { Construct } from "constructs";
import { MetricMetadata } from "../constructs/metric-metadata";
import { TagConfiguration } from "../constructs/tag-configuration";
import { atSetting } from "../environments/place";
import type { Environment } from "../environments/schema";
import { pipelineMetrics } from "../metrics/catalog";
import { DatadogStack } from "./base";
import { metadataOf, refuseTagsLeftOut, tagConfigurationOf } from "./metric-definitions";
import { shippedQueries } from "./shipped-queries";

/**
 * What an organization knows of the pipeline's own metrics: how they are stored, their units, and which of their tags can
 * be queried. Datadog knows a metric only once it was submitted, and answers 404 before: an environment switches this
 * stack on when its pipeline reports.
 */
export class MetricsStack extends DatadogStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, environment);
    const unbounded = environment.metrics?.unboundedTags ?? [];
    atSetting(environment, ["metrics", "unboundedTags"], () => refuseUnknown(unbounded));
    const configurations = pipelineMetrics.map((metric) => tagConfigurationOf(metric, unbounded));
    refuseTagsLeftOut(shippedQueries(environment), configurations, pipelineMetrics);

    const metadata = new Construct(this, "metadata");
    for (const metric of pipelineMetrics) new MetricMetadata(metadata, idOf(metric.name), metadataOf(metric));
    const tags = new Construct(this, "tags");
    for (const configuration of configurations) new TagConfiguration(tags, idOf(configuration.id), configuration);
  }
}

/** A Terraform name has no dots. */
function idOf(metric: string): string {
  return metric.replace(/\./g, "-");
}

function refuseUnknown(unbounded: readonly string[]): void {
  const known = [...new Set(pipelineMetrics.flatMap((metric) => metric.unbounded))];
  const unknown = unbounded.find((tag) => !known.includes(tag));
  if (unknown === undefined) return;
  throw new Error(`"${unknown}" is no tag without bound of the pipeline's metrics; these are ${known.join(", ")}`);
}
