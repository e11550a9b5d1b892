import type { Finding } from "../../findings";
import { searchFindings } from "../search";
import { isUnreadable, shapeFindings } from "../shape";
import { type RetentionFilterDefinition, retentionFilterSchema } from "./schema";

/** What is wrong with a retention filter: its shape, rates outside 0 to 1, a search that cannot be read. */
export function checkRetentionFilter(definition: unknown): readonly Finding[] {
  const shape = shapeFindings(retentionFilterSchema, definition, "the retention filter");
  if (isUnreadable(shape)) return shape;
  const { filter } = (definition as RetentionFilterDefinition).attributes;
  return [...shape, ...searchFindings(filter.query, ["attributes", "filter", "query"])];
}
