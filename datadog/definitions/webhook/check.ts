import type { Finding } from "../../findings";
import { shapeFindings } from "../shape";
import { webhookSchema } from "./schema";

/** What is wrong with a webhook: its name, its headers, its encoding. */
export function checkWebhook(definition: unknown): readonly Finding[] {
  return shapeFindings(webhookSchema, definition, "the webhook");
}
