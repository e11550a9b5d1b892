import { Construct } from "constructs";
import { MetricMetadata } from "../constructs/metric-metadata";
import { TagConfiguration } from "../constructs/tag-configuration";
import type { Environment } from "../environments/schema";
import { DatadogStack } from "./base";
import { contentOf } from "./content";

/**
 * What an organization knows of the pipeline's own metrics: how they are stored, their units, and which of their tags can
 * be queried. Datadog knows a metric only once it was submitted, and answers 404 before: an environment switches this
 * stack on when its pipeline reports.
 */
export class MetricsStack extends DatadogStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, environment);
    const { metricMetadata, tagConfigurations } = contentOf(environment);
    const metadata = new Construct(this, "metadata");
    for (const metric of metricMetadata) new MetricMetadata(metadata, metric.id, metric.definition);
    const tags = new Construct(this, "tags");
    for (const configuration of tagConfigurations)
      new TagConfiguration(tags, configuration.id, configuration.definition);
  }
}
