import { type Finding, finding, nearest, type SourceRange } from "../findings";
import type { HelperNode, TemplateArgument, TemplateNode, VariablePath } from "./nodes";
import { variablePath } from "./tags";
import { EVENT_ROOTS, HELPERS, HOST_FACTS, VALUES } from "./vocabulary";

/** What is known of the monitor that sends the message. */
export interface MessageContext {
  /** The tags that each alert carries: `["stage"]`. @default not known: no group is called missing */
  readonly groups?: readonly string[];
  /** What variables of the matching event begin with: `log`; empty for none. @default not known: any is taken */
  readonly events?: readonly string[];
  /** Whether `{{check_message}}` says something, as for service checks. @default not known: it does */
  readonly checkMessage?: boolean;
  /** Whether `{{a.value}}` names a monitor that this one is made of. @default false */
  readonly composite?: boolean;
  /** Whom a message may name. @default not known: nobody is called unknown */
  readonly handles?: readonly string[];
}

/** What is wrong with the variables and helpers of one node; blocks only with their arguments. */
export function variableFindings(node: TemplateNode, context: MessageContext): Finding[] {
  if (node.kind === "variable") return pathFindings(node.path, context);
  if (node.kind === "helper") return helperFindings(node, context);
  if (node.kind !== "block" || (node.name !== "is_match" && node.name !== "is_exact_match")) return [];
  const [subject] = node.args;
  return subject ? subjectFindings(subject, context) : [];
}

/** A variable, `threshold` or `stage.name`, that says nothing here. */
function pathFindings(path: VariablePath, context: MessageContext): Finding[] {
  const { segments, range } = path;
  const [root = ""] = segments;
  // inside a list `this` is the item and `@key` its place
  if (root === "this" || ["@key", "@index", "@first", "@last"].includes(path.text)) return [];
  if (segments.length < 2) return valueFindings(path, context);
  if (context.composite && /^[a-j]$/.test(root)) return [];
  const key = segments.slice(0, -1).join(".");
  const last = segments.at(-1)!;
  if (context.groups && hasGroup(context.groups, key)) return groupFindings(path, key, last);
  if (Object.hasOwn(EVENT_ROOTS, root)) return eventFindings(path, root, context);
  // every tag of a host can be named where the monitor alerts by host
  if (!context.groups || hasGroup(context.groups, "host")) return [];
  const whole = segments.join(".");
  if (hasGroup(context.groups, whole)) return [nameMissing(path, whole)];
  return [groupMissing(path.text, key, context.groups, range)];
}

function valueFindings(path: VariablePath, context: MessageContext): Finding[] {
  const { text, segments, range } = path;
  if (VALUES.includes(text)) return [];
  if (text === "check_message") {
    if (context.checkMessage ?? true) return [];
    const message = "`{{check_message}}` is always empty here: only service checks have a message.";
    return [finding("message-variable", message, { range })];
  }
  const [key = ""] = segments;
  if (context.groups && hasGroup(context.groups, key)) return [nameMissing(path, key)];
  const message = `\`{{${cut(text)}}}\` is no variable: there are ${VALUES.join(", ")}, and tags such as \`{{host.name}}\`.`;
  return [finding("message-variable", message, { range, suggestion: nearest(text, VALUES) })];
}

/** `{{stage}}` for `{{stage.name}}`. */
function nameMissing({ text, range }: VariablePath, key: string): Finding {
  const message = `\`{{${cut(text)}}}\` is no variable: the value of the tag is \`{{${bracketed(key)}.name}}\`.`;
  return finding("message-variable", message, { range });
}

function groupFindings({ text, segments, range }: VariablePath, key: string, last: string): Finding[] {
  const fix = `{{${bracketed(key)}.${last}}}`;
  if (key.includes(".") && segments.length > 2) {
    const message = `\`{{${cut(text)}}}\` is read as ${segments.length} nested names: put the key in brackets, \`${fix}\`.`;
    return [finding("message-variable", message, { range })];
  }
  if (key !== "host" || HOST_FACTS.test(last)) return [];
  const known = ["name", "ip"];
  const message = `\`{{${cut(text)}}}\` is no variable: of a host there are host.name, host.ip and host.metadata_….`;
  return [finding("message-variable", message, { range, suggestion: nearest(last, known) })];
}

function eventFindings({ text, range }: VariablePath, root: string, { events }: MessageContext): Finding[] {
  if (events === undefined || events.includes(root)) return [];
  const message = `\`{{${cut(text)}}}\` is always empty here: only ${EVENT_ROOTS[root]} have it.`;
  return [finding("message-variable", message, { range })];
}

