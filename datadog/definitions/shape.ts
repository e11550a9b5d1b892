import type { z } from "zod";
import { type Finding, type FindingOf, finding, wordIssues } from "../findings";
import { accepts } from "./accepts";
import { unknownKey } from "./unknown-keys";

type ShapeCheck = "monitor-shape" | "dashboard-shape" | "definition-shape";

/**
 * What a schema finds wrong. A field that the schema does not have is a finding of its own, `unknown-key`, which some
 * callers ignore: Datadog adds fields before they are known here.
 * @param what `definition` is called: `the log pipeline`
 */
export function shapeFindings(
  schema: z.ZodType,
  definition: unknown,
  what: string,
  check: ShapeCheck = "definition-shape",
): Finding[] {
  if (accepts(schema, definition)) return [];
  const result = schema.safeParse(definition);
  if (result.success) return [];
  return wordIssues(result.error.issues, schema, definition, what).map(({ path, message, key }) => {
    const place = path.map((step) => (typeof step === "number" ? step : String(step)));
    return key ? unknownKey(key, place.slice(0, -1)) : finding(check, `${capitalized(message)}.`, { path: place });
  });
}

/** Whether what is wrong keeps a definition from being looked at further. */
export function isUnreadable(findings: readonly Finding[]): boolean {
  return findings.some(({ check }) => check !== "unknown-key");
}

/** A path keeps its case; words at the beginning of a sentence do not. */
const capitalized = (message: string) =>
  message.startsWith("the ") ? message[0]?.toUpperCase() + message.slice(1) : message;

/** A finding for each of `names` that occurs twice. */
export function repeated<Check extends "duplicate-group" | "duplicate-name" | "tag-configuration">(
  names: readonly string[],
  said: (name: string, index: number) => FindingOf<Check>,
): FindingOf<Check>[] {
  return names.flatMap((name, index) => (names.indexOf(name) === index ? [] : [said(name, index)]));
}
