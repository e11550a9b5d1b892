import { type JsonObject, objectOf } from "../../json";
import type { Org } from "../org";
import { answerOf } from "./store";

/** Creates a notification rule; refuses (400) one that breaks a rule. */
export function createNotificationRule(org: Org, data: JsonObject): JsonObject {
  const time = org.timestamp();
  const made = org.notificationRules.create(data, () => {
    const id = org.ids.uuid("notification-rule");
    return { id, given: { id, attributes: { created_at: time, modified_at: time } } };
  });
  return answerOf(made);
}

/** The rule, or a 404. */
export function readNotificationRule(org: Org, id: string): JsonObject {
  return answerOf(org.notificationRules.read(id));
}

/** Replaces the attributes of a rule: the API requires its name, and a rule has recipients or conditions. */
export function updateNotificationRule(org: Org, id: string, data: JsonObject): JsonObject {
  const before = org.notificationRules.read(id).definition;
  const body = { ...before, attributes: objectOf(data.attributes) };
  return answerOf(org.notificationRules.replace(id, body, { attributes: { modified_at: org.timestamp() } }));
}

export function deleteNotificationRule(org: Org, id: string): void {
  org.notificationRules.delete(id);
}

export function listNotificationRules(org: Org): JsonObject[] {
  return org.notificationRules.values();
}
