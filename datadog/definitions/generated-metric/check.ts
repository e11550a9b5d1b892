import type { z } from "zod";
import { type Finding, finding } from "../../findings";
import { searchFindings } from "../search";
import { isUnreadable, repeated, shapeFindings } from "../shape";
import { tagMistake } from "../tags";
import { type LogsMetricDefinition, logsMetricSchema, type SpansMetricDefinition, spansMetricSchema } from "./schema";

/** What is wrong with a metric made from logs: its shape, its search, tags that two groups share or Datadog rewrites. */
export function checkLogsMetric(definition: unknown): readonly Finding[] {
  return checked(logsMetricSchema, definition);
}

/** What is wrong with a metric made from spans; the same rules. */
export function checkSpansMetric(definition: unknown): readonly Finding[] {
  return checked(spansMetricSchema, definition);
}

function checked(schema: z.ZodType<LogsMetricDefinition | SpansMetricDefinition>, definition: unknown): Finding[] {
  const shape = shapeFindings(schema, definition, "the metric");
  if (isUnreadable(shape)) return shape;
  const { filter, group_by = [] } = (definition as LogsMetricDefinition).attributes;
  const names = group_by.map(({ tag_name }) => tag_name);
  return [
    ...shape,
    ...searchFindings(filter?.query, ["attributes", "filter", "query"]),
    ...repeated(names, (name, index) => {
      const message = `Two groups have the tag "${name}": give each its own tag_name.`;
      return finding("duplicate-group", message, { path: ["attributes", "group_by", index, "tag_name"] });
    }),
    ...names.flatMap((name, index) => {
      const mistake = tagMistake(name);
      if (mistake === undefined) return [];
      return [finding("tag-rewritten", mistake, { path: ["attributes", "group_by", index, "tag_name"] })];
    }),
  ];
}
