import { type Finding, finding, nearest, quoteName, type SourceRange } from "../../findings";
import { groupsOf } from "../ask";
import {
  bind,
  type ChainHead,
  functionRow,
  headOf,
  LINK_NAMES,
  linkRow,
  linksOf,
  modifierRow,
  type Parameter,
  type Signature,
  wordOf,
} from "../functions";
import { meantBy } from "../functions/synonyms";
import { allowedText, durationSeconds, takes } from "../functions/values";
import type { Argument, Expression, FunctionCall, MethodArgument, MethodCall, MonitorQuery } from "../nodes";
import { print } from "../print";
import { nodesOf, walk } from "../visit";
import { at, type ExpressionContext } from "./context";

/** What is given arguments: a function, a modifier, a link of a chain. */
interface Call {
  /** `top()`, `.rollup()`. */
  readonly name: string;
  readonly row: Signature;
  readonly args: readonly MethodArgument[];
  readonly range?: SourceRange;
}

/** Arguments of functions and modifiers that Datadog's documentation rules out: `.rollup(avrage, 60)`. */
export function wrongArgument(expression: Expression, { monitor }: ExpressionContext): readonly Finding[] {
  const findings: Finding[] = [];
  walk(expression, {
    call: (node) => {
      const row = functionRow(node.name);
      const call = { name: `${node.name}()`, args: node.args, range: node.nameRange ?? node.range };
      if (row?.documented) findings.push(...inCall({ ...call, row }));
      if (row?.needsGroups && monitor) findings.push(...withoutGroups(node));
    },
    modifier: ({ name, args, range }) => {
      const row = modifierRow(name);
      if (row) findings.push(...inCall({ name: `.${name}()`, row, args, range }));
    },
  });
  return findings;
}

/** `outliers(avg:x{*}, …)`: with one series, there is nothing to compare it with. */
function withoutGroups(call: FunctionCall): readonly Finding[] {
  const isUnsure = nodesOf(call).some(({ kind }) => kind === "name" || kind === "raw");
  if (isUnsure || groupsOf(call).length > 0) return [];
  const message = `${quoteName(`${call.name}()`)} compares groups, but its query has none: group the query, such as by {host}.`;
  return [finding("wrong-argument", message, at({ range: call.nameRange ?? call.range }))];
}

/** Links that the chain cannot have, that it lacks, and their arguments: `logs("…").rollup("avg").last("30d")`. */
export function wrongChain(monitor: MonitorQuery): readonly Finding[] {
  const head = headOf(monitor);
  if (!head || !("calls" in monitor)) return [];
  return [
    ...monitor.calls.flatMap((call) => inLink(call, head)),
    ...repeatedLinks(monitor.calls),
    ...missingLinks(monitor.calls, head, monitor),
  ];
}

/** `.last("5m").last("10m")`: nobody can tell which of them counts. */
function repeatedLinks(calls: readonly MethodCall[]): readonly Finding[] {
  const again = calls.filter(({ name }, place) => calls.findIndex((call) => call.name === name) < place);
  return again.map(({ name, range }) =>
    finding("wrong-argument", `${quoteName(`.${name}()`)} is given twice: write it once.`, at({ range })),
  );
}

function inLink({ name, args, range }: MethodCall, head: ChainHead): readonly Finding[] {
  const row = linkRow(head, name);
  if (row) return inCall({ name: `.${name}()`, row, args, range });
  // a name that no chain has is for `unknown-method`
  if (!LINK_NAMES.has(name)) return [];
  const links = Object.keys(linksOf(head)).map((each) => `.${each}()`);
  const message = `${quoteName(`.${name}()`)} is not part of a ${head} query: use ${links.join(", ")}.`;
  return [finding("wrong-argument", message, at({ range }))];
}

function missingLinks(calls: readonly MethodCall[], head: ChainHead, { range }: MonitorQuery): readonly Finding[] {
  // a misspelled link may be the one that is missing
  if (calls.some(({ name }) => !LINK_NAMES.has(name))) return [];
  const has = (name: string | undefined) => calls.some((call) => call.name === name);
  return Object.entries(linksOf(head)).flatMap(([name, { required, instead, parameters }]) => {
    if (!required || has(name) || has(instead)) return [];
    const or = instead === undefined ? "" : ` or ${quoteName(`.${instead}()`)}`;
    const values = parameters[0] ? `, with ${allowedText(parameters[0])}` : "";
    const message = `This ${head} query needs ${quoteName(`.${name}()`)}${or}${values}.`;
    return [finding("wrong-argument", message, at({ range: calls.at(-1)?.range ?? range }))];
  });
}

