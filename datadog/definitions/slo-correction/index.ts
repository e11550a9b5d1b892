import { objectOf } from "../../json";
import type { DefinitionKind } from "../kind";
import { checkSloCorrection } from "./check";
import { sloCorrectionGiven } from "./given";
import { sloCorrectionSchema } from "./schema";

export const sloCorrectionKind: DefinitionKind = {
  name: "SLO correction",
  schema: () => sloCorrectionSchema,
  check: checkSloCorrection,
  recognizes: ({ type }) => type === "correction",
  // a correction has no name: people know it by what it says
  nameOf: ({ attributes }) => {
    const { description, category } = objectOf(attributes);
    return String(description ?? category);
  },
  given: sloCorrectionGiven,
};
