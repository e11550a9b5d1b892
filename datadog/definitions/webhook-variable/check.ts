import type { Finding } from "../../findings";
import { shapeFindings } from "../shape";
import { webhookVariableSchema } from "./schema";

/** What is wrong with a custom variable of webhooks: its name. */
export function checkWebhookVariable(definition: unknown): readonly Finding[] {
  return shapeFindings(webhookVariableSchema, definition, "the custom variable");
}
