import { defined } from "../../json";
import { linkTo } from "../links";
import { noted } from "../notes";
import { assertedMonitor } from "./check";
import { commonOptions, type MetricMonitorProps } from "./metric-monitor";
import type { MonitorDefinition } from "./schema";

/** When a composite alerts: monitors, joined by `and`, `or` and `not`. */
export class CompositeCondition {
  /** @param binds whether it can stand beside `&&` and `||` without parentheses */
  constructor(
    /** As Datadog writes it, with a link in the place of each id. */
    readonly text: string,
    readonly binds: boolean,
  ) {}
}

/** A monitor, by value: it alerts where that monitor alerts, by the id that Datadog gives it. */
export type CompositePart = MonitorDefinition | CompositeCondition;

/** All of them alert: `and(failures, not(maintenance))`. */
export const and = (...parts: readonly [CompositePart, CompositePart, ...CompositePart[]]) => joined("&&", parts);

/** At least one of them alerts. */
export const or = (...parts: readonly [CompositePart, CompositePart, ...CompositePart[]]) => joined("||", parts);

/** It does not alert. */
export function not(part: CompositePart): CompositeCondition {
  return new CompositeCondition(`!${operand(part)}`, true);
}

function joined(operator: "&&" | "||", parts: readonly CompositePart[]): CompositeCondition {
  return new CompositeCondition(parts.map(operand).join(` ${operator} `), false);
}

function operand(part: CompositePart): string {
  if (!(part instanceof CompositeCondition)) return linkTo(part);
  return part.binds ? part.text : `(${part.text})`;
}

/** Settings of a composite monitor. A setting that is omitted is not in the JSON and has the API's default. */
export interface CompositeMonitorProps
  extends Omit<
    MetricMonitorProps,
    | "condition"
    | "type"
    | "thresholdWindows"
    | "requireFullWindow"
    | "evaluationDelay"
    | "newGroupDelay"
    | "schedulingOptions"
    | "onMissingData"
  > {
  /** Which monitors alert together: up to ten of the same stack, by value. */
  readonly condition: CompositePart;
}

/**
 * A composite monitor, which takes other monitors as values: a construct writes Terraform's references to them.
 *
 * @throws DefinitionError when it breaks a rule
 * @see https://docs.datadoghq.com/monitors/types/composite/
 */
export function compositeMonitor(props: CompositeMonitorProps): MonitorDefinition {
  const { name, condition, message, tags, priority, restrictedRoles, draftStatus } = props;
  const query = condition instanceof CompositeCondition ? condition.text : linkTo(condition);
  const definition: MonitorDefinition = {
    name,
    type: "composite",
    query,
    message,
    ...defined({ tags, priority, restricted_roles: restrictedRoles, draft_status: draftStatus }),
    options: { ...commonOptions(props), ...props.options },
  };
  return assertedMonitor(noted(definition, props.ignore));
}
