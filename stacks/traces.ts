import type { Construct } from "constructs";
import { CatalogEntity } from "../constructs/catalog-entity";
import { RetentionFilter } from "../constructs/retention-filter";
import { SpansMetric } from "../constructs/spans-metric";
import type { Environment } from "../environments/schema";
import { DatadogStack } from "./base";
import { contentOf } from "./content";
import { takeOver } from "./imports";

/** What an organization makes of spans: metrics by kind of span, the errors that are kept, the Software Catalog. */
export class TracesStack extends DatadogStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, environment);
    const { spansMetrics, retentionFilters, catalogEntries } = contentOf(environment);
    for (const { id, definition, renamedFrom } of spansMetrics) new SpansMetric(this, id, definition, { renamedFrom });
    takeOver(this, environment, { datadog_spans_metric: spansMetrics });
    for (const { id, definition, renamedFrom } of retentionFilters) {
      new RetentionFilter(this, id, definition, { renamedFrom });
    }
    for (const entry of catalogEntries) new CatalogEntity(this, entry.id, entry.definition);
  }
}
