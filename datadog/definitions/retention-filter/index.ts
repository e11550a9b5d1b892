import { objectOf } from "../../json";
import type { DefinitionKind } from "../kind";
import { checkRetentionFilter } from "./check";
import { retentionFilterGiven } from "./given";
import { retentionFilterSchema } from "./schema";

export { checkRetentionFilter } from "./check";
export { type RetentionFilterSpec, retentionFilter } from "./make";
export type { RetentionFilterDefinition } from "./schema";

export const retentionFilterKind: DefinitionKind = {
  name: "retention filter",
  schema: () => retentionFilterSchema,
  check: checkRetentionFilter,
  recognizes: ({ type }) => type === "apm_retention_filter",
  nameOf: ({ attributes }) => String(objectOf(attributes).name),
  given: retentionFilterGiven,
};
