import { z } from "zod";

/** The form of an id says whose it is; a generated metric's is its name. */
export type IdKind = "monitor" | "dashboard" | "logPipeline" | "metric";

/** Which kind of object has an id of this form: a monitor a number, a dashboard one such as `abc-def-ghi`. */
export function kindOfId(id: string): IdKind | undefined {
  if (/^\d+$/.test(id)) return "monitor";
  if (/^[a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3}$/.test(id)) return "dashboard";
  if (/^[A-Za-z0-9_-]{22}$/.test(id)) return "logPipeline";
  return /^[A-Za-z]\w*(\.\w+)+$/.test(id) ? "metric" : undefined;
}

/** The number of a monitor, the id of a dashboard or a log pipeline, or the name of a generated metric. */
const importedId = z
  .union([z.int().positive(), z.string()])
  .transform(String)
  .refine((id) => kindOfId(id) !== undefined, {
    error:
      "must be the number of a monitor, such as 12345, the id of a dashboard, such as abc-def-ghi, or of a log pipeline, or the name of a generated metric",
  });

/** Objects that exist in Datadog already, by their names here. */
export const importsSchema = z.record(z.string(), importedId).default({});
