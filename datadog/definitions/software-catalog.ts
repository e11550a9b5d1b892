import { z } from "zod";
import { type DefinitionProblem, refuse } from "../findings";
import { filled, shapeProblems } from "./shape";

const link = z.strictObject({
  name: filled("the link's name"),
  /** `runbook`, `doc`, `repo`, `dashboard` or `other`; any other is shown as text. */
  type: z.string(),
  url: z.url({ error: "is no address" }),
  /** @default none */
  provider: z.string().optional(),
});

const metadata = z.strictObject({
  /** What spans and logs have as their `service`. */
  name: z.string().regex(/^[a-z0-9][a-z0-9_\-./]*$/, {
    error: "is no name of an entity: small letters, digits and _ - . / that start with a letter or a digit",
  }),
  /** @default "default" */
  namespace: z.string().optional(),
  /** @default the name */
  displayName: z.string().optional(),
  description: z.string().optional(),
  /** The team that owns it. @default nobody */
  owner: z.string().optional(),
  additionalOwners: z
    .array(z.strictObject({ name: z.string(), type: z.string().optional() }))
    .readonly()
    .optional(),
  tags: z.array(z.string()).readonly().optional(),
  links: z.array(link).readonly().optional(),
  contacts: z
    .array(z.strictObject({ type: z.string(), contact: z.string(), name: z.string().optional() }))
    .readonly()
    .optional(),
  /** An entity whose metadata this one takes over. */
  inheritFrom: z.string().optional(),
});

/** `service:fastapi`, or `service:shop/fastapi` in another namespace. */
const reference = z
  .string()
  .regex(/^[a-z]+:[^\s:]+$/, { error: "is no reference: write kind:name, such as service:fastapi" });
const references = z.array(reference).readonly();

const lifecycle = {
  lifecycle: z.string().optional(),
  /** How much depends on it: "1" is the most critical. */
  tier: z.string().optional(),
  /** `web`, `db`, `postgres`, `rabbitmq` … */
  type: z.string().optional(),
  /** The systems that it is a part of. */
  componentOf: references.optional(),
};

const common = {
  apiVersion: z.literal("v3"),
  metadata,
  integrations: z.record(z.string(), z.unknown()).optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
  datadog: z.record(z.string(), z.unknown()).optional(),
};

/** What each kind of entity may say of itself; only a service names what it depends on. */
export const catalogEntitySchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...common,
    kind: z.literal("service"),
    spec: z
      .strictObject({
        ...lifecycle,
        languages: z.array(z.string()).readonly().optional(),
        dependsOn: references.optional(),
      })
      .optional(),
  }),
  z.strictObject({ ...common, kind: z.literal("datastore"), spec: z.strictObject(lifecycle).optional() }),
  z.strictObject({ ...common, kind: z.literal("queue"), spec: z.strictObject(lifecycle).optional() }),
  z.strictObject({
    ...common,
    kind: z.literal("system"),
    spec: z
      .strictObject({
        lifecycle: z.string().optional(),
        tier: z.string().optional(),
        components: references.optional(),
      })
      .optional(),
  }),
]);

/**
 * An entry of the Software Catalog, schema v3.
 * @see https://docs.datadoghq.com/internal_developer_portal/software_catalog/entity_model/
 */
export type CatalogEntityDefinition = z.output<typeof catalogEntitySchema>;

/** @throws DefinitionError for what the schema does not have */
export function catalogEntity(definition: CatalogEntityDefinition): CatalogEntityDefinition {
  return refuse(`catalog entity "${definition.metadata.name}"`, definition, checkCatalogEntity(definition));
}

export function checkCatalogEntity(definition: unknown): DefinitionProblem[] {
  return shapeProblems(catalogEntitySchema, definition);
}

/** `service:fastapi`: how one entity names another. */
export function entityReference({ kind, metadata }: CatalogEntityDefinition): string {
  return `${kind}:${metadata.namespace === undefined ? "" : `${metadata.namespace}/`}${metadata.name}`;
}

/** References among the entities of one organization that name none of them. */
export function danglingReferences(entities: readonly CatalogEntityDefinition[]): DefinitionProblem[] {
  const known = entities.map(entityReference);
  return entities.flatMap((entity, at) =>
    Object.entries(entity.spec ?? {}).flatMap(([key, value]) =>
      !["dependsOn", "componentOf", "components"].includes(key) || !Array.isArray(value)
        ? []
        : (value as string[])
            .filter((name) => !known.includes(name))
            .map((name) => ({
              path: [at, "spec", key],
              message: `"${name}" is none of the entities declared here: ${known.join(", ")}`,
            })),
    ),
  );
}
