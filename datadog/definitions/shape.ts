import { z } from "zod";
import type { DefinitionProblem } from "../findings";

/** What a schema finds wrong. */
export function shapeProblems(schema: z.ZodType, definition: unknown): DefinitionProblem[] {
  const result = schema.safeParse(definition);
  if (result.success) return [];
  return result.error.issues.map((issue) => ({
    path: issue.path.map((step) => (typeof step === "number" ? step : String(step))),
    message: issue.message,
  }));
}

/** A text that must not be empty, in a schema. */
export const filled = (what: string) => z.string().refine((text) => text.trim() !== "", { error: `${what} is empty` });
