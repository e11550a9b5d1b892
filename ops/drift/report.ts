import type { PlannedObject } from "../plan/read";
import { driftLines } from "../plan/report";
import { type Colors, counted, NO_COLORS, wrapped } from "../words";
import type { Authors } from "./authors";
import type { Strays } from "./strays";

/** What is in Datadog and not as the last deployment left it. */
export interface Drift {
  /** `production (organization acme on datadoghq.eu)`. */
  readonly target: string;
  readonly environment: string;
  /** What was changed or deleted. */
  readonly drifted: readonly PlannedObject[];
  readonly strays: Strays;
  readonly authors: Authors;
}

/** What was changed, deleted, and created in Datadog, for a person: field by field. */
export function driftReport(drift: Drift, width = 80, colors: Colors = NO_COLORS): string[] {
  const { target, environment, drifted, strays, authors } = drift;
  const deleted = drifted.filter(({ action }) => action === "delete").length;
  const changed = drifted.length - deleted;
  const counts = [
    ...(changed > 0 ? [`${counted(changed, "object")} changed`] : []),
    ...(deleted > 0 ? [`${counted(deleted, "object")} deleted`] : []),
    ...(strays.strays.length > 0 ? [`${counted(strays.strays.length, "object")} created in Datadog`] : []),
  ];
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ["", colors.bold(title), ...lines.map((line) => `  ${line}`)];
  const unknown = [...strays.unknown, ...(drifted.length > 0 && authors.unknown ? [authors.unknown] : [])];
  const authored = drifted.flatMap(({ stack, address }) => {
    const author = authors.by.get(address);
    return author === undefined ? [] : [`${stack} ${address}: ${author}`];
  });
  return [
    ...wrapped(`${target}: ${counts.join(", ") || "as deployed"}`, width).map(colors.bold),
    ...section("Changed or deleted in Datadog since the last deployment", driftLines(drifted, width - 2)),
    ...section("Changed by", authored),
    ...section(
      `Has the tags of ${environment}, and was not deployed from here`,
      strays.strays.flatMap(({ kind, id, name }) => wrapped(`${kind} ${id}: ${name}`, width - 2)),
    ),
    ...section(
      "Unknown",
      unknown.flatMap((line) => wrapped(line, width - 2)),
    ),
    ...(drifted.length === 0
      ? []
      : ["", ...wrapped(`To undo these changes: npm run drift -- ${environment} --revert`, width)]),
    ...(drifted.length + strays.strays.length === 0
      ? []
      : wrapped(`To write one into the code: npm run drift -- ${environment} --keep NAME`, width)),
  ];
}
