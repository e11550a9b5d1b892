import { KINDS } from "../../../definitions";
import { notFound } from "../../refusal";
import type { Rules } from "../store";

/** By attribute. */
const WORDS: Readonly<Record<string, string>> = {
  metric_type: "'metric_type' must be one of gauge, count, rate, distribution",
  tags: "'tags' is a required property",
};

const RULES: Readonly<Record<string, string>> = {
  tags: "'exclude_tags_mode' cannot be used without 'tags'",
  include_percentiles: "'include_percentiles' is only allowed for metrics of type distribution",
  aggregations: "'aggregations' is not allowed for metrics of type distribution",
};

export const tagConfigurationRules: Rules<string> = {
  kind: KINDS.tagConfiguration,
  missing: (metric) => notFound(`${metric} not found`),
  worded: ({ check, path }) => {
    if (check === "tag-configuration") return RULES[String(path[1])];
    return check === "definition-shape" && path.length === 2 ? WORDS[String(path[1])] : undefined;
  },
};
