import type { Construct } from "constructs";
import { Downtime } from "../constructs/downtime";
import { Monitor } from "../constructs/monitor";
import { NotificationRule } from "../constructs/notification-rule";
import { Slo } from "../constructs/slo";
import type { Environment } from "../environments/schema";
import { DatadogStack } from "./base";
import { contentOf } from "./content";
import { takeOver } from "./imports";
import { knownMetrics } from "./known-metrics";

/** What alerts in one environment: its monitors and SLOs, who is notified besides, and when nobody is. */
export class MonitorsStack extends DatadogStack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, environment);
    const { monitors, slos, sloAlerts, downtimes, notificationRules } = contentOf(environment);
    for (const { id, definition, renamedFrom } of slos) {
      new Slo(this, id, definition, { catalog: knownMetrics, renamedFrom });
    }
    for (const { id, definition, renamedFrom } of [...monitors, ...sloAlerts]) {
      new Monitor(this, id, definition, { catalog: knownMetrics, renamedFrom });
    }
    takeOver(this, environment, { datadog_monitor: monitors });
    for (const downtime of downtimes) new Downtime(this, downtime.id, downtime.definition);
    for (const rule of notificationRules) new NotificationRule(this, rule.id, rule.definition);
  }
}
