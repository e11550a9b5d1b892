import type { Given } from "../kind";

/** Measured on recordings: a rule comes back as it was sent. */
export const notificationRuleGiven: Given = {
  fields: ["id", "relationships", "attributes.created_at", "attributes.modified_at"],
  unordered: [
    "attributes.filter.tags",
    "attributes.recipients",
    "attributes.conditional_recipients.conditions.recipients",
    "attributes.conditional_recipients.fallback_recipients",
  ],
  complete: (definition) => definition,
};
