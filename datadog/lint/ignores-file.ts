import type { SourceText } from "../source";
import type { Ignore } from "./ignores";

/** An ignore of a file, with its place there. */
export interface FileIgnore extends Ignore {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Reads a list of ignores: `- { check: no-aggregator, in: "Disk full", reason: … }`.
 * @throws SourceError naming each mistake with its line and column
 */
export function ignoresFile({ name, text }: SourceText): readonly FileIgnore[] {
  // both are slow to load, and few commands need them
  const { z } = require("zod") as typeof import("zod");
  const { readYaml } = require("../source/yaml") as typeof import("../source/yaml");
  const schema = z.array(z.strictObject({ check: z.string(), in: z.string().optional(), reason: z.string() }));
  const { value, problem } = readYaml(name, text, schema);
  return value.map(({ check, in: within, reason }, index) => {
    const { line, column } = problem([index], "");
    return { check, reason: reason.trim(), within, used: false, file: name, line, column };
  });
}
