import { type CheckOptions, type DefinitionKind, declared, KINDS } from "../definitions";
import type { Finding } from "../findings";
import { isObject, type JsonObject } from "../json";

/** What an object of Datadog is. */
export interface RecognizedKind {
  /** `log pipeline` */
  readonly name: string;
  /** What is wrong with one. @default nothing here has rules for it */
  readonly check?: (definition: unknown, options: CheckOptions) => readonly Finding[];
  /** What is wrong with several of a file together; each path begins with the index. @default nothing */
  readonly checkTogether?: DefinitionKind["checkTogether"];
}

/** Objects of Datadog for which there are no rules here, by the keys that only such a thing has. */
const WITHOUT_RULES: readonly { readonly name: string; holds(value: JsonObject): boolean }[] = [
  { name: "notebook", holds: ({ cells }) => Array.isArray(cells) },
  { name: "Synthetics test", holds: ({ config, locations }) => isObject(config) && Array.isArray(locations) },
  {
    // of API v1: v2 wraps its own in attributes
    name: "downtime",
    holds: ({ scope, attributes, monitor_identifier: monitor, monitor_tags: tags, monitor_id: id, schedule }) =>
      !isObject(attributes) &&
      (isObject(monitor) || (scope !== undefined && [tags, id, schedule].some((part) => part !== undefined))),
  },
];

/** What the API has in the address of a request, and not in its body. */
function outside(kind: DefinitionKind): JsonObject {
  return kind === KINDS.metricMetadata ? { metric: "metric" } : {};
}

/** What a value is, however much is wrong with it; undefined for what is nothing of Datadog's. */
export function kindOf(value: unknown): RecognizedKind | undefined {
  if (!isObject(value)) return undefined;
  const without = WITHOUT_RULES.find(({ holds }) => holds(value));
  if (without) return without;
  const kind: DefinitionKind | undefined = Object.values(KINDS).find(({ recognizes }) => recognizes(value));
  if (!kind) return undefined;
  // an export has ids, times and people, which are for no one to declare
  const check: RecognizedKind["check"] = (definition, options) =>
    kind.check(isObject(definition) ? { ...outside(kind), ...declared(kind.given, definition) } : definition, options);
  return { name: kind.name, check, checkTogether: kind.checkTogether };
}
