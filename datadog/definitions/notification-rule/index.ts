import { objectOf } from "../../json";
import type { DefinitionKind } from "../kind";
import { checkNotificationRule } from "./check";
import { notificationRuleGiven } from "./given";
import { notificationRuleSchema } from "./schema";

export { checkNotificationRule, statusIn } from "./check";
export { type NotificationRuleSpec, notificationRule } from "./make";
export type { NotificationRuleDefinition } from "./schema";

export const notificationRuleKind: DefinitionKind = {
  name: "notification rule",
  schema: () => notificationRuleSchema,
  check: checkNotificationRule,
  recognizes: ({ type }) => type === "monitor-notification-rule",
  nameOf: ({ attributes }) => String(objectOf(attributes).name),
  given: notificationRuleGiven,
};
