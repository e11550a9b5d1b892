import {
  MonitorNotificationRule,
  type MonitorNotificationRuleConfig,
} from "@cdktf/provider-datadog/lib/monitor-notification-rule";
import type { Construct } from "constructs";
import { checkNotificationRule, type NotificationRuleDefinition } from "../datadog/definitions";
import { notificationRuleTable } from "../datadog/terraform";
import { configOf } from "./attributes";
import { judge, ResourceConstruct, type ResourceSettings } from "./resource";

/**
 * Who is notified in addition to the handles of messages: `datadog_monitor_notification_rule.ID`. A scope and conditions need
 * provider 3.83.0 or later, which the environment's `terraform.datadog` says.
 */
export class NotificationRule extends ResourceConstruct<MonitorNotificationRuleConfig, MonitorNotificationRule> {
  /** @throws DefinitionError for what Datadog would reject, or a provider version that does not have it */
  constructor(
    scope: Construct,
    id: string,
    readonly definition: NotificationRuleDefinition,
    settings?: ResourceSettings<MonitorNotificationRuleConfig>,
  ) {
    const config = (self: Construct) => {
      const what = `notification rule "${definition.attributes.name}"`;
      judge(self, checkNotificationRule(definition), { what, definition, settings });
      return configOf<MonitorNotificationRuleConfig>(self, notificationRuleTable, what, definition);
    };
    super(scope, id, { Resource: MonitorNotificationRule, child: "rule" }, config, settings);
  }
}
