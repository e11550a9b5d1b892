import { KINDS } from "../../../definitions";
import { objectOf, stringOf } from "../../../json";
import { badRequest, notFound } from "../../refusal";
import type { Rules } from "../store";

/** By place. */
const WORDS: Readonly<Record<string, string>> = {
  apiVersion: "'apiVersion' must be v3",
  kind: "'kind' is a required property",
  metadata: "'metadata.name' is a required property",
  "metadata.name": "'metadata.name' is a required property",
};

export const catalogEntityRules: Rules<string> = {
  kind: KINDS.catalogEntity,
  missing: (name) => notFound(`Entity ${name} not found`),
  screen: ({ apiVersion, kind }) => {
    if (apiVersion !== "v3") throw badRequest(`Invalid entity: ${WORDS.apiVersion}`);
    if (typeof kind !== "string" || kind === "") throw badRequest(`Invalid entity: ${WORDS.kind}`);
  },
  // an organization can have its own kinds; a name with capitals is recorded as taken, though no span has it
  takes: ({ path }, { metadata }) =>
    path[0] === "kind" || (path.join(".") === "metadata.name" && !!stringOf(objectOf(metadata).name)),
  worded: ({ path, message }) => WORDS[path.join(".")] ?? message,
  refusal: (words) => badRequest(`Invalid entity: ${words}`),
};
