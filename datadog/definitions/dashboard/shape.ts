import type { z } from "zod";
import { type Finding, finding, nearest } from "../../query";
import { dashboardSchema } from "./schema";

/** What the schema finds wrong, in words. */
export function shapeFindings(dashboard: unknown): Finding[] {
  const result = dashboardSchema.safeParse(dashboard);
  return (result.error?.issues ?? []).map((issue) => {
    const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
    return finding("dashboard-shape", sentence(issue, path, dashboard), { path });
  });
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

function sentence(issue: z.core.$ZodIssue, path: Finding["path"], dashboard: unknown): string {
  const value = valueAt(dashboard, path);
  const name = path.length === 0 ? "The dashboard" : `"${nameOf(path)}"`;
  switch (issue.code) {
    case "invalid_type": {
      const wanted = TYPE_WORDS[issue.expected] ?? issue.expected;
      return value === undefined ? `${name} is missing: give ${wanted}.` : `${name} is ${show(value)}: give ${wanted}.`;
    }
    case "invalid_value": {
      const allowed = issue.values.map(String);
      const meant = typeof value === "string" ? nearest(value, allowed) : undefined;
      const hint = meant === undefined ? "" : ` Did you mean "${meant}"?`;
      const what = value === undefined ? "is missing" : `is ${show(value)}`;
      return `${name} ${what}: give ${allowed.map((each) => JSON.stringify(each)).join(" or ")}.${hint}`;
    }
    case "too_small":
      if (issue.origin === "string" || issue.origin === "array") return `${name} ${issue.message}.`;
      return `${name} is ${show(value)}: give ${String(issue.minimum)} or more.`;
    default:
      return `${name} ${issue.message}.`;
  }
}

/** `defaults`; of an item of a list, with its place: `tags[0]`. */
function nameOf(path: Finding["path"]): string {
  const named = path.findLastIndex((step) => typeof step === "string");
  return path
    .slice(Math.max(named, 0))
    .map((step, place) => (place === 0 ? step : `[${step}]`))
    .join("");
}

function show(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : JSON.stringify(value);
}

function valueAt(root: unknown, path: Finding["path"]): unknown {
  return path.reduce<unknown>(
    (value, step) => (value === null || typeof value !== "object" ? undefined : Reflect.get(value, step)),
    root,
  );
}
