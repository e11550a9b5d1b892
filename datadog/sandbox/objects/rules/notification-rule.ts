import { declared, KINDS } from "../../../definitions";
import { notFound } from "../../refusal";
import type { Rules } from "../store";

const kind = KINDS.notificationRule;

export const notificationRuleRules: Rules<string> = {
  kind,
  missing: () => notFound("Monitor notification rule not found"),
  meaning: (data) => declared(kind.given, data),
  // recorded
  worded: ({ check, message }) =>
    check === "notification-rule" && message.startsWith("A recipient is a handle without its @")
      ? "Invalid recipients: Recipient handle should not start with '@'"
      : undefined,
};
