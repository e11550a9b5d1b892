import { z } from "zod";

/**
 * A value that URLs, payloads, and headers of webhooks name as $NAME.
 * @see https://docs.datadoghq.com/api/latest/webhooks-integration/#create-a-custom-variable
 */
export const webhookVariableSchema = z.strictObject({
  name: z.string().regex(/^[A-Z0-9_]+$/, {
    error: "is not a variable's name: use uppercase letters, digits, and underscores, such as API_TOKEN",
  }),
  value: z.string(),
  /** Whether the API never answers the value. */
  is_secret: z.boolean(),
});
