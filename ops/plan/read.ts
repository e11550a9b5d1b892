import { isObject, type JsonObject, listOf, objectOf, own, stringOf } from "../../datadog/json";
import { type Difference, differences } from "../changes";

/** What a plan does with an object. `forget` leaves it in Datadog and drops it from the state. */
export type Action = "create" | "update" | "replace" | "delete" | "forget";

/** An object that a plan changes, or that was changed since the state was written. */
export interface PlannedObject {
  readonly stack: string;
  /** `datadog_monitor.slow-stage`. */
  readonly address: string;
  readonly type: string;
  /** What people call it: a monitor's name, a dashboard's title. */
  readonly name: string;
  readonly action: Action;
  /** Its id. @default it is yet to be created */
  readonly id?: string;
  /** What it is and what it will be, secrets hidden. */
  readonly before: unknown;
  readonly after: unknown;
  /** Attributes that cannot change in place, of an object that is replaced. */
  readonly replacedFor: readonly string[];
  /** Whether it exists already, and is taken over from now on. */
  readonly imported: boolean;
  /** Its address until now. @default the same */
  readonly movedFrom?: string;
}

/** The plan of one stack. */
export interface StackPlan {
  readonly stack: string;
  readonly objects: readonly PlannedObject[];
  /** What is no longer as the last deployment left it, for a reason that is not in the code. */
  readonly drift: readonly PlannedObject[];
  /** Addresses and ids of all that the state has. */
  readonly ids: ReadonlyMap<string, string>;
  /** Whether there is anything to apply: objects, or only the state, such as addresses that moved. */
  readonly applies: boolean;
}

/**
 * Reads what `terraform show -json` prints of a saved plan.
 * @param synthesized the stack's JSON, which has names that the plan does not know yet @default none
 * @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export function readPlan(stack: string, json: unknown, synthesized?: unknown): StackPlan {
  const { resource_changes: changes, resource_drift: drift, prior_state: state, applyable } = objectOf(json);
  const declared = objectOf(objectOf(synthesized).resource);
  const objects = listOf(changes).flatMap((change) => plannedObject(stack, change, declared) ?? []);
  return {
    stack,
    objects: objects.filter(
      ({ action, imported, movedFrom }) => action !== "none" || imported || movedFrom,
    ) as PlannedObject[],
    drift: listOf(drift).flatMap((change) => driftedObject(stack, change) ?? []),
    ids: idsIn(objectOf(objectOf(objectOf(state).values).root_module)),
    // Terraform before 1.8 does not say it.
    applies: typeof applyable === "boolean" ? applyable : objects.some(({ action }) => action !== "none"),
  };
}

function plannedObject(
  stack: string,
  json: unknown,
  declared: JsonObject = {},
): (Omit<PlannedObject, "action"> & { action: Action | "none" }) | undefined {
  const { address, type, mode, change, previous_address: movedFrom } = objectOf(json);
  if (mode !== "managed") return undefined;
  const fields = objectOf(change);
  const { before, after, after_unknown, before_sensitive, after_sensitive, replace_paths, importing } = fields;
  const shownBefore = shown(before, {}, before_sensitive);
  const shownAfter = shown(after, after_unknown, after_sensitive, before);
  const action = actionOf(listOf(fields.actions));
  const local = String(address).replace(/^.*?\./, "");
  return {
    stack,
    address: String(address),
    type: String(type),
    name: nameIn(after ?? before) ?? nameIn(objectOf(declared[String(type)])[local]) ?? local,
    action,
    ...idOf(before),
    before: shownBefore,
    after: shownAfter,
    replacedFor: listOf(replace_paths).map((path) => listOf(path).join(".")),
    imported: isObject(importing),
    ...(typeof movedFrom === "string" ? { movedFrom } : {}),
  };
}

function idOf(before: unknown): { readonly id?: string } {
  const id = stringOf(objectOf(before).id);
  return id === undefined ? {} : { id };
}

function actionOf(actions: readonly unknown[]): Action | "none" {
  if (actions.includes("delete")) return actions.includes("create") ? "replace" : "delete";
  const [only] = actions;
  return only === "create" || only === "update" || only === "forget" ? only : "none";
}

/** An object that drifted; nothing where only the way to write "not set" differs, which is no change of anybody's. */
function driftedObject(stack: string, json: unknown): PlannedObject | undefined {
  const object = plannedObject(stack, json);
  if (!object || object.action === "none") return undefined;
  const drifted = object as PlannedObject;
  return drifted.action === "update" && differencesOf(drifted, "loosely").length === 0 ? undefined : drifted;
}

