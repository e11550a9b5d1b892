import { type Finding, finding, isTimeZone, nearestTimeZone } from "../../findings";
import { parseSearch, type Search } from "../../query";
import { recurrenceMistake } from "../recurrence";
import { isUnreadable, shapeFindings } from "../shape";
import { type DowntimeDefinition, downtimeSchema } from "./schema";

/** What is wrong with a downtime: its shape, a scope that Datadog does not take, a schedule that mutes nothing. */
export function checkDowntime(definition: unknown): readonly Finding[] {
  const shape = shapeFindings(downtimeSchema, definition, "the downtime");
  if (isUnreadable(shape)) return shape;
  const { scope, schedule, display_timezone: shown } = (definition as DowntimeDefinition).attributes;
  const zone = schedule && "recurrences" in schedule ? schedule.timezone : undefined;
  return [
    ...shape,
    ...scopeFindings(scope),
    ...scheduleFindings(schedule),
    ...zoneFindings(zone, ["attributes", "schedule", "timezone"]),
    ...zoneFindings(shown, ["attributes", "display_timezone"]),
  ];
}

/** Terraform sends an empty text where none is set. */
function zoneFindings(zone: string | null | undefined, path: readonly string[]): Finding[] {
  if (!zone || isTimeZone(zone)) return [];
  const message = `"${zone}" is not a time zone: use a name from the tz database, such as Europe/Paris.`;
  return [finding("downtime-schedule", message, { path, suggestion: nearestTimeZone(zone) })];
}

const SCOPE = ["attributes", "scope"];

/** @see https://docs.datadoghq.com/monitors/downtimes/#downtime-scope-limitations */
function scopeFindings(scope: string): Finding[] {
  if (scope.trim() === "") {
    return [finding("downtime-scope", 'The scope is empty: use "*" for all groups.', { path: SCOPE })];
  }
  const result = parseSearch(scope);
  if (!result.ok) {
    return result.errors.map(({ message, range }) => finding("downtime-scope", message, { path: SCOPE, range }));
  }
  const mistake = mistakeOf(result.node);
  return mistake === undefined ? [] : [finding("downtime-scope", mistake, { path: SCOPE })];
}

function mistakeOf(search: Search): string | undefined {
  if (search.kind === "searchOr") {
    return "A scope cannot have OR at its top level: use key:(a OR b), or create a separate downtime for each.";
  }
  if (depthOf(search) > 2)
    return "A scope can have at most two levels of parentheses: create several downtimes instead.";
  return keyMistake(search);
}

/** `prod` for `env:prod`; `auth?`; a NOT that is not of a key and its value. */
function keyMistake(search: Search): string | undefined {
  switch (search.kind) {
    case "searchTerm":
      return `All values must have a key: use key:${search.text} instead of ${search.text}.`;
    case "searchFacet":
      return wildcardMistake(search.key, search.value);
    case "searchFacetGroup":
      return groupMistake(search.key, search.operand);
    case "searchRange":
      return `A scope cannot have ranges: list the values of ${search.key}.`;
    case "searchNot":
      return negationMistake(search.operand);
    case "searchAnd":
    case "searchOr":
      return search.operands.map(keyMistake).find((mistake) => mistake !== undefined);
    default:
      return undefined;
  }
}

function wildcardMistake(key: string, value: string): string | undefined {
  if (!/^[\w@./-]+$/.test(key)) return `"${key}" is not a valid tag key in a scope.`;
  return value.includes("?") ? `A scope supports the wildcard *, but not ?: ${key}:${value}.` : undefined;
}

/** `-service:(A AND B)` and `service:(-A OR -B)` are refused. */
function negationMistake(operand: Search): string | undefined {
  const isPlain =
    operand.kind === "searchFacet" ||
    (operand.kind === "searchFacetGroup" &&
      (operand.operand.kind === "searchOr" || operand.operand.kind === "searchTerm"));
  if (!isPlain) return "A scope can only negate a key and its value, as in -key:value or -key:(a OR b).";
  return keyMistake(operand);
}

function groupMistake(key: string, operand: Search): string | undefined {
  if (operand.kind === "searchNot") return `Put the minus before the key: -${key}:value.`;
  if (operand.kind === "searchTerm") return wildcardMistake(key, operand.text);
  if (operand.kind !== "searchAnd" && operand.kind !== "searchOr") return undefined;
  return operand.operands.map((one) => groupMistake(key, one)).find((mistake) => mistake !== undefined);
}

/** How deep AND and OR stand in each other. */
function depthOf(search: Search): number {
  switch (search.kind) {
    case "searchAnd":
    case "searchOr":
      return 1 + Math.max(...search.operands.map(depthOf));
    case "searchNot":
    case "searchFacetGroup":
      return depthOf(search.operand);
    default:
      return 0;
  }
}

type Schedule = DowntimeDefinition["attributes"]["schedule"];

/** @see https://docs.datadoghq.com/monitors/downtimes/#set-a-downtime-schedule */
function scheduleFindings(schedule: Schedule): Finding[] {
  const place = (...path: readonly (string | number)[]) => ({ path: ["attributes", "schedule", ...path] });
  if (!schedule) return [];
  if (!("recurrences" in schedule)) {
    const { start, end } = schedule;
    if (!start || !end || Date.parse(end) > Date.parse(start)) return [];
    return [finding("downtime-schedule", `The downtime ends at ${end}, before it starts at ${start}.`, place("end"))];
  }
  const findings: Finding[] = [];
  if (schedule.recurrences.length === 0) {
    findings.push(finding("downtime-schedule", "A recurring downtime needs a recurrence.", place("recurrences")));
  }
  for (const [index, { rrule }] of schedule.recurrences.entries()) {
    const path = place("recurrences", index, "rrule");
    const mistake = recurrenceMistake(rrule);
    if (mistake) findings.push(finding("downtime-schedule", mistake, path));
  }
  return findings;
}
