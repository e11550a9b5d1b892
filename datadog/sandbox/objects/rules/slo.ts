import { declared, KINDS } from "../../../definitions";
import { notFound } from "../../refusal";
import type { Rules } from "../store";

const kind = KINDS.slo;

export const sloRules: Rules<string> = {
  kind,
  missing: (id) => notFound(`SLO not found: ${id} not found`),
  meaning: (body) => declared(kind.given, body),
  // recorded
  worded: ({ check, path }, { type }) => {
    if (check !== "slo") return undefined;
    if (path[0] === "monitor_ids" && path.length === 1) return "Invalid payload: must specify monitor_ids";
    return path[0] === "query" && path.length === 1 && type === "metric"
      ? "Invalid payload: must specify the query for count types"
      : undefined;
  },
};
