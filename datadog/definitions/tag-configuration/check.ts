import { type Finding, type FindingOf, finding } from "../../findings";
import { isUnreadable, shapeFindings } from "../shape";
import { type TagConfigurationDefinition, tagConfigurationSchema } from "./schema";

const found = (field: string, message: string): FindingOf<"tag-configuration"> =>
  finding("tag-configuration", message, { path: ["attributes", field] });

/**
 * What is wrong with a tag configuration: its shape, and settings that a metric of its type does not have.
 * @see https://docs.datadoghq.com/api/latest/metrics/#create-a-tag-configuration
 */
export function checkTagConfiguration(definition: unknown): readonly Finding[] {
  const shape = shapeFindings(tagConfigurationSchema, definition, "the tag configuration");
  if (isUnreadable(shape)) return shape;
  const { attributes } = definition as TagConfigurationDefinition;
  const { metric_type: type, include_percentiles, tags, exclude_tags_mode, aggregations = [] } = attributes;
  const findings: Finding[] = [];
  if (include_percentiles !== undefined && type !== "distribution") {
    const message = `Only distributions have percentiles, but the metric is a ${type}: remove include_percentiles.`;
    findings.push(found("include_percentiles", message));
  }
  if (aggregations.length > 0 && type === "distribution") {
    findings.push(found("aggregations", "A distribution cannot have aggregations: remove them."));
  }
  if (exclude_tags_mode && tags.length === 0) {
    findings.push(found("tags", "exclude_tags_mode is on, but tags is empty: list the tags to exclude."));
  }
  const twice = tags.filter((tag, index) => tags.indexOf(tag) !== index);
  for (const tag of twice) {
    const message = `tags contains "${tag}" twice: remove one of them.`;
    findings.push(finding("duplicate-tag", message, { path: ["attributes", "tags"] }));
  }
  return [...shape, ...findings];
}
