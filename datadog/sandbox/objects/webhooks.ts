import { type JsonObject, without } from "../../json";
import type { Org } from "../org";
import { badRequest } from "../refusal";
import { answerOf, type ObjectStore, type StoredObject } from "./store";

/** The objects that webhooks are made of: both are known by their name. */
type Named = ObjectStore<string>;

/** Creates a webhook; refuses (400) one whose name is taken. */
export const createWebhook = (org: Org, body: JsonObject): JsonObject =>
  answerOf(create(org.webhooks, body, "Webhook already exists"));

/** The webhook, or a 404. */
export const readWebhook = (org: Org, name: string): JsonObject => answerOf(org.webhooks.read(name));

/** Changes a webhook: fields that the body leaves out stay. */
export const updateWebhook = (org: Org, name: string, body: JsonObject): JsonObject =>
  answerOf(update(org.webhooks, name, body));

export const deleteWebhook = (org: Org, name: string): void => org.webhooks.delete(name);

/** Creates a custom variable; refuses (400) one whose name is taken. */
export const createWebhookVariable = (org: Org, body: JsonObject): JsonObject =>
  shown(create(org.webhookVariables, body, "Custom variable already exists"));

/** The custom variable, or a 404. */
export const readWebhookVariable = (org: Org, name: string): JsonObject => shown(org.webhookVariables.read(name));

/** Changes a custom variable: fields that the body leaves out stay. */
export const updateWebhookVariable = (org: Org, name: string, body: JsonObject): JsonObject =>
  shown(update(org.webhookVariables, name, body));

export const deleteWebhookVariable = (org: Org, name: string): void => org.webhookVariables.delete(name);

/** A custom variable as it is answered: a secret without its value. */
export function shown(variable: Pick<StoredObject<string>, "definition">): JsonObject {
  const { definition } = variable;
  return definition.is_secret === true ? without(definition, "value") : definition;
}

function create(store: Named, body: JsonObject, taken: string): StoredObject<string> {
  return store.create(body, ({ name }) => {
    const id = String(name);
    if (store.has(id)) throw badRequest(taken);
    return { id, given: {} };
  });
}

/** The name is the id: with another name it is another object. */
function update(store: Named, name: string, body: JsonObject): StoredObject<string> {
  const definition = { ...store.read(name).definition, ...body };
  const renamed = String(definition.name);
  if (renamed === name) return store.replace(name, definition);
  const made = create(store, definition, "Webhook already exists");
  store.delete(name);
  return made;
}
