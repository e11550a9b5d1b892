import { BlockList, isIP } from "node:net";
import type { Search, SearchRange } from "../../query";
import { facetValues } from "./facets";
import type { StoredEvent } from "./types";

/** Whether an event is found. */
export type Matches = (event: StoredEvent) => boolean;

/**
 * A search as a test of events. Facets compare without case for tags and reserved attributes, with case for attributes;
 * free text is looked for in the message, without case; `*` stands for any characters, `?` for one.
 *
 * @see https://docs.datadoghq.com/logs/explorer/search_syntax/
 */
export function matcher(search: Search): Matches {
  switch (search.kind) {
    case "searchAny":
      return () => true;
    case "searchTerm":
      return addressMatcher(search.text, search.quoted) ?? textMatcher(textPattern(search.text, search));
    case "searchFacet":
      if (search.key === "*") return fullTextMatcher(textPattern(search.value, search));
      return facetMatcher(search.key, search.value, search.quoted, search.proximity);
    case "searchRange":
      return rangeMatcher(search, search.key ?? "");
    case "searchFacetGroup":
      return groupMatcher(search.key, search.operand);
    case "searchNot": {
      const operand = matcher(search.operand);
      return (event) => !operand(event);
    }
    case "searchAnd": {
      const operands = search.operands.map(matcher);
      return (event) => operands.every((one) => one(event));
    }
    case "searchOr": {
      const operands = search.operands.map(matcher);
      return (event) => operands.some((one) => one(event));
    }
  }
}

/** `service:(api OR worker)`: free terms inside are values of the key. */
function groupMatcher(key: string, search: Search): Matches {
  switch (search.kind) {
    case "searchTerm":
      return facetMatcher(key, search.text, search.quoted);
    case "searchAny":
      return facetMatcher(key, "*", false);
    case "searchNot": {
      const operand = groupMatcher(key, search.operand);
      return (event) => !operand(event);
    }
    case "searchAnd": {
      const operands = search.operands.map((one) => groupMatcher(key, one));
      return (event) => operands.every((one) => one(event));
    }
    case "searchOr": {
      const operands = search.operands.map((one) => groupMatcher(key, one));
      return (event) => operands.some((one) => one(event));
    }
    case "searchRange":
      return rangeMatcher(search, search.key ?? key);
    default:
      return matcher(search);
  }
}

function facetMatcher(key: string, value: string, quoted: boolean, proximity?: number): Matches {
  const isCased = key.startsWith("@");
  if (value === "*" && !quoted) return (event) => facetValues(event, key).length > 0;
  if (proximity !== undefined) {
    const near = textPattern(value, { quoted, proximity });
    return (event) => facetValues(event, key).some((one) => near.test(String(one)));
  }
  const pattern = patternOf(value, quoted, isCased, "whole");
  return (event) => facetValues(event, key).some((one) => pattern.test(String(one)) || sameNumber(one, value));
}

/** `5.0` finds 5. */
function sameNumber(found: string | number | boolean, wanted: string): boolean {
  return typeof found === "number" && wanted.trim() !== "" && Number(wanted) === found;
}

/** Free text: whole words of the message or the title. */
const textMatcher =
  (pattern: TextPattern): Matches =>
  ({ message = "", title = "" }) =>
    pattern.test(message) || pattern.test(title);

/** `*:hello`: the message and all attributes, whatever their names. */
function fullTextMatcher(pattern: TextPattern): Matches {
  const isIn = (value: unknown): boolean =>
    typeof value === "object" && value !== null ? Object.values(value).some(isIn) : pattern.test(String(value ?? ""));
  const inText = textMatcher(pattern);
  return (event) => inText(event) || isIn(event.attributes);
}

/** Tests a text. */
interface TextPattern {
  test(text: string): boolean;
}

