import { z } from "zod";
import { filled } from "../fields";

const link = z.strictObject({
  name: filled,
  /** `runbook`, `doc`, `repo`, `dashboard` or `other`; any other is shown as text. */
  type: z.string(),
  url: z.url({ error: "is not a URL" }),
  /** @default none */
  provider: z.string().optional(),
});

const metadata = z.strictObject({
  /** What spans and logs have as their `service`. */
  name: z.string().regex(/^[a-z0-9][a-z0-9_\-./]*$/, {
    error: "is not a valid entity name: use lowercase letters, digits, and _ - . /, starting with a letter or digit",
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
  .regex(/^[a-z]+:[^\s:]+$/, { error: "is not a valid reference: use kind:name, such as service:fastapi" });
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
    kind: z.literal("api"),
    spec: z
      .strictObject({
        ...lifecycle,
        /** Where its definition is, or the definition itself: an OpenAPI document. */
        interface: z.record(z.string(), z.unknown()).optional(),
        /** The services that offer it. */
        implementedBy: references.optional(),
      })
      .optional(),
  }),
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
