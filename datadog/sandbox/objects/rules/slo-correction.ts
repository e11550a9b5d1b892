import { declared, KINDS } from "../../../definitions";
import { notFound } from "../../refusal";
import type { Rules } from "../store";

const kind = KINDS.sloCorrection;

export const sloCorrectionRules: Rules<string> = {
  kind,
  missing: (id) => notFound(`slo correction public id ${id} not found`),
  meaning: (data) => declared(kind.given, data),
};