/** The name of an object in the values of a plan. */
export function nameIn(value: unknown): string | undefined {
  const { name, title, metric, metric_name, dashboard } = objectOf(value);
  if (typeof dashboard === "string") return stringOf(objectOf(parsed(dashboard)).title);
  return stringOf(name) ?? stringOf(title) ?? stringOf(metric) ?? stringOf(metric_name);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function idsIn(module: JsonObject): Map<string, string> {
  const own = listOf(module.resources).flatMap((resource) => {
    const { address, mode, values } = objectOf(resource);
    const id = stringOf(objectOf(values).id);
    return mode === "managed" && id !== undefined ? [[String(address), id] as const] : [];
  });
  const inside = listOf(module.child_modules).flatMap((child) => [...idsIn(objectOf(child))]);
  return new Map([...own, ...inside]);
}

// ------------------------------------------------------------------------------------------------------ what is shown

const SECRET = "(sensitive)";
const UNKNOWN = "(known after apply)";

/**
 * A value as it is shown: what is sensitive hidden, what is not known yet said, what is not set left out. A block that
 * there can be one of is an object, as in the synthesized JSON.
 * @param was the value before, to say of a secret whether it changed
 */
function shown(value: unknown, unknown: unknown, sensitive: unknown, was?: unknown): unknown {
  if (sensitive === true) {
    if (isUnset(value)) return undefined;
    return was === undefined || JSON.stringify(was) === JSON.stringify(value) ? SECRET : "(sensitive, changed)";
  }
  if (unknown === true) return UNKNOWN;
  if (Array.isArray(value) || (value == null && Array.isArray(unknown))) {
    const items = listOf(value).length >= listOf(unknown).length ? listOf(value) : listOf(unknown).map(() => undefined);
    const seen = items.flatMap((_, index) => {
      const [item, isNew, hidden] = [listOf(value)[index], listOf(unknown)[index], listOf(sensitive)[index]];
      const each = shown(item, isNew, hidden, listOf(was)[index]);
      return each === undefined ? [] : [each];
    });
    if (seen.length === 0) return undefined;
    return seen.length === 1 && isObject(seen[0]) ? seen[0] : seen;
  }
  if (isObject(value) || isObject(unknown)) return shownFields(value, unknown, sensitive, was);
  return isUnset(value) ? undefined : value;
}

function shownFields(value: unknown, unknown: unknown, sensitive: unknown, was: unknown): unknown {
  const keys = [...new Set([...Object.keys(objectOf(value)), ...Object.keys(objectOf(unknown))])];
  const seen = keys.flatMap((key) => {
    const inside = [value, unknown, sensitive, was].map((each) => objectOf(each)[key]) as [
      unknown,
      unknown,
      unknown,
      unknown,
    ];
    const field = shown(...inside);
    return field === undefined ? [] : [[key, field] as const];
  });
  return seen.length === 0 ? undefined : Object.fromEntries(seen);
}

const isUnset = (value: unknown) => value === undefined || value === null || value === "";

/** Attributes that Datadog sets, and nobody changes. */
const GIVEN = ["id", "url", "modified_at"];

/** Attributes that Datadog sets where the code does not: first seen in a later plan, they would look like changes there. */
const GIVEN_BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  datadog_metric_tag_configuration: ["aggregations"],
};

/**
 * What differs between an object before and after, in the places of the synthesized JSON.
 * @param how `loosely` takes a false or a zero for what is not set @default `loosely` for an object that is taken over: the
 * provider reads as "not set" what Datadog does not answer, and sends its own default, which is the same
 */
export function differencesOf(object: PlannedObject, how?: "exactly" | "loosely"): Difference[] {
  const { before, after, type, imported } = object;
  const set = own(GIVEN_BY_TYPE, type) ?? [];
  const isGiven = (key: string) => GIVEN.includes(key) || (set.includes(key) && !(key in objectOf(before)));
  const [was, is] = [objectOf(before), objectOf(after)].map((fields) =>
    Object.fromEntries(Object.entries(fields).filter(([key]) => !isGiven(key))),
  ) as [JsonObject, JsonObject];
  if ((how ?? (imported ? "loosely" : "exactly")) === "exactly") return differences(was, is);
  const zero = (value: unknown) => value === false || value === 0 || value === "0";
  const withoutZeros = (fields: JsonObject, other: JsonObject) =>
    Object.fromEntries(Object.entries(fields).filter(([key, value]) => !(zero(value) && !(key in other))));
  return differences(withoutZeros(was, is), withoutZeros(is, was));
}
