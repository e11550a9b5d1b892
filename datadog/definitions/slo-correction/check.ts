import { type Finding, finding } from "../../findings";
import { recurrenceMistake } from "../recurrence";
import { isUnreadable, shapeFindings } from "../shape";
import { type SloCorrectionDefinition, sloCorrectionSchema } from "./schema";

/** What is wrong with a correction of an SLO: its shape, which SLO it is of, a time that has no end. */
export function checkSloCorrection(definition: unknown): readonly Finding[] {
  const shape = shapeFindings(sloCorrectionSchema, definition, "the SLO correction");
  if (isUnreadable(shape)) return shape;
  return [...shape, ...ruleFindings((definition as SloCorrectionDefinition).attributes)];
}

function ruleFindings(attributes: SloCorrectionDefinition["attributes"]): Finding[] {
  const { slo_id: id, slo_query: query, start, end, rrule, duration } = attributes;
  const wrong = (message: string, name: string) => finding("slo", message, { path: ["attributes", name] });
  const mistake = rrule ? recurrenceMistake(rrule, "a day") : undefined;
  return [
    ...(id || query ? [] : [wrong("A correction requires an SLO: add slo_id or slo_query.", "slo_id")]),
    ...(end != null && end <= start
      ? [wrong(`The correction ends at ${end}, before it starts at ${start}.`, "end")]
      : []),
    ...(end == null && !rrule ? [wrong("A correction requires an end, or rrule and duration.", "end")] : []),
    ...(rrule && duration == null ? [wrong("A recurring correction requires a duration.", "duration")] : []),
    ...(mistake === undefined ? [] : [wrong(mistake, "rrule")]),
  ];
}
