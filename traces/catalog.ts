import { type CatalogEntityDefinition, catalogEntity, entityReference } from "../datadog/definitions";
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

/** What the six are parts of. */
const SYSTEM = "data-pipeline";

/** How soon somebody has to come: without the first the pipeline stands, without the second it can be started by hand. */
const TIERS: Readonly<Record<string, string>> = { [fastapi.service]: "2" };
const LIFECYCLE = "production";

/** What the Software Catalog says of the six components and of the system they make up: owner, tier, dependencies, links. By name. */
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
  return Object.fromEntries([...entries, systemOf(entries, settings)].map((each) => [each.metadata.name, each]));
};

function systemOf(parts: readonly CatalogEntityDefinition[], settings: CatalogSettings): CatalogEntityDefinition {
  return catalogEntity({
    apiVersion: "v3",
    kind: "system",
    metadata: {
      name: SYSTEM,
      displayName: "Data pipeline",
      description: "Runs the stages that turn raw batches into results",
      ...ownership(settings),
      links: [...runbookLinks(settings)],
    },
    spec: { lifecycle: LIFECYCLE, tier: "1", components: parts.map(entityReference) },
  });
}

const ownership = ({ owner }: CatalogSettings) => (owner === undefined ? {} : { owner, tags: [`team:${owner}`] });

const runbookLinks = ({ runbook }: CatalogSettings) =>
  runbook === undefined ? [] : [{ name: "Runbook", type: "runbook", url: runbook }];

function entityOf(component: Component, own: Own, settings: CatalogSettings): CatalogEntityDefinition {
  const { kind, spec, description, docs } = own;
  return catalogEntity({
    apiVersion: "v3",
    kind,
    metadata: {
      name: component.service,
      displayName: component.name,
      description,
      ...ownership(settings),
      links: [...runbookLinks(settings), { name: `${component.name} documentation`, type: "doc", url: docs }],
    },
    spec: {
      lifecycle: LIFECYCLE,
      tier: TIERS[component.service] ?? "1",
      componentOf: [`system:${SYSTEM}`],
      ...spec,
    },
  } as CatalogEntityDefinition);
}
