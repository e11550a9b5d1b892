import type { DefinitionKind } from "../kind";
import { checkWebhookVariable } from "./check";
import { webhookVariableGiven } from "./given";
import { webhookVariableSchema } from "./schema";

export const webhookVariableKind: DefinitionKind = {
  name: "custom variable of webhooks",
  schema: () => webhookVariableSchema,
  check: checkWebhookVariable,
  recognizes: () => false,
  nameOf: ({ name }) => String(name),
  given: webhookVariableGiven,
};
