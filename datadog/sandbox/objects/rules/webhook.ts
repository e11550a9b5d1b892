import { KINDS } from "../../../definitions";
import { notFound } from "../../refusal";
import type { Rules } from "../store";

export const webhookRules: Rules<string> = {
  kind: KINDS.webhook,
  // recorded
  missing: () => notFound("Webhook does not exist"),
};

export const webhookVariableRules: Rules<string> = {
  kind: KINDS.webhookVariable,
  missing: () => notFound("Custom variable does not exist"),
};
