import { type Finding, finding, isTimeZone, nearest, type SourceRange } from "../findings";
import { type EvalNode, parseEval } from "./eval";
import { bareKey } from "./lookup";
import type { HelperNode, TemplateArgument, TemplateNode, VariablePath } from "./nodes";
import { variablePath } from "./tags";
import { EVENT_ROOTS, HELPERS, NETWORK_DEVICE, RESERVED_KEYS, VALUES, type Variable, variable } from "./vocabulary";

/** What is known of the monitor that sends the message. */
export interface MessageContext {
  /** The tags that each alert carries: `["stage"]`. @default not known: no group is called missing */
  readonly groups?: readonly string[];
  /** What variables of the matching event begin with: `log`; empty for none. @default not known: any is taken */
  readonly events?: readonly string[];
  /** Whether `{{check_message}}` says something, as for service checks. @default not known: it does */
  readonly checkMessage?: boolean;
  /** Whether the variables of SLO alerts, such as `{{timeframe}}`, say something. @default not known: they do */
  readonly slo?: boolean;
  /** Whether `{{a.value}}` names a monitor that this one is made of. @default false */
  readonly composite?: boolean;
  /** Whom a message may name. @default not known: nobody is called unknown */
  readonly handles?: readonly string[];
}

/** What is wrong with the variables and helpers of one node; blocks only with their arguments. */
export function variableFindings(node: TemplateNode, context: MessageContext): Finding[] {
  if (node.kind === "variable") return pathFindings(node.path, context);
  if (node.kind === "helper") return helperFindings(node, context);
  if (node.kind !== "block" && node.kind !== "raw") return [];
  if (node.name !== "is_match" && node.name !== "is_exact_match") return [];
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
  const { groups } = context;
  const key = segments.slice(0, -1).join(".");
  const last = segments.at(-1)!;
  if (groups && hasGroup(groups, key)) return groupFindings(path, key, last);
  if (Object.hasOwn(EVENT_ROOTS, root)) return eventFindings(path, root, context);
  if (!groups || isOfGroup(path, key, last, groups)) return [];
  const whole = segments.join(".");
  if (hasGroup(groups, whole)) return [nameMissing(path, whole)];
  return [groupMissing(path.text, key, groups, range)];
}

/**
 * Whether something beside its name is known of a group: any tag of its host (`host.role`, `role.name`), the attributes
 * of a service, a namespace, a network device; in every multi alert the reserved tags.
 * @see https://docs.datadoghq.com/monitors/notify/variables/#multi-alert-variables
 */
function isOfGroup({ segments }: VariablePath, key: string, last: string, groups: readonly string[]): boolean {
  if (hasGroup(groups, "host") || hasGroup(groups, segments[0]!)) return true;
  if (segments[0] === NETWORK_DEVICE.root) return NETWORK_DEVICE.keys.some((one) => hasGroup(groups, one));
  return groups.length > 0 && last === "name" && hasGroup(RESERVED_KEYS, key);
}

function valueFindings(path: VariablePath, context: MessageContext): Finding[] {
  const { text, segments, range } = path;
  const known = variable(text);
  if (known) return isEmptyHere(known, context) ? [emptyHere(text, known, range)] : [];
  const [key = ""] = segments;
  const { groups } = context;
  const isKey = groups && (hasGroup(groups, key) || (groups.length > 0 && hasGroup(RESERVED_KEYS, key)));
  if (isKey) return [nameMissing(path, key)];
  const message = `\`{{${cut(text)}}}\` is not a variable. Variables are ${VALUES.join(", ")}, and tags such as \`{{host.name}}\`.`;
  return [finding("message-variable", message, { range, suggestion: nearest(text, VALUES) })];
}

function isEmptyHere({ only }: Variable, { checkMessage = true, slo = true }: MessageContext): boolean {
  return (only === "checks" && !checkMessage) || (only === "slos" && !slo);
}

function emptyHere(text: string, { only }: Variable, range: SourceRange): Finding {
  const who = only === "checks" ? "service checks have a message" : "SLO alerts have it";
  return finding("message-variable", `\`{{${text}}}\` is always empty here: only ${who}.`, { range });
}

/** `{{stage}}` for `{{stage.name}}`. */
function nameMissing({ text, range }: VariablePath, key: string): Finding {
  const message = `\`{{${cut(text)}}}\` is not a variable: for the value of the tag, use \`{{${bracketed(key)}.name}}\`.`;
  return finding("message-variable", message, { range });
}

