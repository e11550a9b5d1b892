import { objectOf } from "../../json";
import type { Given } from "../kind";

/** Measured on recordings: what is not set is null, but for `slo_query`. */
export const sloCorrectionGiven: Given = {
  fields: ["id", "attributes.created_at", "attributes.modified_at", "attributes.creator", "attributes.modifier"],
  complete: ({ attributes, ...definition }) => ({
    ...definition,
    attributes: {
      slo_id: null,
      end: null,
      rrule: null,
      duration: null,
      timezone: "UTC",
      ...objectOf(attributes),
    },
  }),
};
