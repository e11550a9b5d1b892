import type { DefinitionKind } from "../kind";
import { checkWebhook } from "./check";
import { webhookGiven } from "./given";
import { webhookSchema } from "./schema";

export { checkWebhook } from "./check";
export { type WebhookSpec, webhook } from "./make";
export { headersIn, type WebhookDefinition, webhookSchema } from "./schema";

export const webhookKind: DefinitionKind = {
  name: "webhook",
  schema: () => webhookSchema,
  check: checkWebhook,
  // its fields are those of many things, so that a file of its own is not recognized
  recognizes: () => false,
  nameOf: ({ name }) => String(name),
  given: webhookGiven,
};
