import type { Given } from "../kind";

/** Recorded: a variable comes back as it was sent, a secret one without its value. */
export const webhookVariableGiven: Given = { fields: [], complete: (definition) => definition };
