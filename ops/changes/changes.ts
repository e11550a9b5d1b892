import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { wrapped } from "../words";
import { type Difference, differences } from "./difference";

/** The synthesized JSON of each stack, by the stack's id. */
export type StackJsons = ReadonlyMap<string, unknown>;

/** One place of a stack that is no longer what it was. */
export interface Change extends Difference {
  readonly stack: string;
  /** `datadog_monitor.error-rate`, or `terraform` and its like for what is no resource. */
  readonly object: string;
}

/** Reads what was synthesized into a folder; nothing where there is no such folder, nor of a file that is no JSON. */
export function readStackJsons(outdir: string): StackJsons {
  const folder = join(outdir, "stacks");
  if (!existsSync(folder)) return new Map();
  const jsons = new Map<string, unknown>();
  for (const id of readdirSync(folder)) {
    const json = parsed(join(folder, id, "cdk.tf.json"));
    if (json !== undefined) jsons.set(id, json);
  }
  return jsons;
}

/** A file that was cut off or edited by hand is as good as none: the next synthesis writes it again. */
function parsed(file: string): unknown {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What differs between two syntheses: objects, and of those that were there before each place. */
export function changesBetween(before: StackJsons, after: StackJsons): Change[] {
  const stacks = [...new Set([...before.keys(), ...after.keys()])].sort();
  return stacks.flatMap((stack) => {
    const was = before.get(stack);
    const is = after.get(stack);
    if (was === undefined) return [{ stack, ...wholeStack(is), what: "new" }];
    if (is === undefined) return [{ stack, ...wholeStack(was), what: "gone" }];
    return changesOfStack(objectsOf(was), objectsOf(is), movesOf(is)).map((change) => ({ stack, ...change }));
  });
}

function changesOfStack(
  was: ReadonlyMap<string, unknown>,
  is: ReadonlyMap<string, unknown>,
  moves: ReadonlyMap<string, string>,
) {
  const formerOf = (object: string) => {
    const from = moves.get(object);
    return from !== undefined && was.has(from) && !is.has(from) && !was.has(object) ? from : undefined;
  };
  const moved = new Set([...is.keys()].map(formerOf));
  const objects = [...new Set([...was.keys(), ...is.keys()])].sort();
  return objects.flatMap((object) => {
    const from = formerOf(object);
    if (from !== undefined) {
      const inside = differences(was.get(from), is.get(object)).map((difference) => ({ object, ...difference }));
      return [{ object: `${from} → ${object}`, place: "", what: MOVED }, ...inside];
    }
    if (moved.has(object)) return [];
    if (!was.has(object)) return [{ object, place: "", what: "new" }];
    if (!is.has(object)) return [{ object, place: "", what: "gone" }];
    return differences(was.get(object), is.get(object)).map((difference) => ({ object, ...difference }));
  });
}

/** Of an object that has another address, and is the same in Datadog. */
const MOVED = "moved to another address";

/** The `moved` blocks of a stack: each new address with the former one. */
function movesOf(stack: unknown): Map<string, string> {
  const { moved = [] } = (stack ?? {}) as {
    readonly moved?: readonly { readonly from: string; readonly to: string }[];
  };
  return new Map(moved.map(({ from, to }) => [to, from]));
}

function wholeStack(stack: unknown): { readonly object: string; readonly place: string } {
  const { resource = {} } = stack as { readonly resource?: Readonly<Record<string, object>> };
  const count = Object.values(resource).flatMap(Object.keys).length;
  return { object: `with ${count} ${count === 1 ? "resource" : "resources"}`, place: "" };
}

/**
 * Changes as lines to read: what was replaced by what, then where, an object a line. One threshold stands in a query, in
 * options, texts and charts, and yet it is one change. A text that was rewritten is shown at one place. A longer text goes on in the next line; nothing of it is cut.
 * @param width columns @default 120
 */
export function changeLines(changes: readonly Change[], width = 120): string[] {
  const texts = rewrittenTexts(changes);
  const inTexts = new Set([...texts.values()].flat());
  const groups = new Map<string, Change[]>();
  for (const change of changes.filter((each) => !inTexts.has(each))) {
    const group = groups.get(change.what);
    if (group) group.push(change);
    else groups.set(change.what, [change]);
  }
  return [
    ...[...groups].flatMap(([what, group]) => [
      ...continued(wrapped(what, width - 4), ""),
      ...placesOf(group, width - 2).flatMap((place) => continued(wrapped(place, width - 6), "  ")),
    ]),
    ...[...texts].flatMap(([text, lines]) => [
      ...continued(wrapped(text, width - 4), ""),
      ...lines.flatMap(({ what }) => continued(wrapped(what, width - 6), "  ")),
    ]),
  ];
}

/** Lines of a text from which on it is shown as a whole, and not line by line. */
const FEWEST_LINES = 3;

/** The changes of texts of which several lines came or went, by the text: `demo-monitors datadog_monitor.a: message`. */
function rewrittenTexts(changes: readonly Change[]): Map<string, Change[]> {
  const texts = new Map<string, Change[]>();
  for (const change of changes) {
    const path = /^(.*):\d+$/.exec(change.place)?.[1];
    if (path === undefined || !/^[+-] /.test(change.what)) continue;
    const text = `${change.stack} ${change.object}: ${path}`;
    texts.set(text, [...(texts.get(text) ?? []), change]);
  }
  return new Map([...texts].filter(([, lines]) => lines.length >= FEWEST_LINES));
}

/** What goes on in a second line is indented under the first. */
const continued = (lines: readonly string[], indent: string) =>
  lines.map((line, index) => `${indent}${index === 0 ? "" : "    "}${line}`);

/** Places of one object that are named one by one. */
const MOST_PLACES = 4;

/** `demo-monitors datadog_monitor.slow-stage: query, message:4`, or how many where that is long. */
function placesOf(changes: readonly Change[], width: number): string[] {
  const objects = new Map<string, Set<string>>();
  for (const { stack, object, place } of changes) {
    const name = `${stack} ${object}`;
    objects.set(name, (objects.get(name) ?? new Set()).add(place));
  }
  return [...objects].map(([name, unique]) => {
    const places = [...unique].filter(Boolean);
    if (places.length === 0) return name;
    const line = `${name}: ${places.join(", ")}`;
    if (places.length === 1 || (places.length <= MOST_PLACES && line.length <= Math.max(width, 118))) return line;
    return `${name}: ${places.length} places`;
  });
}

type Json = Readonly<Record<string, unknown>>;

/** Sections that hold nothing of their own: cdktf's notes, and what moved, which is said of the objects. */
const NO_OBJECTS: readonly string[] = ["//", "moved"];

/** Resources and data sources by address; the rest (`provider`, `terraform`, `variable`) by its section. */
function objectsOf(stack: unknown): Map<string, unknown> {
  const objects = new Map<string, unknown>();
  for (const [section, content] of Object.entries((stack ?? {}) as Json)) {
    if (NO_OBJECTS.includes(section)) continue;
    if (section !== "resource" && section !== "data") objects.set(section, content);
    else {
      for (const [type, named] of Object.entries(content as Json)) {
        for (const [name, body] of Object.entries(named as Json)) {
          objects.set(`${section === "data" ? "data." : ""}${type}.${name}`, body);
        }
      }
    }
  }
  return objects;
}
