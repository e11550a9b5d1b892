import { headersIn, type WebhookDefinition } from "../../definitions";
import { isObject } from "../../json";
import { filledIn } from "./variables";

/** A request that a webhook makes. */
export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Values of variables, by name without the dollar. */
type Values = Readonly<Record<string, string>>;

/**
 * The request of a webhook, with its variables filled in. In a JSON payload values are escaped, so that a title with quotes
 * does not break it; in the URL they are encoded, except those of custom variables, which may be a part of it.
 * @param values of Datadog's variables
 * @param custom of the organization's own
 */
export function webhookRequest(webhook: WebhookDefinition, values: Values, custom: Values): WebhookRequest {
  const all = { ...custom, ...values };
  const isForm = webhook.encode_as === "form";
  const json = filledIn(webhook.payload ?? "", all, (value) => JSON.stringify(value).slice(1, -1));
  const headers = Object.entries(headersIn(webhook.custom_headers ?? "{}") ?? {});
  return {
    url: filledIn(webhook.url, all, (value, name) => (Object.hasOwn(values, name) ? encodeURIComponent(value) : value)),
    headers: {
      "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json",
      ...Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), oneLine(filledIn(value, all))])),
    },
    body: isForm ? formOf(json) : json,
  };
}

/** A header cannot hold line breaks. */
const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

/** The fields of a JSON object as a form; what is no object goes as it is. */
function formOf(json: string): string {
  let fields: unknown;
  try {
    fields = JSON.parse(json);
  } catch {
    return json;
  }
  if (!isObject(fields)) return json;
  const pairs = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return new URLSearchParams(Object.fromEntries(pairs)).toString();
}

/** Whether a URL is of this machine: nothing else is called. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") return false;
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
