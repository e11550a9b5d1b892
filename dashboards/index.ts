import type { Address, DashboardDefinition } from "../datadog/definitions";
import { errors } from "./errors";
import { overview } from "./overview";
import { performance } from "./performance";
import type { DashboardSettings } from "./settings";

/**
 * A dashboard that ships: its name, its maker, and its Terraform address.
 * @default address: the name in kebab-case, `slowQueries` → `datadog_dashboard_json.slow-queries`
 */
type DashboardRow = readonly [
  name: string,
  make: (settings: DashboardSettings) => DashboardDefinition,
  address?: Address,
];

/**
 * Every dashboard, one line each. A dashboard can link to those below it; the other way round, Terraform would have to make
 * each of the two before the other. An address is changed only with `renamedFrom`: otherwise the dashboard
 * would be deleted and made again.
 */
export const dashboards: readonly DashboardRow[] = [
  ["overview", overview],
  ["performance", performance],
  ["errors", errors],
];
