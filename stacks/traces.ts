import type { Construct } from "constructs";
import { CatalogEntity } from "../constructs/catalog-entity";
import { RetentionFilter } from "../constructs/retention-filter";
import { SpansMetric } from "../constructs/spans-metric";
import { danglingReferences } from "../datadog/definitions";
import { refuse } from "../datadog/findings";
import type { Environment } from "../environments/schema";
import { apiCallSpans } from "../traces/api-call";
import { catalogEntries } from "../traces/catalog";
import { celeryTaskSpans } from "../traces/celery-task";
import { databaseQuerySpans } from "../traces/database-query";
import { errorsKept } from "../traces/errors-kept";
import { prefectTaskSpans } from "../traces/prefect-task";
import { webRequestSpans } from "../traces/web-request";
import { DatadogStack } from "./base";

/** What an organization makes of spans: metrics by kind of span, the errors that are kept, the Software Catalog. */
export class TracesStack extends DatadogStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, environment);
    new SpansMetric(this, "web-request", webRequestSpans());
    new SpansMetric(this, "database-query", databaseQuerySpans());
    new SpansMetric(this, "prefect-task", prefectTaskSpans());
    new SpansMetric(this, "api-call", apiCallSpans());
    new SpansMetric(this, "celery-task", celeryTaskSpans());
    new RetentionFilter(this, "errors", errorsKept());
    const entries = catalogEntries({ owner: ownerOf(environment), runbook: environment.runbook });
    refuse("catalog entries", entries, danglingReferences(Object.values(entries)));
    for (const [service, entry] of Object.entries(entries)) new CatalogEntity(this, service, entry);
  }
}

/** The environment's `team` tag names who owns the components. */
function ownerOf({ tags }: Environment): string | undefined {
  return tags.find((tag) => tag.startsWith("team:"))?.slice("team:".length);
}
