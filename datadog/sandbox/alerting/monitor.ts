import { conditionOf, type MonitorDefinition } from "../../definitions";
import type { Condition } from "../../query";
import type { Group, Note } from "../evaluate";
import { type Downtime, silencedScopes } from "./downtimes";
import { AlertingError } from "./error";
import { type Letter, letterOf } from "./notify";
import type { Routing } from "./routing";
import { type Rules, rulesOf } from "./rules";
import { customSchedule, everySeconds, type Schedule } from "./schedule";
import { scopeTagsOf } from "./scope-tags";
import { checkSource } from "./sources/checks";
import { compositeSource } from "./sources/composite";
import { metricSource } from "./sources/metric";
import { searchSource } from "./sources/search";
import { sloSource } from "./sources/slo";
import type { AlertingInputs, Source } from "./sources/source";

/** A monitor that can be run. */
export interface AlertingMonitor {
  readonly id: string;
  readonly definition: MonitorDefinition;
  readonly rules: Rules;
  readonly source: Source;
  readonly schedule: Schedule;
  /** Seconds by which its window is shifted back. */
  readonly delay: number;
  readonly letter: Letter;
  /** The scopes that its own options mute. */
  readonly silenced: readonly Downtime[];
  /** What looks at other monitors is evaluated after them: 0 looks at none, 1 is of an SLO, 2 is a composite. */
  readonly rank: 0 | 1 | 2;
  /** What does not come from Datadog's documentation. */
  readonly notes: readonly Note[];
}

export interface AlertingMonitorOptions extends AlertingInputs {
  /** What messages can show of a group beside its tags: `{ host: { ip } }`, `{ service: { team } }`. @default nothing */
  readonly about?: (group: Group) => Readonly<Record<string, unknown>>;
  /** The notification rules of the organization. @default none */
  readonly routings?: readonly Routing[];
}

/**
 * Prepares a monitor to be run. It keeps nothing of what it finds: all that is known between evaluations is in its state.
 *
 * @param id by which composites and downtimes name it
 * @throws AlertingError where the monitor cannot be run here, EvaluationError where its query cannot be evaluated
 */
export function alertingMonitor(
  id: string,
  definition: MonitorDefinition,
  options: AlertingMonitorOptions,
): AlertingMonitor {
  const condition = conditionOf(definition);
  if (!condition) throw new AlertingError(`The query cannot be parsed: ${definition.query}`);
  const source = sourceOf(definition, condition, options);
  const rules = rulesOf(definition, condition, source.kind);
  return {
    id,
    definition,
    rules,
    source,
    schedule: customSchedule(definition) ?? everySeconds(rules.frequency),
    delay: definition.options?.evaluation_delay ?? 0,
    letter: letterOf(id, definition, condition, scopeTagsOf(condition.node), options),
    silenced: silencedScopes(id, definition),
    rank: rankOf(condition),
    notes: source.notes,
  };
}

function rankOf({ node }: Condition): AlertingMonitor["rank"] {
  if (node.kind === "composite") return 2;
  return node.kind === "sloAlert" ? 1 : 0;
}

function sourceOf(definition: MonitorDefinition, { node }: Condition, inputs: AlertingInputs): Source {
  switch (node.kind) {
    case "metricAlert":
    case "changeAlert":
    case "formulaAlert":
      return metricSource(node, definition, inputs);
    case "searchAlert":
      return searchSource(node, inputs);
    case "serviceCheck":
      return checkSource(node, definition, inputs);
    case "sloAlert":
      return sloSource(node, definition, inputs);
    case "composite":
      return compositeSource(node, definition);
    case "raw":
      throw new AlertingError("Monitors of Synthetic tests are not simulated, because the tests are not run.");
  }
}
