import type { MonitorDefinition, ThresholdSettings } from "../datadog/definitions";
import { errorRate } from "./error-rate";
import { errorsWithoutRuns } from "./errors-without-runs";
import { failure } from "./failure";
import { mostRunsFail } from "./most-runs-fail";
import { noRuns } from "./no-runs";
import { slowStage } from "./slow-stage";

/**
 * A monitor that ships: the name by which environments and dashboards know it, its maker, and its Terraform address.
 * The maker is given the thresholds of the environment, and the other monitors by name, for a composite.
 * @default address: the name in kebab-case, `slowStage` → `datadog_monitor.slow-stage`
 */
type MonitorRow = readonly [
  name: string,
  make: (settings: ThresholdSettings, monitors: never) => MonitorDefinition,
  address?: string,
];

/**
 * Every monitor, one line each. An address is never changed: on it hangs the monitor's history. Where a monitor gets
 * another name, its line gets the old address: `["slowStages", slowStages, "slow-stage"]`.
 */
export const monitors = [
  ["failure", failure],
  ["slowStage", slowStage],
  ["errorRate", errorRate],
  ["errorsWithoutRuns", errorsWithoutRuns],
  ["mostRunsFail", mostRunsFail],
  ["noRuns", noRuns],
] as const satisfies readonly MonitorRow[];

export type MonitorName = (typeof monitors)[number][0];
