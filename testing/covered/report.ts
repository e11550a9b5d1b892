import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { monitors } from "../../monitors";
import { contentOf } from "../../stacks/content";
import { loadEnvironments } from "../../stacks/environments";
import type { Covered, Reached } from "./parts";

/** What a run's stories reached, in words. */
export interface CoverageReport {
  /** A few lines for each monitor in monitors/. */
  readonly text: string;
  /** A sentence for each monitor whose alert or recovery no story reaches. */
  readonly failures: readonly string[];
}

/** What the stories of a run reached, from the parts that its test files wrote into a folder. */
export function coverageReport(folder: string): CoverageReport {
  const parts = readdirSync(folder)
    .sort()
    .flatMap((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as readonly Covered[]);
  // Those that are off by default, too: an environment that turns one on wants to know that it works.
  const alerts = loadEnvironments().flatMap((environment) => contentOf(environment).sloAlerts.map(({ name }) => name));
  const names = [...monitors.map(([name]) => name), ...new Set(alerts)];
  return reportOf(names, parts);
}

/** @param shipped the names of all monitors */
export function reportOf(shipped: readonly string[], parts: readonly Covered[]): CoverageReport {
  const told = shipped.map((monitor) => ({ monitor, own: parts.filter((part) => part.monitor === monitor) }));
  return {
    text: [
      "How the stories cover the deployed monitors:",
      ...told.flatMap(({ monitor, own }) => [`  ${monitor}`, ...environmentLines(own)]),
      "",
    ].join("\n"),
    failures: told.flatMap(({ monitor, own }) => failuresOf(monitor, own)),
  };
}

function environmentLines(parts: readonly Covered[]): string[] {
  if (parts.length === 0) return ["    no story"];
  const names = [...new Set(parts.map(({ environment }) => environment))].sort();
  return names.flatMap((name) => {
    const own = parts.filter(({ environment }) => environment === name);
    return [
      `    ${name}: ${union(own.map(({ states }) => states)).join(", ") || "no state changes"}`,
      `      transitions: ${union(own.map(({ transitions }) => transitions)).join(", ") || "none"}`,
      `      blocks: ${shareOf(own.map(({ blocks }) => blocks))}`,
      `      handles: ${shareOf(own.map(({ handles }) => handles))}`,
    ];
  });
}

/** `2 of 3, not is_warning`. */
function shareOf(parts: readonly Reached[]): string {
  const all = union(parts.map((part) => part.all));
  const reached = union(parts.map((part) => part.reached));
  const missing = all.filter((name) => !reached.includes(name));
  const count = `${all.length - missing.length} of ${all.length}`;
  return missing.length === 0 ? count : `${count}, not ${missing.join(", ")}`;
}

const union = (lists: readonly (readonly string[])[]) => [...new Set(lists.flat())].sort();

/** An alert is reached by any transition into Alert; its recovery by one from Alert, at once or by way of a warning, to OK. */
function failuresOf(monitor: string, parts: readonly Covered[]): string[] {
  const seen = new Set(parts.flatMap(({ transitions }) => transitions));
  const alerts = [...seen].some((transition) => transition.endsWith("→ Alert"));
  const recovers =
    seen.has("Alert → OK") || ["Warn", "No Data"].some((by) => seen.has(`Alert → ${by}`) && seen.has(`${by} → OK`));
  const missing = [...(alerts ? [] : ["its alert"]), ...(recovers ? [] : ["its recovery"])];
  if (missing.length === 0) return [];
  return [
    `No story reaches ${missing.join(" and ")}: monitor ${monitor}. Add one in __tests__/monitors/ with simulate().`,
  ];
}
