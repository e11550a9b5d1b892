import type { Address, MonitorDefinition, ThresholdSettings } from "../datadog/definitions";
import { agent } from "./agent";
import { celery } from "./celery";
import { containers } from "./containers";
import { errorRate } from "./error-rate";
import { errorsWithoutRuns } from "./errors-without-runs";
import { failure } from "./failure";
import { fastapi } from "./fastapi";
import { host } from "./host";
import { mostRunsFail } from "./most-runs-fail";
import { noRuns } from "./no-runs";
import { postgresql } from "./postgresql";
import { prefect } from "./prefect";
import { rabbitmq } from "./rabbitmq";
import { slowStage } from "./slow-stage";
import { spark } from "./spark";
import { stuckStage } from "./stuck-stage";

/**
 * A monitor that ships: the name by which environments and dashboards know it, its maker, and its Terraform address.
 * The maker is given the thresholds of the environment, and the other monitors by name, for a composite.
 * @default address: the name in kebab-case, `slowStage` → `datadog_monitor.slow-stage`
 */
type MonitorRow = readonly [
  name: string,
  make: (settings: ThresholdSettings, monitors: never) => MonitorDefinition,
  address?: Address,
];

/** The monitors of a component, under its name: `connections` → `postgresql.connections`. */
function group<const Name extends string, const Rows extends readonly MonitorRow[]>(name: Name, rows: Rows) {
  const named = rows.map(([own, make, address]) => [`${name}.${own}`, make, ...(address ? [address] : [])]);
  return named as unknown as { readonly [I in keyof Rows]: readonly [`${Name}.${Rows[I][0]}`, Rows[I][1]] };
}

/**
 * Every monitor, one line each; those of a component in the `index.ts` of its folder. A name is where an environment's file
 * sets the monitor: `monitors: { slowStage: …, postgresql: { connections: … } }`. On an address hangs the monitor's history:
 * where a monitor gets another name, its line says which address it had, and Terraform moves the monitor:
 * `["slowStages", slowStages, { renamedFrom: "slow-stage" }]`.
 */
export const monitors = [
  ["failure", failure],
  ["slowStage", slowStage],
  ["stuckStage", stuckStage],
  ["errorRate", errorRate],
  ["errorsWithoutRuns", errorsWithoutRuns],
  ["mostRunsFail", mostRunsFail],
  ["noRuns", noRuns],
  ...group("agent", agent),
  ...group("fastapi", fastapi),
  ...group("postgresql", postgresql),
  ...group("rabbitmq", rabbitmq),
  ...group("celery", celery),
  ...group("prefect", prefect),
  ...group("spark", spark),
  ...group("host", host),
  ...group("containers", containers),
] as const satisfies readonly MonitorRow[];

export type MonitorName = (typeof monitors)[number][0];
