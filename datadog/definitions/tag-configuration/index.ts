import type { DefinitionKind } from "../kind";
import { checkTagConfiguration } from "./check";
import { tagConfigurationGiven } from "./given";

export { checkTagConfiguration } from "./check";
export { tagConfiguration } from "./make";
export type { TagConfigurationDefinition } from "./schema";

export const tagConfigurationKind: DefinitionKind = {
  name: "metric tag configuration",
  check: checkTagConfiguration,
  recognizes: ({ type }) => type === "manage_tags",
  nameOf: ({ id }) => String(id),
  given: tagConfigurationGiven,
};
