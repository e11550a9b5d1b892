import { objectOf } from "../../json";
import type { Given } from "../kind";

export const retentionFilterGiven: Given = {
  fields: [
    "id",
    "attributes.editable",
    "attributes.execution_order",
    "attributes.created_at",
    "attributes.created_by",
    "attributes.modified_at",
    "attributes.modified_by",
  ],
  complete: ({ attributes, ...definition }) => ({
    ...definition,
    attributes: { trace_rate: 0, ...objectOf(attributes) },
  }),
};
