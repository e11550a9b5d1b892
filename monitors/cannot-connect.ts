import { serviceCheckMonitor } from "../datadog/definitions";
import type { CheckTag, ServiceCheck } from "../datadog/query";
import { documented, message } from "./documented";

/** What differs between the components that the agent connects to. */
export interface Connection<Tags extends readonly string[]> {
  /** As people write it: `PostgreSQL`. */
  readonly component: string;
  readonly check: ServiceCheck<Tags>;
  /** Tags that a run must have. @default every run of the check */
  readonly where?: { readonly [Tag in CheckTag<Tags>]?: string };
  /** Who suffers. */
  readonly meaning: string;
  readonly steps: readonly [string, string, string];
}

/**
 * A monitor that alerts when the agent cannot connect to a component, host by host.
 *
 * The agent finds containers by itself: when one is stopped, its check is no longer run. So a component that is gone has no
 * failing runs but none at all, and missing runs alert as well.
 */
export function cannotConnect<const Tags extends readonly string[]>(connection: Connection<Tags>) {
  const { component, check, where, meaning, steps } = connection;
  return documented(
    {
      priority: 1,
      levels: { critical: 5 },
      source: {
        page: "https://github.com/claranet/terraform-datadog-monitors/blob/master/database/postgresql/monitors-postgresql.tf",
        why: "Five of the last six runs; its warning is left out, because this check has no status WARNING.",
      },
      meaning,
      steps,
      missingData: "notifies after 10 minutes: once a container has stopped, its check no longer runs.",
      trap: "During a restart, fewer than five runs fail: they are 15 seconds apart.",
      noDataAlerts: true,
    },
    ({ critical, warning }) =>
      serviceCheckMonitor({
        name: `Agent cannot connect to ${component}`,
        check,
        where,
        // By host alone: other tags contain the address of a container, which is another one after each restart.
        by: ["host"],
        critical,
        warning,
        message: message(
          `The Datadog Agent on {{host.name}} cannot connect to ${component} (alerts after ${critical} failed checks, or after 10 minutes without any).`,
          `The Datadog Agent on {{host.name}} can connect to ${component} again.`,
        ),
        notifyNoData: true,
        noDataTimeframe: 10,
      }),
  );
}
