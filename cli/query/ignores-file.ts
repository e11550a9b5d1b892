import { z } from "zod";
import { SourceError } from "../../datadog/source";
import { readYaml } from "../../datadog/source/yaml";
import type { Ignore } from "./ignores";
import { type InputFile, UsageError } from "./input";

/** An ignore of a file, with its place there. */
export interface FileIgnore extends Ignore {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const schema = z.array(z.strictObject({ check: z.string(), in: z.string().optional(), reason: z.string() }));

/**
 * Reads a list of ignores: `- { check: no-aggregator, in: "Disk full", reason: … }`.
 * @throws UsageError naming each mistake with its line and column
 */
export function ignoresFile({ name, text }: InputFile): readonly FileIgnore[] {
  try {
    const { value, problem } = readYaml(name, text, schema);
    return value.map(({ check, in: within, reason }, index) => {
      const { line, column } = problem([index], "");
      return { check, reason: reason.trim(), within, used: false, file: name, line, column };
    });
  } catch (error) {
    if (error instanceof SourceError) throw new UsageError(error.message);
    throw error;
  }
}
