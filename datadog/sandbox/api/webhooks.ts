import {
  createWebhook,
  createWebhookVariable,
  deleteWebhook,
  deleteWebhookVariable,
  readWebhook,
  readWebhookVariable,
  updateWebhook,
  updateWebhookVariable,
} from "../objects/webhooks";
import type { Org } from "../org";
import { readObject } from "./body";
import { answer, param, type Routes } from "./routes";

const BASE = "/api/v1/integration/webhooks/configuration";

/** @see https://docs.datadoghq.com/api/latest/webhooks-integration/ */
export function webhookRoutes(org: Org): Routes {
  return {
    [`${BASE}/webhooks`]: {
      post: async (context) => answer(context, createWebhook(org, await readObject(context)), 201),
    },
    [`${BASE}/webhooks/:webhook_name`]: {
      get: (context) => answer(context, readWebhook(org, param(context, "webhook_name"))),
      put: async (context) =>
        answer(context, updateWebhook(org, param(context, "webhook_name"), await readObject(context))),
      delete: (context) => {
        deleteWebhook(org, param(context, "webhook_name"));
        return answer(context, {});
      },
    },
    [`${BASE}/custom-variables`]: {
      post: async (context) => answer(context, createWebhookVariable(org, await readObject(context)), 201),
    },
    [`${BASE}/custom-variables/:custom_variable_name`]: {
      get: (context) => answer(context, readWebhookVariable(org, param(context, "custom_variable_name"))),
      put: async (context) =>
        answer(context, updateWebhookVariable(org, param(context, "custom_variable_name"), await readObject(context))),
      delete: (context) => {
        deleteWebhookVariable(org, param(context, "custom_variable_name"));
        return answer(context, {});
      },
    },
  };
}
