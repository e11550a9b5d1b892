import { type Change, changeLines } from "../changes";
import { type Colors, conditionText, counted, countedType, NO_COLORS, packed, wrapped } from "../words";
import { type Action, differencesOf, type PlannedObject, type StackPlan } from "./read";

/** How a plan is shown. */
export interface ReportOptions {
  /** What the plan is for: `production (organization acme on datadoghq.eu)`. */
  readonly target: string;
  /** @default 80 */
  readonly width?: number;
  /** @default none */
  readonly colors?: Colors;
  /** What works and most likely not as its author meant. @default none */
  readonly advice?: readonly string[];
}

/**
 * A plan for a person to decide on, for all stacks together: the totals, what is lost, what changes and where, when
 * monitors will alert, what is new, and what somebody changed in Datadog.
 * @returns lines of at most `width` columns where there are no longer words
 */
export function planReport(plans: readonly StackPlan[], options: ReportOptions): string[] {
  const { target, width = 80, colors = NO_COLORS, advice = [] } = options;
  const layout = { width, colors };
  const objects = plans.flatMap((plan) => plan.objects);
  const drift = plans.flatMap((plan) => plan.drift);
  const sections = [
    lostSection(objects, layout),
    changesSection(objects, layout),
    linesSection(objects, layout),
    conditionsSection(objects, layout),
    newSection(objects, layout),
    otherSection(objects, layout),
    driftSection(drift, objects, layout),
    adviceSection(advice, layout),
  ];
  const totals = wrapped(`${target}: ${totalsText(objects)}`, width).map(colors.bold);
  return [...totals, ...sections.filter((lines) => lines.length > 0).flatMap((lines) => ["", ...lines])];
}

interface Layout {
  readonly width: number;
  readonly colors: Colors;
}

const TOTALS: readonly (readonly [Action, string])[] = [
  ["create", "to add"],
  ["update", "to change"],
  ["replace", "to replace"],
  ["delete", "to destroy"],
  ["forget", "to stop managing"],
];

/** `2 to add, 1 to change`; `no changes`. */
export function totalsText(objects: readonly PlannedObject[]): string {
  const imported = objects.filter((object) => object.imported).length;
  const moved = objects.filter((object) => object.movedFrom !== undefined).length;
  const totals = TOTALS.flatMap(([action, words]) => {
    const count = objects.filter((object) => object.action === action).length;
    return count === 0 ? [] : [`${count} ${words}`];
  });
  if (imported > 0) totals.push(`${imported} to import`);
  if (moved > 0) totals.push(`${moved} to move`);
  return totals.join(", ") || "no changes";
}

/** `Slow pipeline stage`, and its address; on two lines where one is too narrow. */
function named({ name, stack, address }: PlannedObject, { width, colors }: Layout, indent = "  "): string[] {
  const place = `${stack} ${address}`;
  if (name === address.replace(/^.*?\./, "")) return [`${indent}${colors.cyan(place)}`];
  if (indent.length + name.length + 2 + place.length <= width)
    return [`${indent}${colors.cyan(name)}  ${colors.dim(place)}`];
  return [`${indent}${colors.cyan(name)}`, `${indent}  ${colors.dim(place)}`];
}

const indented = (lines: readonly string[], indent: string) => lines.map((line) => `${indent}${line}`);

/** What is destroyed, with what is lost by it. */
function lostSection(objects: readonly PlannedObject[], layout: Layout): string[] {
  const { colors, width } = layout;
  const lost = objects.filter(({ action }) => action === "delete" || action === "replace");
  if (lost.length === 0) return [];
  const loud = (text: string) => colors.red(colors.bold(text));
  return [
    loud(`!!! ${counted(lost.length, "object")} would be DESTROYED`),
    ...lost.flatMap((object) => [
      `  ${loud(object.action === "delete" ? "destroy" : "destroy and create again")}`,
      ...named(object, layout, "    "),
      ...indented(wrapped(whatIsLost(object), width - 6), "      "),
    ]),
  ];
}

