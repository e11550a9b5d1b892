import { KINDS } from "../../../definitions";
import { notFound } from "../../refusal";
import type { Rules } from "../store";

export const dashboardListRules: Rules<number> = {
  kind: KINDS.dashboardList,
  missing: (id) => notFound(`Manual Dashboard List with id ${id} not found`),
  worded: ({ path }) => `The value provided for parameter '${path.join(".")}' is invalid`,
};
