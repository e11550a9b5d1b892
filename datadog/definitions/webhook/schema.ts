import { z } from "zod";
import { isObject } from "../../json";
import { filled } from "../fields";

/**
 * A request that notifications with `@webhook-NAME` make.
 * @see https://docs.datadoghq.com/api/latest/webhooks-integration/#create-a-webhooks-integration
 * @see https://docs.datadoghq.com/integrations/webhooks/
 */
export const webhookSchema = z.strictObject({
  name: filled.regex(/^\S+$/, { error: "contains a space, so that no message can name it as @webhook-NAME" }),
  url: filled,
  /** The body, in which variables such as $EVENT_TITLE are filled in. @default a JSON object of seven of them */
  payload: z.string().nullable().optional(),
  /** A JSON object of headers and their values. @default none */
  custom_headers: z
    .string()
    .refine(isHeaders, { error: 'is not a JSON object of texts, such as {"X-Token": "$TOKEN"}' })
    .nullable()
    .optional(),
  /** @default "json" */
  encode_as: z.enum(["json", "form"]).optional(),
});

export type WebhookDefinition = z.output<typeof webhookSchema>;

function isHeaders(text: string): boolean {
  return headersIn(text) !== undefined;
}

/** The headers that a text means; undefined where it is not a JSON object of texts. */
export function headersIn(text: string): Readonly<Record<string, string>> | undefined {
  try {
    const headers: unknown = JSON.parse(text);
    if (!isObject(headers) || !Object.values(headers).every((value) => typeof value === "string")) return undefined;
    return headers as Readonly<Record<string, string>>;
  } catch {
    return undefined;
  }
}