function whatIsLost({ type, action, replacedFor }: PlannedObject): string {
  const why = replacedFor.length > 0 ? `${replacedFor.join(", ")} cannot be changed in place. ` : "";
  if (type === "datadog_monitor") {
    const again = action === "replace" ? " The new monitor has another id." : "";
    return `${why}Its history is lost, and so are downtimes, SLOs, and links that use its id.${again}`;
  }
  if (type === "datadog_dashboard_json") return `${why}Links to it stop working, and changes made in Datadog are lost.`;
  if (type === "datadog_logs_metric" || type === "datadog_spans_metric") {
    return `${why}The metric is no longer generated, and there are gaps in its data.`;
  }
  if (type === "datadog_service_level_objective") return `${why}Its history and its links are lost.`;
  return `${why}What it does stops.`;
}

/** Each change once, with its places. */
function changesSection(objects: readonly PlannedObject[], { width, colors }: Layout): string[] {
  const changed = objects.filter(({ action }) => action === "update" || action === "replace");
  if (changed.length === 0) return [];
  const changes = changed.flatMap((object) => changesOf(object));
  const unseen = changed.filter((object) => differencesOf(object).length === 0);
  return [
    colors.bold("Changes"),
    ...indented(changeLines(changes, width - 2), "  "),
    ...unseen.map(({ stack, address }) => `  ${stack} ${address}: only values that are not shown`),
  ];
}

/** Queries, rules, and other lines of which words are replaced, as a whole, each once; those of monitors come below. */
function linesSection(objects: readonly PlannedObject[], layout: Layout): string[] {
  const { colors, width } = layout;
  const changed = objects.filter(({ action }) => action === "update" || action === "replace");
  const lines = new Map<string, Change>();
  for (const change of changed.flatMap((object) => changesOf(object))) {
    const isCondition = change.object.startsWith("datadog_monitor.") && change.place === "query";
    if (change.lines && !isCondition) lines.set(JSON.stringify(change.lines), change);
  }
  if (lines.size === 0) return [];
  return [
    colors.bold("In full"),
    ...[...lines.values()].flatMap(({ stack, object, place, lines: [before, after] = ["", ""] }) => [
      ...indented(wrapped(`${stack} ${object}: ${place}`, width - 2), "  ").map(colors.dim),
      ...labelled("before", before, layout),
      ...labelled("after", after, layout),
    ]),
  ];
}

function changesOf(object: PlannedObject, how?: "loosely"): Change[] {
  const { stack, address } = object;
  return differencesOf(object, how).map((difference) => ({ stack, object: address, ...difference }));
}

/** When monitors alert, before and after, of those whose condition changes. */
function conditionsSection(objects: readonly PlannedObject[], layout: Layout): string[] {
  const { colors } = layout;
  const changed = objects.flatMap((object) => {
    const [before, after] = [queryOf(object.before), queryOf(object.after)];
    const known = object.action === "update" || object.action === "replace";
    return known && before !== undefined && after !== undefined && before !== after ? [{ object, before, after }] : [];
  });
  if (changed.length === 0) return [];
  return [
    colors.bold("When monitors alert"),
    ...changed.flatMap(({ object, before, after }) => [
      ...named(object, layout),
      ...labelled("before", conditionText(before), layout),
      ...labelled("after", conditionText(after), layout),
      ...labelled("query", before, layout),
      ...labelled("→", after, layout),
    ]),
  ];
}

function queryOf(value: unknown): string | undefined {
  const { query, type } = (value ?? {}) as { readonly query?: unknown; readonly type?: unknown };
  return typeof query === "string" && typeof type === "string" && !query.startsWith("(") ? query : undefined;
}

const LABEL = 12;

function labelled(label: string, text: string, { width, colors }: Layout): string[] {
  return wrapped(text, width - LABEL).map(
    (line, index) => `    ${colors.dim((index === 0 ? label : "").padEnd(LABEL - 4))}${line}`,
  );
}

