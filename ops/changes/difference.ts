import { isObject } from "../../datadog/json";
import { type Aligned, aligned } from "./align";

/** One place where two JSON values are not the same. */
export interface Difference {
  /** `monitor_thresholds.critical`, or the widget's title where there is one: `"When" > "Errors by stage"`. */
  readonly place: string;
  /** What became of it: `300 → 240`, `+ added`, `- removed`; `new`, `gone` or `moved` for a whole widget and its like. */
  readonly what: string;
  /** Both lines as a whole, where words of a longer line were replaced. @default all of it is in `what` */
  readonly lines?: readonly [before: string, after: string];
}

/** Where in a value: titles of what stands around, and the path from the last of them on. */
interface Place {
  readonly titles: readonly string[];
  readonly path: string;
}

const ROOT: Place = { titles: [], path: "" };

/**
 * What differs between two values: fields by name, lists by what their items say and not by where they stand, so that one
 * widget more is one widget more. Text is compared line by line, and as JSON where it is JSON.
 */
export function differences(before: unknown, after: unknown): Difference[] {
  return between(before, after, ROOT);
}

function between(before: unknown, after: unknown, place: Place): Difference[] {
  if (before === after) return [];
  const [was, is] = [opened(before), opened(after)];
  if (Array.isArray(was) && Array.isArray(is)) return betweenLists(was, is, place);
  if (isObject(was) || isObject(is)) {
    if (was !== undefined && is !== undefined && !(isObject(was) && isObject(is))) return [change(was, is, place)];
    return betweenObjects(was ?? {}, is ?? {}, place);
  }
  if (Array.isArray(was) && is === undefined) return betweenLists(was, [], place);
  if (Array.isArray(is) && was === undefined) return betweenLists([], is, place);
  if (isText(was) && isText(is)) return betweenTexts(was, is, place);
  return [change(was, is, place)];
}

function betweenObjects(was: object, is: object, place: Place): Difference[] {
  const [before, after] = [was as Fields, is as Fields];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => key !== COMMENT);
  return merged(keys.flatMap((key) => between(before[key], after[key], inField(place, key))));
}

/** Only cdktf reads what stands under this key. */
const COMMENT = "//";

type Fields = Readonly<Record<string, unknown>>;

function betweenLists(was: readonly unknown[], is: readonly unknown[], place: Place): Difference[] {
  return reunited(aligned(was, is, keyOf)).flatMap((pair) => {
    const { before, after, moved } = pair;
    const item = after ?? before;
    const there = inItem(place, item, pair);
    if (moved) return [{ place: shownItem(there), what: "moved" }, ...between(before, after, there)];
    if (before !== undefined && after !== undefined) {
      if (titleOf(before) === titleOf(after) || sameBesidesTitle(before, after)) return between(before, after, there);
      return [...gone(before, inItem(place, before, pair)), ...added(after, there)];
    }
    return before === undefined ? added(after, there) : gone(before, there);
  });
}

/** An item of one list or both; `moved` where other items that both have now stand on its other side. */
interface Item extends Aligned<unknown> {
  readonly moved?: boolean;
}

/** Pairs an object that went at one place with the one of the same key that came at another: it moved. */
function reunited(pairs: readonly Aligned<unknown>[]): Item[] {
  const apart = pairs.filter(({ before, after }) => !(before !== undefined && keyOf(before) === keyOf(after)));
  const went = new Map(apart.flatMap(({ before }) => (isObject(before) ? [[keyOf(before), before] as const] : [])));
  const moved = new Map<unknown, unknown>();
  for (const { after } of apart) {
    const before = isObject(after) ? went.get(keyOf(after)) : undefined;
    if (before === undefined) continue;
    moved.set(after, before);
    went.delete(keyOf(after));
  }
  const movedFrom = new Set(moved.values());
  return pairs.flatMap((pair): Item[] => {
    const { before, after, index } = pair;
    if (!moved.has(after) && !movedFrom.has(before)) return [pair];
    return [
      ...(before === undefined || movedFrom.has(before) ? [] : [{ before, index }]),
      ...(moved.has(after) ? [{ before: moved.get(after), after, index, moved: true }] : []),
      ...(after === undefined || moved.has(after) ? [] : [{ after, index }]),
    ];
  });
}

const added = (item: unknown, place: Place): Difference[] => [
  isObject(item) ? { place: shownItem(place), what: "new" } : change(undefined, item, place),
];
const gone = (item: unknown, place: Place): Difference[] => [
  isObject(item) ? { place: shownItem(place), what: "gone" } : change(item, undefined, place),
];

function betweenTexts(was: string, is: string, place: Place): Difference[] {
  const [before, after] = [was.split("\n"), is.split("\n")];
  if (before.length === 1 && after.length === 1) return [change(was, is, place)];
  return aligned(before, after, String)
    .filter((pair) => pair.before !== pair.after)
    .map((pair) => change(pair.before, pair.after, { ...place, path: `${place.path}:${pair.index + 1}` }));
}

