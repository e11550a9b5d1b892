import { declared, KINDS } from "../../../definitions";
import { isObject, type JsonObject, objectOf } from "../../../json";
import { notFound } from "../../refusal";
import type { Rules } from "../store";

const kind = KINDS.downtime;

export const downtimeRules: Rules<string> = {
  kind,
  missing: () => notFound("Downtime not found"),
  meaning: (data) => {
    const { attributes, ...rest } = declared(kind.given, data);
    return { ...rest, attributes: meant(objectOf(attributes)) };
  },
  // recorded
  worded: ({ check, path, message }) => {
    if (check === "unknown-key") {
      return `Additional properties are not allowed ('${String(path.at(-1))}' was unexpected)`;
    }
    return check === "downtime-scope" && message.startsWith("All values must have a key")
      ? "All values must have a key"
      : undefined;
  },
  isStrict: true,
};

/** The Terraform provider sends empty texts for zones that are not set. */
function meant({ schedule, ...attributes }: JsonObject): JsonObject {
  if (!isObject(schedule)) return schedule === undefined ? attributes : { ...attributes, schedule };
  const { timezone, ...rest } = schedule;
  return { ...attributes, schedule: timezone === undefined || timezone === "" ? rest : schedule };
}
