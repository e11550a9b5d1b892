import type { Context } from "hono";
import type { JsonObject } from "../../json";
import { authorReference, authorUser } from "../objects/author";
import {
  createNotificationRule,
  deleteNotificationRule,
  listNotificationRules,
  readNotificationRule,
  updateNotificationRule,
} from "../objects/notification-rules";
import type { Org } from "../org";
import { readData } from "./body";
import { answer, listQuery, noContent, numberQuery, param, type Routes } from "./routes";

const TYPE = "monitor-notification-rule";

/** @see https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor-notification-rule */
export function notificationRuleRoutes(org: Org): Routes {
  const id = "rule_id";
  return {
    "/api/v2/monitor/notification_rule": {
      get: (context) => {
        const all = listNotificationRules(org);
        const size = numberQuery(context, "per_page") ?? 100;
        const start = (numberQuery(context, "page") ?? 0) * size;
        return included(context, all.slice(start, start + size));
      },
      post: async (context) => created(context, createNotificationRule(org, await readData(context, TYPE))),
    },
    "/api/v2/monitor/notification_rule/:rule_id": {
      get: (context) => included(context, readNotificationRule(org, param(context, id))),
      patch: async (context) => {
        const data = await readData(context, TYPE);
        return created(context, updateNotificationRule(org, param(context, id), data));
      },
      delete: (context) => {
        deleteNotificationRule(org, param(context, id));
        return noContent(context);
      },
    },
  };
}

const withAuthor = (rule: JsonObject): JsonObject => ({ ...rule, relationships: { created_by: authorReference } });

/** As POST and PATCH answer it: with who made it. */
const created = (context: Context, rule: JsonObject) =>
  answer(context, { data: withAuthor(rule), included: [authorUser] });

/** `include=created_by` adds who made each rule. */
function included(context: Context, rules: JsonObject | readonly JsonObject[]): Response {
  if (!listQuery(context, "include").includes("created_by")) return answer(context, { data: rules });
  const data = Array.isArray(rules) ? rules.map(withAuthor) : withAuthor(rules as JsonObject);
  return answer(context, { data, included: [authorUser] });
}
