import type { DefinitionKind } from "../kind";
import { checkTagConfiguration } from "./check";
import { tagConfigurationGiven } from "./given";
import { tagConfigurationSchema } from "./schema";

export { checkTagConfiguration } from "./check";
export { tagConfiguration } from "./make";
export type { TagConfigurationDefinition } from "./schema";

export const tagConfigurationKind: DefinitionKind = {
  name: "metric tag configuration",
  schema: () => tagConfigurationSchema,
  check: checkTagConfiguration,
  recognizes: ({ type }) => type === "manage_tags",
  nameOf: ({ id }) => String(id),
  given: tagConfigurationGiven,
};
