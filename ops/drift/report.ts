import { driftLines } from "../plan/report";
import { type Colors, counted, NO_COLORS, wrapped } from "../words";
import type { Authors } from "./authors";
import type { Drifted } from "./read";
import type { Strays } from "./strays";

/** What is in Datadog and not as the last deployment left it. */
export interface Drift {
  /** `production (organization acme on datadoghq.eu)`. */
  readonly target: string;
  readonly environment: string;
  readonly drifted: readonly Drifted[];
  readonly strays: Strays;
  readonly authors: Authors;
}

/** What was changed, deleted, and made in Datadog, for a person: field by field. */
export function driftReport(drift: Drift, width = 80, colors: Colors = NO_COLORS): string[] {
  const { target, environment, drifted, strays, authors } = drift;
  const changed = drifted.filter(({ what }) => what === "changed");
  const deleted = drifted.filter(({ what }) => what === "deleted");
  const counts = [
    ...(changed.length > 0 ? [`${counted(changed.length, "object")} changed`] : []),
    ...(deleted.length > 0 ? [`${counted(deleted.length, "object")} deleted`] : []),
    ...(strays.strays.length > 0 ? [`${counted(strays.strays.length, "object")} made in Datadog`] : []),
  ];
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ["", colors.bold(title), ...lines.map((line) => `  ${line}`)];
  const unknown = [...strays.unknown, ...(drifted.length > 0 && authors.unknown ? [authors.unknown] : [])];
  const authored = drifted.flatMap(({ object }) => {
    const author = authors.by.get(object.address);
    return author === undefined ? [] : [`${object.stack} ${object.address}: ${author}`];
  });
  return [
    ...wrapped(`${target}: ${counts.join(", ") || "as deployed"}`, width).map(colors.bold),
    ...section(
      "Changed or deleted in Datadog since the last deployment",
      driftLines(
        drifted.map(({ object }) => object),
        width - 2,
      ),
    ),
    ...section("Changed by", authored),
    ...section(
      `Has the tags of ${environment}, and was not deployed from here`,
      strays.strays.flatMap(({ kind, id, name }) => wrapped(`${kind} ${id}: ${name}`, width - 2)),
    ),
    ...section(
      "Not known",
      unknown.flatMap((line) => wrapped(line, width - 2)),
    ),
    ...(drifted.length === 0
      ? []
      : ["", ...wrapped(`To set it back: npm run drift -- ${environment} --revert`, width)]),
  ];
}
