import type { Address, SloDefinition, SloSettings } from "../datadog/definitions";
import { runSuccess } from "./run-success";
import { stageDurationSlo } from "./stage-duration";

/**
 * An SLO that ships: the name by which environments know it, its maker, and its Terraform address. Its alerts ship with it:
 * `datadog_monitor.ADDRESS-burn-rate-1h` and so on.
 * @default address: the name in kebab-case, `runSuccess` → `datadog_service_level_objective.run-success`
 */
type SloRow = readonly [name: string, make: (settings: SloSettings) => SloDefinition, address?: Address];

/** Every SLO, one line each. An address is changed only with `renamedFrom`: on it hangs the SLO's history. */
export const slos = [
  ["runSuccess", runSuccess],
  ["stageDuration", stageDurationSlo],
] as const satisfies readonly SloRow[];

export type SloName = (typeof slos)[number][0];
