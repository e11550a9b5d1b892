import { declared, KINDS } from "../../../definitions";
import { objectOf, stringOf } from "../../../json";
import { badRequest, notFound } from "../../refusal";
import type { Rules } from "../store";

const kind = KINDS.retentionFilter;

/** By attribute; the first is recorded. */
const WORDS: Readonly<Record<string, string>> = {
  rate: "'rate' must exist and be between 0 and 1",
  trace_rate: "'trace_rate' must be between 0 and 1",
  name: "'name' must exist",
  filter: "'filter' must exist and have a 'query'",
};

export const retentionFilterRules: Rules<string> = {
  kind,
  missing: (id) => notFound(`retention filter with id: '${id}' not found`),
  meaning: (data) => {
    const { attributes, ...rest } = declared(kind.given, data);
    const { filter_type: type, enabled, ...sent } = objectOf(attributes);
    return {
      type: "apm_retention_filter",
      ...rest,
      attributes: { ...sent, filter_type: stringOf(type) ?? "spans-sampling-processor", enabled: enabled === true },
    };
  },
  worded: ({ check, path }) => (check === "definition-shape" ? WORDS[String(path[1])] : undefined),
  refusal: (words) => badRequest("Invalid Pipeline", words),
};