function inCall(call: Call): readonly Finding[] {
  const { parameters } = call.row;
  const { given, surplus, missing } = bind(parameters, call.args);
  const values = parameters.flatMap((parameter) => inParameter(parameter, given.get(parameter.name) ?? [], call));
  // an argument in the wrong place is said once
  const left = values.length > 0 ? [] : missing.map((parameter) => missingArgument(parameter, call));
  return [...values, ...surplus.map((argument) => surplusArgument(argument, call)), ...left];
}

function inParameter(parameter: Parameter, args: readonly Argument[], call: Call): readonly Finding[] {
  const wrong = args
    .filter((argument) => !takes(parameter, argument))
    .map((argument) => wrongValue(parameter, argument, call));
  const { most, includes } = parameter;
  const words = args.flatMap((argument) => (wordOf(argument) ?? "").split(",")).map((word) => word.trim());
  if (most !== undefined && words.length > most) {
    const message = `${quoteName(call.name)} takes at most ${most} ${parameter.name}, but this has ${words.length}.`;
    wrong.push(finding("wrong-argument", message, at(call)));
  }
  if (includes && args.length > 0 && !includes.some((word) => words.includes(word))) {
    const message = `${quoteName(call.name)} needs ${includes.map(quoteName).join(" or ")} here: add it.`;
    wrong.push(finding("wrong-argument", message, at(call)));
  }
  return wrong;
}

function wrongValue(parameter: Parameter, argument: Argument, call: Call): Finding {
  const value = print(argument.value);
  const message = `${quoteName(value)} is not a valid ${called(parameter)} for ${quoteName(call.name)}: use ${allowedText(parameter)}.`;
  return finding("wrong-argument", message, {
    range: argument.value.range ?? argument.range ?? call.range,
    suggestion: meant(parameter, argument, call),
  });
}

/** The nearest value that is allowed; `'60s'` for seconds is 60. */
function meant(parameter: Parameter, argument: Argument, { row }: Call): string | undefined {
  const word = wordOf(argument);
  if (word === undefined) return undefined;
  const wantsSeconds = row.parameters.some(({ kind }) => kind === "seconds");
  const seconds = wantsSeconds ? (durationSeconds(word) ?? (/^\d+$/.test(word) ? Number(word) : undefined)) : undefined;
  if (seconds !== undefined) return String(seconds);
  const values = (parameter.kind === "boolean" ? ["true", "false"] : (parameter.values ?? [])).map(String);
  return meantBy(word, values);
}

function surplusArgument(argument: Argument, call: Call): Finding {
  const { name } = argument;
  const parameters = call.row.parameters;
  const text = quoteName(call.name);
  const place = { range: argument.range ?? argument.value.range ?? call.range };
  if (name !== undefined) {
    const names = parameters.filter(({ named }) => named).map((parameter) => parameter.name);
    const isTwice = parameters.some((parameter) => parameter.name === name);
    const message = isTwice
      ? `${text} has the argument ${quoteName(name)} twice: remove one of them.`
      : `${text} has no argument ${quoteName(name)}${names.length === 0 ? "" : `: its arguments are ${names.join(", ")}`}.`;
    return finding("wrong-argument", message, { ...place, suggestion: isTwice ? undefined : nearest(name, names) });
  }
  const message =
    parameters.length === 0
      ? `${text} takes no arguments: remove ${quoteName(print(argument.value))}.`
      : `${quoteName(print(argument.value))} is one argument too many for ${text}: use ${usage(call)}.`;
  return finding("wrong-argument", message, place);
}

function missingArgument(parameter: Parameter, call: Call): Finding {
  const message = `${quoteName(call.name)} is missing its ${called(parameter)} (${allowedText(parameter)}): use ${usage(call)}.`;
  return finding("wrong-argument", message, at(call));
}

/** `.fill(method, limit)`: how it is written, without what is given by name. */
function usage({ name, row }: Call): string {
  const places = row.parameters.filter(({ named, kind }) => !named && kind !== "any").map((each) => each.name);
  return quoteName(name.replace("()", `(${places.join(", ")})`));
}

const called = ({ called, name }: Parameter) => called ?? name.replaceAll("_", " ");
