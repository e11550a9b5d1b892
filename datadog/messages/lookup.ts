import { type EvalValue, numberOf } from "./eval";
import type { MessageFacts } from "./facts";
import { encodeHtml, formatFloat, formatTime } from "./format";
import type { VariablePath } from "./nodes";
import { variable } from "./vocabulary";

/** What names mean inside `{{#each}}` and `{{#with}}`: `this`, its place, and the names around. */
export interface Scope {
  readonly this: unknown;
  readonly place?: Readonly<Record<"@key" | "@index" | "@first" | "@last", string>>;
  readonly outer?: Scope;
}

/** The values of a path: several for a tag with several values, none where it is missing. */
export function valuesOf(path: VariablePath, facts: MessageFacts, scope?: Scope): readonly unknown[] {
  const inside = scope && valueInScope(path, scope);
  if (inside !== undefined) return [inside];
  const { segments } = path;
  if (segments.length === 1) {
    const [name = ""] = segments;
    const value = variable(name) && ownOf(facts.values, name);
    if (value !== undefined) return [value];
    return tagValues(facts, name) ?? listOf(ownOf(facts.about, name));
  }
  const key = segments.slice(0, -1).join(".");
  const nested = listOf(nestedIn(facts.about, segments));
  // a tag of a host may be written with or without .name: host.role, host.role.name
  if (segments.at(-1) !== "name") return nested;
  return tagValues(facts, key) ?? (nested.length > 0 ? nested : listOf(nestedIn(facts.about, segments.slice(0, -1))));
}

/** What a variable shows: floats with their point, times as UTC dates, several values in order with commas between. */
export function shownValue(path: VariablePath, facts: MessageFacts, scope?: Scope): string {
  const type = path.segments.length === 1 ? variable(path.segments[0]!)?.type : undefined;
  return valuesOf(path, facts, scope)
    .map((value) => {
      if (typeof value !== "number") return textOf(value);
      if (type === "time") return formatTime(value);
      return type === "float" || isPartValue(path) ? formatFloat(value) : textOf(value);
    })
    .filter((text) => text !== "")
    .sort()
    .join(",");
}

/** `a.value`: the value of a composite's monitor. */
const isPartValue = ({ text }: VariablePath) => /^[a-j]\.value$/.test(text);

/** A variable as an operand of `eval`. */
export function evalValueOf(path: VariablePath, facts: MessageFacts, scope?: Scope): EvalValue {
  const [value, ...more] = valuesOf(path, facts, scope);
  const type = path.segments.length === 1 ? variable(path.segments[0]!)?.type : undefined;
  if (typeof value === "number" && type !== "time") {
    const isWhole = type === "integer" || (type === undefined && Number.isInteger(value));
    return numberOf({ value, isFloat: !isWhole });
  }
  return value === undefined && more.length === 0 ? undefined : shownValue(path, facts, scope);
}

/** Text as it is sent: encoded in double braces. */
export function sent(text: string, escaped: boolean): string {
  return escaped ? encodeHtml(text) : text;
}

function valueInScope({ segments, text }: VariablePath, scope: Scope): unknown {
  if (scope.place && Object.hasOwn(scope.place, text)) return scope.place[text as keyof typeof scope.place];
  const [root, ...rest] = segments;
  const value = root === "this" ? nestedIn(scope.this, rest) : nestedIn(scope.this, segments);
  return value ?? (scope.outer && valueInScope({ segments, text, range: { start: 0, end: 0 } }, scope.outer));
}

/** The values of a tag; keys compare without case and without the @ of a facet. */
function tagValues({ tags = {} }: MessageFacts, key: string): readonly string[] | undefined {
  const wanted = bareKey(key);
  const found = Object.keys(tags).find((name) => bareKey(name) === wanted);
  const value = found === undefined ? undefined : tags[found];
  return typeof value === "string" ? [value] : value;
}

/** A tag's key without its case and the @ of a facet. */
export const bareKey = (key: string) => key.replace(/^@/, "").toLowerCase();

/** What `segments` lead to inside `value`; a key may hold dots (`error.message` for `[error.message]` or nested). */
function nestedIn(value: unknown, segments: readonly string[]): unknown {
  if (segments.length === 0) return value;
  const [first = "", ...rest] = segments;
  const whole = ownOf(value, segments.join("."));
  if (whole !== undefined) return whole;
  const inner = ownOf(value, first) ?? (first.includes(".") ? nestedIn(value, first.split(".")) : undefined);
  return inner === undefined ? undefined : nestedIn(inner, rest);
}

function ownOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
