import type { DefinitionKind } from "../kind";
import { checkSlo } from "./check";
import { sloGiven } from "./given";
import { sloSchema } from "./schema";

export { checkSlo } from "./check";
export { SLO_TIMEFRAMES, type SloDefinition, sloSchema } from "./schema";

export const sloKind: DefinitionKind = {
  name: "SLO",
  schema: sloSchema,
  check: checkSlo,
  recognizes: ({ type, thresholds }) =>
    Array.isArray(thresholds) || type === "metric" || type === "monitor" || type === "time_slice",
  nameOf: ({ name }) => String(name),
  given: sloGiven,
};
