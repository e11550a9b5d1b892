import { type DefinitionKind, declared, KINDS } from "../definitions";
import type { Finding } from "../findings";
import { isObject, type JsonObject } from "../json";
import type { CheckOptions } from "../query";

/** What an object of Datadog is. */
export interface RecognizedKind {
  /** `log pipeline` */
  readonly name: string;
  /** What is wrong with one. @default nothing here has rules for it */
  readonly check?: (definition: unknown, options: CheckOptions) => readonly Finding[];
}

/** Objects of Datadog for which there are no rules here, by the keys that only such a thing has. */
const WITHOUT_RULES: readonly { readonly name: string; holds(value: JsonObject): boolean }[] = [
  { name: "notebook", holds: ({ cells }) => Array.isArray(cells) },
  { name: "Synthetics test", holds: ({ config, locations }) => isObject(config) && Array.isArray(locations) },
  {
    name: "SLO",
    holds: ({ query, monitor_ids: monitors, sli_specification: sli, thresholds }) =>
      Array.isArray(thresholds) && (isObject(query) || Array.isArray(monitors) || isObject(sli)),
  },
  {
    name: "downtime",
    holds: ({ type, attributes, scope, monitor_identifier: monitor, monitor_tags: tags, monitor_id: id, schedule }) =>
      (type === "downtime" && isObject(attributes)) ||
      isObject(monitor) ||
      (scope !== undefined && [tags, id, schedule].some((part) => part !== undefined)),
  },
];

/** What a value is, however much is wrong with it; undefined for what is nothing of Datadog's. */
export function kindOf(value: unknown): RecognizedKind | undefined {
  if (!isObject(value)) return undefined;
  const without = WITHOUT_RULES.find(({ holds }) => holds(value));
  if (without) return without;
  const kind: DefinitionKind | undefined = Object.values(KINDS).find(({ recognizes }) => recognizes(value));
  if (!kind) return undefined;
  // an export has ids, times and people, which are for no one to declare
  const check: RecognizedKind["check"] = (definition, options) =>
    kind.check(isObject(definition) ? declared(kind.given, definition) : definition, options);
  return { name: kind.name, check };
}