function groupMissing(text: string, key: string, groups: readonly string[], range: SourceRange): Finding {
  const has = groups.length === 0 ? "does not group" : `groups by ${groups.join(", ")}`;
  const message = `\`{{${cut(text)}}}\` is always empty: the query ${has}. Group it by ${cut(key)}, or leave the variable out.`;
  return finding("message-group", message, { range, suggestion: nearest(key, groups) });
}

/** The first argument of is_match: a variable with or without `.name`, or something computed. */
function subjectFindings(subject: TemplateArgument, context: MessageContext): Finding[] {
  if (subject.kind === "call") {
    return subject.name === "eval" ? subject.args.slice(0, 1).flatMap((arg) => evalFindings(arg, context)) : [];
  }
  const path = subject.kind === "path" ? subject.path : variablePath(subject.text, subject.range);
  if (path.segments.length > 1) return pathFindings(path, context);
  const { groups } = context;
  const known = !groups || hasGroup(groups, path.text) || hasGroup(groups, "host") || VALUES.includes(path.text);
  return known || path.text === "check_message" ? [] : [groupMissing(path.text, path.text, groups, path.range)];
}

function helperFindings({ name, nameRange, args, range }: HelperNode, context: MessageContext): Finding[] {
  const [first, second] = args;
  if (!HELPERS.includes(name)) {
    const message = `\`{{${cut(name)} …}}\` is nothing that can be computed: there are ${HELPERS.join(", ")}.`;
    return [finding("message-variable", message, { range: nameRange, suggestion: nearest(name, HELPERS) })];
  }
  if (!first) {
    const message = `\`{{${name}}}\` says nothing without ${NEEDS[name]}.`;
    return [finding("message-variable", message, { range })];
  }
  if (name === "eval") return evalFindings(first, context);
  if (name === "override_priority") return priorityFindings(name, first);
  const inner = first.kind === "string" ? variablePath(first.text, first.range) : undefined;
  const path = first.kind === "path" ? first.path : inner;
  const findings = path && path.segments.length > 0 ? pathFindings(path, context) : [];
  return name === "local_time" && second ? [...findings, ...zoneFindings(second)] : findings;
}

const NEEDS: Readonly<Record<string, string>> = {
  eval: 'what to compute: `{{eval "int(value)"}}`',
  local_time: "a time and a zone: `{{local_time 'last_triggered_at' 'Europe/Paris'}}`",
  urlencode: 'a variable: `{{urlencode "service.name"}}`',
  override_priority: "a priority: `{{override_priority 'P1'}}`",
};

/** `P1` … `P5`. */
export function priorityFindings(name: string, argument: TemplateArgument | undefined): Finding[] {
  const text = argument === undefined || argument.kind === "call" ? "" : argumentText(argument);
  if (!argument || /^P[1-5]$/.test(text)) return [];
  const message = `"${cut(text)}" is no priority of ${name}: there are P1, P2, P3, P4 and P5.`;
  return [finding("message-variable", message, { range: argument.range })];
}

function argumentText(argument: Exclude<TemplateArgument, { kind: "call" }>): string {
  return argument.kind === "string" ? argument.text : argument.path.text;
}

function zoneFindings(zone: TemplateArgument): Finding[] {
  if (zone.kind !== "string" || isZone(zone.text)) return [];
  const message = `"${cut(zone.text)}" is no time zone: write its name in the tz database, such as Europe/Paris.`;
  return [finding("message-variable", message, { range: zone.range })];
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const EVAL_WORD = /'[^']*'?|\d[\w.]*|(?:\[[^\]]{0,200}\]|[A-Za-z_@])(?:[\w.@]|\[[^\]]{0,200}\])*/g;

/** `int(value*100)`: the variables in it. What is called, a number or a text is none; the list of functions is open. */
function evalFindings(argument: TemplateArgument, context: MessageContext): Finding[] {
  if (argument.kind !== "string") return [];
  return [...argument.text.matchAll(EVAL_WORD)].flatMap(({ 0: word, index }) => {
    const end = index + word.length;
    if (/^[\d']/.test(word) || /^\s*\(/.test(argument.text.slice(end, end + 8))) return [];
    const range = { start: argument.range.start + index, end: argument.range.start + end };
    return pathFindings(variablePath(word, range), context);
  });
}

/** Keys compare without case and without the @ of a facet. */
export function hasGroup(groups: readonly string[], key: string): boolean {
  const wanted = bare(key);
  return groups.some((group) => bare(group) === wanted);
}

const bare = (key: string) => key.replace(/^@/, "").toLowerCase();

const bracketed = (key: string) => (key.includes(".") ? `[${key}]` : key);

function cut(name: string): string {
  return name.length > 60 ? `${name.slice(0, 59)}…` : name;
}
