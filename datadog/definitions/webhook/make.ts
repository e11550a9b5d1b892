import { asserted } from "../../findings";
import { checkWebhook } from "./check";
import type { WebhookDefinition } from "./schema";

/** A request that notifications make: name it in a message as `@webhook-NAME`. */
export interface WebhookSpec {
  readonly name: string;
  readonly url: string;
  /** The body: a text, or a value that is written as JSON. Variables such as $EVENT_TITLE are filled in. @default seven of them */
  readonly payload?: string | object;
  /** Headers and their values, which may hold variables. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default "json" */
  readonly encodeAs?: "json" | "form";
}

/** @throws DefinitionError for a name that no message can use */
export function webhook({ name, url, payload, headers, encodeAs }: WebhookSpec): WebhookDefinition {
  const definition: WebhookDefinition = {
    name,
    url,
    ...(payload === undefined ? {} : { payload: typeof payload === "string" ? payload : JSON.stringify(payload) }),
    ...(headers === undefined ? {} : { custom_headers: JSON.stringify(headers) }),
    ...(encodeAs === undefined ? {} : { encode_as: encodeAs }),
  };
  return asserted(`webhook "${name}"`, definition, checkWebhook(definition));
}