/** New monitors of a stack that are shown one by one, with their conditions. */
const MOST_MONITORS = 12;

function newSection(objects: readonly PlannedObject[], layout: Layout): string[] {
  const { colors, width } = layout;
  const created = objects.filter(({ action }) => action === "create");
  if (created.length === 0) return [];
  const groups = new Map<string, PlannedObject[]>();
  for (const object of created) {
    const key = `${object.stack} ${object.type}`;
    groups.set(key, [...(groups.get(key) ?? []), object]);
  }
  return [
    colors.bold("New"),
    ...[...groups.values()].flatMap((group) => {
      const [{ stack, type }] = group as [PlannedObject];
      const title = `  ${colors.cyan(`${stack}: ${countedType(type, group.length)}`)}`;
      if (type === "datadog_monitor" && group.length <= MOST_MONITORS) {
        return [title, ...group.flatMap((object) => newMonitor(object, layout))];
      }
      return [
        title,
        ...indented(
          packed(
            group.map(({ name }) => name),
            " · ",
            width - 4,
          ),
          "    ",
        ),
      ];
    }),
  ];
}

function newMonitor({ name, after }: PlannedObject, { width }: Layout): string[] {
  const query = queryOf(after);
  const condition = query === undefined ? [] : indented(wrapped(conditionText(query), width - 6), "      ");
  return [`    ${name}`, ...condition];
}

/** What Terraform does to its state alone. */
function otherSection(objects: readonly PlannedObject[], { colors, width }: Layout): string[] {
  const lines = objects.flatMap(({ stack, address, action, imported, movedFrom, id }) => [
    ...(imported ? [`${stack} ${address}: takes over ${id ?? "an object"} that exists in Datadog`] : []),
    ...(movedFrom === undefined ? [] : [`${stack} ${movedFrom} becomes ${address}; nothing is created or destroyed`]),
    ...(action === "forget" ? [`${stack} ${address}: stays in Datadog, and is no longer managed`] : []),
  ]);
  if (lines.length === 0) return [];
  return [
    colors.bold("Imported, moved, and released"),
    ...lines.flatMap((line) => indented(wrapped(line, width - 2), "  ")),
  ];
}

function driftSection(drift: readonly PlannedObject[], objects: readonly PlannedObject[], layout: Layout): string[] {
  if (drift.length === 0) return [];
  const { colors, width } = layout;
  const planned = new Set(objects.map(({ stack, address }) => `${stack} ${address}`));
  const isSetBack = ({ stack, address }: PlannedObject) => planned.has(`${stack} ${address}`);
  const part = (title: string, some: readonly PlannedObject[]) =>
    some.length === 0
      ? []
      : [
          ...wrapped(title, width - 2).map((line) => `  ${colors.yellow(line)}`),
          ...indented(driftLines(some, width - 4), "    "),
        ];
  return [
    colors.bold("Changed in Datadog since the last deployment"),
    ...part("This deployment undoes:", drift.filter(isSetBack)),
    ...part(
      "Kept, because the code does not set it or sets the same value:",
      drift.filter((object) => !isSetBack(object)),
    ),
  ];
}

/** What was changed or deleted in Datadog, field by field. */
export function driftLines(drift: readonly PlannedObject[], width = 80): string[] {
  const deleted = drift.filter(({ action }) => action === "delete");
  return [
    ...changeLines(
      drift.filter(({ action }) => action !== "delete").flatMap((object) => changesOf(object, "loosely")),
      width,
    ),
    ...deleted.flatMap(({ stack, address, name }) => wrapped(`deleted: ${name} (${stack} ${address})`, width)),
  ];
}

function adviceSection(advice: readonly string[], { colors, width }: Layout): string[] {
  if (advice.length === 0) return [];
  return [colors.bold("Advice"), ...advice.flatMap((line) => indented(wrapped(line, width - 2), "  "))];
}
