import { type CatalogEntityDefinition, catalogEntity } from "../datadog/definitions";
import { type Component, components } from "../metrics/components";

/** What the entries of one organization share. */
export interface CatalogSettings {
  /** The team that owns the components, by its handle in Datadog. @default nobody */
  readonly owner?: string;
  /** The page for whoever is called at night. @default no link */
  readonly runbook?: string;
}

/** A component's own part of its entry; only a service says what it depends on. */
type Own = Pick<CatalogEntityDefinition, "kind" | "spec"> & { readonly description: string; readonly docs: string };

const { fastapi, postgresql, prefect, spark, rabbitmq, celery } = components;

const database = `datastore:${postgresql.service}`;
const broker = `queue:${rabbitmq.service}`;

/** What the Software Catalog says of the six components: owner, dependencies, links. By the component's service. */
export const catalogEntries = (settings: CatalogSettings = {}): Readonly<Record<string, CatalogEntityDefinition>> => {
  const entry = (component: Component, own: Own) => entityOf(component, own, settings);
  const entries = [
    entry(fastapi, {
      kind: "service",
      description: "The UI's API: accepts runs and starts them",
      docs: "https://fastapi.tiangolo.com/",
      spec: { type: "web", languages: ["python"], dependsOn: [database, broker, `service:${prefect.service}`] },
    }),
    entry(prefect, {
      kind: "service",
      description: "Orchestrates the flows and their tasks",
      docs: "https://docs.prefect.io/",
      spec: { type: "custom", languages: ["python"], dependsOn: [database, `service:${spark.service}`] },
    }),
    entry(spark, {
      kind: "service",
      description: "Processes the data of a stage",
      docs: "https://spark.apache.org/docs/latest/",
      spec: { type: "custom", languages: ["python"], dependsOn: [database] },
    }),
    entry(celery, {
      kind: "service",
      description: "Runs background tasks",
      docs: "https://docs.celeryq.dev/",
      spec: { type: "custom", languages: ["python"], dependsOn: [database, broker] },
    }),
    entry(postgresql, {
      kind: "datastore",
      description: "Runs, their state and their results",
      docs: "https://www.postgresql.org/docs/",
      spec: { type: "postgres" },
    }),
    entry(rabbitmq, {
      kind: "queue",
      description: "Carries Celery's tasks",
      docs: "https://www.rabbitmq.com/docs",
      spec: { type: "rabbitmq" },
    }),
  ];
  return Object.fromEntries(entries.map((each) => [each.metadata.name, each]));
};

function entityOf(component: Component, own: Own, { owner, runbook }: CatalogSettings): CatalogEntityDefinition {
  const { kind, spec, description, docs } = own;
  const links = [{ name: `${component.name} documentation`, type: "doc", url: docs }];
  if (runbook !== undefined) links.unshift({ name: "Runbook", type: "runbook", url: runbook });
  return catalogEntity({
    apiVersion: "v3",
    kind,
    metadata: {
      name: component.service,
      displayName: component.name,
      description,
      ...(owner === undefined ? {} : { owner, tags: [`team:${owner}`] }),
      links,
    },
    spec,
  } as CatalogEntityDefinition);
}
