import { differencesOf, type PlannedObject, type StackPlan } from "../plan/read";

/** An object that is not what the last deployment left. */
export interface Drifted {
  readonly object: PlannedObject;
  readonly what: "changed" | "deleted";
}

/** An object in Datadog that has an environment's tags, and that no deployment made. */
export interface Stray {
  /** `monitor`, `SLO`. */
  readonly kind: string;
  readonly id: string;
  readonly name: string;
}

/** What was changed or deleted in Datadog, of all stacks. */
export function driftedIn(plans: readonly StackPlan[]): Drifted[] {
  return plans
    .flatMap(({ drift }) => drift)
    .map((object) => ({ object, what: object.action === "delete" ? ("deleted" as const) : ("changed" as const) }))
    .filter(({ object, what }) => what === "deleted" || differencesOf(object, "loosely").length > 0);
}
