import { objectOf } from "../../json";
import type { Given } from "../kind";

export const catalogEntityGiven: Given = {
  fields: ["metadata.managed"],
  complete: ({ metadata, ...definition }) => ({
    ...definition,
    metadata: { namespace: "default", ...objectOf(metadata) },
  }),
};
