import { z } from "zod";
import { storiesSchema } from "./schema";

/** The JSON Schema of a file of stories, as text: what `schemas/alerts.schema.json` holds. */
export function storiesJsonSchema(): string {
  const schema = z.toJSONSchema(storiesSchema, { io: "input", unrepresentable: "any" });
  const { $schema, ...rest } = schema;
  return `${JSON.stringify({ $schema, title: "Stories of Datadog alerts", ...rest }, undefined, 2)}\n`;
}
