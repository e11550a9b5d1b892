import { z } from "zod";

/** Which kind of object has an id of this form: a monitor a number, a dashboard one such as `abc-def-ghi`. */
export function kindOfId(id: string): "monitor" | "dashboard" | undefined {
  if (/^\d+$/.test(id)) return "monitor";
  return /^[a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3}$/.test(id) ? "dashboard" : undefined;
}

/** The number of a monitor, or the id of a dashboard. */
const importedId = z
  .union([z.int().positive(), z.string()])
  .transform(String)
  .refine((id) => kindOfId(id) !== undefined, {
    error: "must be the number of a monitor, such as 12345, or the id of a dashboard, such as abc-def-ghi",
  });

/** Objects that exist in Datadog already, by their names here. */
export const importsSchema = z.record(z.string(), importedId).default({});