/** `kube.cluster.name` for `[kube.cluster].name`. */
function groupFindings({ text, segments, range }: VariablePath, key: string, last: string): Finding[] {
  if (!key.includes(".") || segments.length < 3) return [];
  const fix = `{{${bracketed(key)}.${last}}}`;
  const message = `\`{{${cut(text)}}}\` is parsed as ${segments.length} nested names: put the key in brackets, as in \`${fix}\`.`;
  return [finding("message-variable", message, { range })];
}

function eventFindings({ text, range }: VariablePath, root: string, { events }: MessageContext): Finding[] {
  if (events === undefined || events.includes(root)) return [];
  const message = `\`{{${cut(text)}}}\` is always empty here: only ${EVENT_ROOTS[root]} have it.`;
  return [finding("message-variable", message, { range })];
}

function groupMissing(text: string, key: string, groups: readonly string[], range: SourceRange): Finding {
  const has = groups.length === 0 ? "does not group" : `groups by ${groups.join(", ")}`;
  const message = `\`{{${cut(text)}}}\` is always empty: the query ${has}. Group it by ${cut(key)}, or remove the variable.`;
  return finding("message-group", message, { range, suggestion: nearest(key, groups) });
}

/** The first argument of is_match: a variable with or without `.name`, or something computed. */
function subjectFindings(subject: TemplateArgument, context: MessageContext): Finding[] {
  if (subject.kind === "call") return subject.name === "eval" ? evalFindings(subject, context) : [];
  const path = subject.kind === "path" ? subject.path : variablePath(subject.text, subject.range);
  if (path.segments.length > 1) return pathFindings(path, context);
  const { groups } = context;
  const known = variable(path.text);
  if (known) return isEmptyHere(known, context) ? [emptyHere(path.text, known, path.range)] : [];
  if (!groups || hasGroup(groups, path.text) || hasGroup(groups, "host")) return [];
  if (groups.length > 0 && hasGroup(RESERVED_KEYS, path.text)) return [];
  return [groupMissing(path.text, path.text, groups, path.range)];
}

function helperFindings({ name, nameRange, args, range }: HelperNode, context: MessageContext): Finding[] {
  const [first, second] = args;
  if (!HELPERS.includes(name)) {
    const message = `\`{{${cut(name)} …}}\` is not a function. Functions are ${HELPERS.join(", ")}.`;
    return [finding("message-variable", message, { range: nameRange, suggestion: nearest(name, HELPERS) })];
  }
  if (!first) return [finding("message-variable", `\`{{${name}}}\` needs ${NEEDS[name]}.`, { range })];
  if (name === "eval") return evalFindings({ args, range }, context);
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
  const message = `"${cut(text)}" is not a valid priority for ${name}. Priorities are P1, P2, P3, P4, and P5.`;
  return [finding("message-variable", message, { range: argument.range })];
}

function argumentText(argument: Exclude<TemplateArgument, { kind: "call" }>): string {
  return argument.kind === "string" ? argument.text : argument.path.text;
}

function zoneFindings(zone: TemplateArgument): Finding[] {
  if (zone.kind !== "string" || isTimeZone(zone.text)) return [];
  const message = `"${cut(zone.text)}" is not a time zone: use a name from the tz database, such as Europe/Paris.`;
  return [finding("message-variable", message, { range: zone.range })];
}

/**
 * `eval "int(value*100)"`: its quotes, what is called, and the variables in it.
 * @see https://docs.datadoghq.com/monitors/guide/template-variable-evaluation/
 */
function evalFindings(
  { args, range }: { readonly args: readonly TemplateArgument[]; readonly range: SourceRange },
  context: MessageContext,
): Finding[] {
  const [expression] = args;
  if (expression?.kind !== "string") {
    const message = 'The expression of eval needs quotes: `{{eval "int(value)"}}`.';
    return [finding("message-variable", message, { range })];
  }
  const { node, findings } = parseEval(expression.text, expression.range.start);
  return [...findings, ...variablesIn(node).flatMap((path) => pathFindings(path, context))];
}

function variablesIn(node: EvalNode | undefined): readonly VariablePath[] {
  switch (node?.kind) {
    case "variable":
      return [node.path];
    case "negative":
      return variablesIn(node.operand);
    case "binary":
      return [...variablesIn(node.left), ...variablesIn(node.right)];
    case "call":
      return node.args.flatMap(variablesIn);
    default:
      return [];
  }
}

/** Keys compare without case and without the @ of a facet. */
export function hasGroup(groups: readonly string[], key: string): boolean {
  const wanted = bareKey(key);
  return groups.some((group) => bareKey(group) === wanted);
}

const bracketed = (key: string) => (key.includes(".") ? `[${key}]` : key);

function cut(name: string): string {
  return name.length > 60 ? `${name.slice(0, 59)}…` : name;
}