/** Whole words, which `*` may stand for in part; `"quick fox"~2` has at most two other words between its own. */
function textPattern(text: string, { quoted, proximity }: { quoted: boolean; proximity?: number }): TextPattern {
  if (proximity === undefined) return patternOf(text, quoted, false, "words");
  const wanted = wordsOf(text);
  return { test: (other) => isNear(wordsOf(other), wanted, proximity) };
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

/** Whether the wanted words come in this order, with at most so many others between the first and the last. */
function isNear(words: readonly string[], wanted: readonly string[], others: number): boolean {
  return words.some((word, start) => {
    if (word !== wanted[0]) return false;
    let found = 1;
    const end = Math.min(words.length, start + wanted.length + others);
    for (let index = start + 1; index < end && found < wanted.length; index++)
      if (words[index] === wanted[found]) found++;
    return found === wanted.length;
  });
}

/**
 * `CIDR(@network.client.ip,13.0.0.0/8,2001:db8::/32)`: addresses in one of the ranges. Nothing for any other term.
 * @see https://docs.datadoghq.com/logs/explorer/search_syntax/#cidr-notation
 */
function addressMatcher(text: string, quoted: boolean): Matches | undefined {
  const [, key, list] = (quoted ? null : /^CIDR\(([^,]+),(.+)\)$/.exec(text)) ?? [];
  if (key === undefined || list === undefined) return undefined;
  const ranges = new BlockList();
  for (const range of list.split(",")) {
    const [address = "", bits] = range.trim().split("/");
    const family = isIP(address);
    const most = family === 6 ? 128 : 32;
    const prefix = bits === undefined ? most : Number(bits);
    // a range that cannot be read contains no address
    if (family !== 0 && prefix >= 0 && prefix <= most)
      ranges.addSubnet(address, prefix, family === 6 ? "ipv6" : "ipv4");
  }
  return (event) =>
    facetValues(event, key.trim()).some((value) => {
      const family = isIP(String(value));
      return family !== 0 && ranges.check(String(value), family === 6 ? "ipv6" : "ipv4");
    });
}

function patternOf(text: string, quoted: boolean, isCased: boolean, extent: "whole" | "words"): RegExp {
  const body = quoted ? escapeRegExp(text) : wildcards(text, extent);
  const source = extent === "whole" ? `^(?:${body})$` : `(?<![\\p{L}\\p{N}_])(?:${body})(?![\\p{L}\\p{N}_])`;
  return new RegExp(source, isCased ? "su" : "sui");
}

/** `*` and `?` stand for characters, of one word in free text; a backslash takes the next character as it is. */
function wildcards(text: string, extent: "whole" | "words"): string {
  const any = extent === "whole" ? "." : "\\S";
  return text.replace(/\\(.)|[\s\S]/gu, (char, escaped: string | undefined) => {
    if (escaped !== undefined) return escapeRegExp(escaped);
    if (char === "*") return `${any}*`;
    return char === "?" ? any : escapeRegExp(char);
  });
}

const escapeRegExp = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** `@duration:>=100`, `@code:[400 TO 499]`: numbers compare as numbers, anything else as text. */
function rangeMatcher({ low, high }: SearchRange, key: string): Matches {
  const isWithin = (value: string | number | boolean) =>
    (low === undefined || compare(value, low.value) > (low.inclusive ? -0.5 : 0)) &&
    (high === undefined || compare(value, high.value) < (high.inclusive ? 0.5 : 0));
  return (event) => facetValues(event, key).some(isWithin);
}

/** Below 0 where `value` is less than `limit`, 0 where they are equal; not a number where they do not compare. */
function compare(value: string | number | boolean, limit: string): number {
  const [left, right] = [Number(value), Number(limit)];
  if (!Number.isNaN(left) && !Number.isNaN(right)) return Math.sign(left - right);
  if (typeof value === "number" || !Number.isNaN(right)) return Number.NaN;
  const text = String(value);
  return text < limit ? -1 : text > limit ? 1 : 0;
}
