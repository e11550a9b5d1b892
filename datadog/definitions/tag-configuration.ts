import { z } from "zod";
import { type DefinitionProblem, refuse } from "../findings";
import { filled, shapeProblems } from "./shape";

/** A tag key, as the API takes it. */
const tagKey = z.string().regex(/^[A-Za-z][A-Za-z0-9.\-_:/]{0,199}$/, {
  error: "is no tag key: it starts with a letter, and has letters, digits and . - _ : / only, 200 at most",
});

/** @see https://docs.datadoghq.com/api/latest/metrics/#create-a-tag-configuration */
export const tagConfigurationSchema = z.strictObject({
  type: z.literal("manage_tags"),
  /** The metric's name. */
  id: filled("the metric's name").regex(/^[A-Za-z][A-Za-z0-9._]{0,199}$/, { error: "is no metric name" }),
  attributes: z.strictObject({
    /** How the metric is stored; Datadog cannot change it later. */
    metric_type: z.enum(["count", "rate", "gauge", "distribution"]),
    /** The tags that can be queried; every other tag of the metric cannot. */
    tags: z.array(tagKey).readonly(),
    /** Whether p50 to p99 can be asked for; for distributions only. @default false */
    include_percentiles: z.boolean().optional(),
    /** Whether `tags` are those that can not be queried. @default false */
    exclude_tags_mode: z.boolean().optional(),
  }),
});

/** Which tags of a metric can be queried: the `data` of its API request. */
export type TagConfigurationDefinition = z.output<typeof tagConfigurationSchema>;

/** @throws DefinitionError for what Datadog refuses, such as percentiles of a gauge */
export function tagConfiguration(
  metric: string,
  attributes: TagConfigurationDefinition["attributes"],
): TagConfigurationDefinition {
  const definition = { type: "manage_tags" as const, id: metric, attributes };
  return refuse(`tag configuration of ${metric}`, definition, checkTagConfiguration(definition));
}

export function checkTagConfiguration(definition: unknown): DefinitionProblem[] {
  const shape = shapeProblems(tagConfigurationSchema, definition);
  if (shape.length > 0) return shape;
  const { metric_type, include_percentiles, tags, exclude_tags_mode } = (definition as TagConfigurationDefinition)
    .attributes;
  const problems: DefinitionProblem[] = [];
  if (include_percentiles !== undefined && metric_type !== "distribution") {
    const message = `only a distribution has percentiles, and the metric is a ${metric_type}: leave it out`;
    problems.push({ path: ["attributes", "include_percentiles"], message });
  }
  if (exclude_tags_mode && tags.length === 0) {
    problems.push({ path: ["attributes", "tags"], message: "excludes nothing: name the tags to exclude" });
  }
  const twice = tags.filter((tag, at) => tags.indexOf(tag) !== at);
  for (const tag of twice) problems.push({ path: ["attributes", "tags"], message: `has "${tag}" twice` });
  return problems;
}
