import { declared, KINDS } from "../../../definitions";
import { notFound } from "../../refusal";
import type { Rules } from "../store";

const kind = KINDS.metricMetadata;

export const metricMetadataRules: Rules<string> = {
  kind,
  missing: (metric) => notFound(`${metric} not found`),
  // null, an interval of 0 and an empty type say nothing, and a distribution keeps its type
  meaning: (body) =>
    Object.fromEntries(
      Object.entries(declared(kind.given, body)).filter(
        ([key, value]) => value != null && value !== "" && !(key === "statsd_interval" && value === 0),
      ),
    ),
  takes: ({ path }, { type }) => path[0] === "type" && type === "distribution",
  worded: ({ path }) => `The value provided for parameter '${path[0]}' is invalid`,
};
