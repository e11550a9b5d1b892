import { isObject, objectOf } from "../../json";
import type { DefinitionKind } from "../kind";
import { checkDowntime } from "./check";
import { downtimeGiven } from "./given";
import { downtimeSchema } from "./schema";

export { checkDowntime } from "./check";
export { type DowntimeSpec, downtime } from "./make";
export type { DowntimeDefinition } from "./schema";

export const downtimeKind: DefinitionKind = {
  name: "downtime",
  schema: () => downtimeSchema,
  check: checkDowntime,
  recognizes: ({ type, attributes }) =>
    type === "downtime" || (isObject(attributes) && "monitor_identifier" in attributes),
  // a downtime has no name: people know it by what it mutes
  nameOf: ({ attributes }) => String(objectOf(attributes).scope),
  given: downtimeGiven,
};