// ----------------------------------------------------------------------------------------------------- what an item is

/** What makes an item of a list the same item as before, wherever it stands now. */
function keyOf(item: unknown): string {
  return titleOf(item) ?? nameOf(item) ?? JSON.stringify(item);
}

/** The title of a widget. */
function titleOf(item: unknown): string | undefined {
  if (!isObject(item)) return undefined;
  const { title, definition } = item as { readonly title?: unknown; readonly definition?: unknown };
  if (isText(title) && title !== "") return title;
  return definition === undefined ? undefined : titleOf(definition);
}

/** The name of a query or template variable, or of the only thing in an item: `{ grok_parser: { name: … } }`. */
function nameOf(item: unknown): string | undefined {
  if (!isObject(item)) return undefined;
  const { name } = item as { readonly name?: unknown };
  if (isText(name)) return name;
  const inside = Object.values(item);
  return inside.length === 1 ? nameOf(inside[0]) : undefined;
}

/** Whether only the title is another one: what was renamed, and not taken away for something else. */
function sameBesidesTitle(before: unknown, after: unknown): boolean {
  const untitled = (item: unknown) => JSON.stringify(item, (key, value) => (key === "title" ? undefined : value));
  return titleOf(before) !== undefined && titleOf(after) !== undefined && untitled(before) === untitled(after);
}

const isText = (value: unknown): value is string => typeof value === "string";

/** JSON that is kept as text, as a dashboard is, is compared as what it says. */
function opened(value: unknown): unknown {
  if (!isText(value) || !value.startsWith("{")) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

// ---------------------------------------------------------------------------------------------------------- the words

const inField = ({ titles, path }: Place, key: string): Place => ({
  titles,
  path: path === "" ? key : `${path}.${key}`,
});

function inItem({ titles, path }: Place, item: unknown, { index }: Aligned<unknown>): Place {
  const title = titleOf(item);
  return title === undefined ? { titles, path: `${path}[${index}]` } : { titles: [...titles, title], path: "" };
}

/** Where a whole item is that came or went; one without a title by where it stands. */
function shownItem(place: Place): string {
  return place.path === "" || place.titles.length === 0 ? shown(place) : `${shown(place)} ${place.path}`;
}

function shown({ titles, path }: Place): string {
  return titles.length === 0 ? path : titles.map((title) => JSON.stringify(title)).join(" > ");
}

function change(before: unknown, after: unknown, place: Place): Difference {
  const what = whatChanged(before, after, place);
  return { place: shown(place), what, ...(isText(before) && isText(after) ? linesAround(what, before, after) : {}) };
}

/** The lines that words were replaced in; nothing where the words are all of them, or numbers, which say enough. */
function linesAround(what: string, before: string, after: string): Pick<Difference, "lines"> {
  // Brackets and quotes around words are no more to see.
  const isWhole = before.length + after.length <= what.length - " → ".length + 4;
  return what === "moved" || isWhole || /^-?[\d.]+ → -?[\d.]+$/.test(what) ? {} : { lines: [before, after] };
}

function whatChanged(before: unknown, after: unknown, { titles, path }: Place): string {
  // One widget more pushes all below it down: where they stand is nothing that somebody wrote.
  if (titles.length > 0 && /^layout\.[xy]$/.test(path)) return "moved";
  if (before === undefined) return `+ ${worded(after)}`;
  if (after === undefined) return `- ${worded(before)}`;
  return replacement(worded(before), worded(after)).join(" → ");
}

const worded = (value: unknown) => (typeof value === "object" ? JSON.stringify(value) : String(value));

/** A widget that moved both down and to the side moved once. */
function merged(all: readonly Difference[]): Difference[] {
  const moved = new Set<string>();
  return all.filter(({ what, place }) => {
    if (what !== "moved") return true;
    if (moved.has(place)) return false;
    moved.add(place);
    return true;
  });
}

/** What differs between two texts: the words or numbers in which they do, without what they share around them. */
function replacement(before: string, after: string): [string, string] {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start++;
  let end = 0;
  while (end < shortest - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const differing = before.slice(start, before.length - end) + after.slice(start, after.length - end);
  // A number is whole with its digits, a word with its letters: 0.1 → 0.2 and not 1 → 2.
  const part = /^[\d.]*$/.test(differing) ? /[\d.]/ : /[^\s"'`{}(),]/;
  while (start > 0 && part.test(before[start - 1]!)) start--;
  while (end > 0 && part.test(before.at(-end)!)) end--;
  const cut = (text: string) => text.slice(start, text.length - end).trim() || "nothing";
  return [cut(before), cut(after)];
}
