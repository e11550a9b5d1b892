import { own } from "../../../json";
import { dateMatcher } from "./dates";
import type { GrokCall } from "./syntax";

/**
 * The matchers that Datadog's grok knows: which text each takes, and what it makes of it.
 *
 * @see https://docs.datadoghq.com/logs/log_configuration/parsing/?tab=matchers#matcher-and-filter
 */
export interface Matcher {
  /** JavaScript regular expression; atomic groups `(?>…)` are written as in Datadog's. */
  readonly pattern: string;
  /** Turns the matched text into the attribute's value. @default the text itself */
  readonly convert?: (text: string, year: number) => unknown;
}

const number = String.raw`[+-]?(?>\d+(?:\.\d*)?|\.\d+)`;
const exponent = String.raw`(?:[eE][+-]?\d+)?`;
const integer = String.raw`[+-]?\d+`;
const doubleQuoted = `"[^"]*"`;
const singleQuoted = `'[^']*'`;
const octet = String.raw`(?:25[0-5]|2[0-4]\d|1?\d{1,2})`;
const ipv4 = String.raw`(?<!\d)${octet}(?:\.${octet}){3}(?!\d)`;
// Looser than RFC 4291 in how many groups stand beside `::`; what it takes from a log line is the same.
const ipv6 = String.raw`(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){7}|(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,6})?::(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,6})?(?::${octet}(?:\.${octet}){3})?)(?:%\w+)?`;
const ip = `(?:${ipv6}|${ipv4})`;
const hostname = String.raw`\b[0-9A-Za-z][0-9A-Za-z_-]{0,62}(?:\.[0-9A-Za-z][0-9A-Za-z_-]{0,62})*(?:\.?|\b)`;
const hex = "[A-Fa-f0-9]";

const PLAIN: Readonly<Record<string, Matcher>> = {
  notSpace: { pattern: String.raw`\S+` },
  word: { pattern: String.raw`\b\w+\b` },
  data: { pattern: ".*" },
  numberStr: { pattern: number },
  number: { pattern: number, convert: Number },
  numberExtStr: { pattern: number + exponent },
  numberExt: { pattern: number + exponent, convert: Number },
  integerStr: { pattern: integer },
  integer: { pattern: integer, convert: Number },
  integerExtStr: { pattern: integer + exponent },
  integerExt: { pattern: integer + exponent, convert: Number },
  doubleQuotedString: { pattern: doubleQuoted },
  singleQuotedString: { pattern: singleQuoted },
  quotedString: { pattern: `(?:${doubleQuoted}|${singleQuoted})` },
  uuid: { pattern: `${hex}{8}-(?:${hex}{4}-){3}${hex}{12}` },
  mac: { pattern: `(?:(?:${hex}{2}[:-]){5}${hex}{2}|(?:${hex}{4}\\.){2}${hex}{4})` },
  ipv4: { pattern: ipv4 },
  ipv6: { pattern: ipv6 },
  ip: { pattern: ip },
  hostname: { pattern: hostname },
  ipOrHost: { pattern: `(?:${ip}|${hostname})` },
  port: { pattern: String.raw`[1-9]\d{0,4}` },
};

/** Every matcher's name. */
export const MATCHERS: readonly string[] = [...Object.keys(PLAIN), "boolean", "regex", "date"];

/** The matcher that a token names; throws a plain sentence for arguments that it cannot have. */
export function matcherOf({ name, args }: GrokCall): Matcher {
  const texts = args.map((arg) => (typeof arg === "object" ? arg.name : String(arg)));
  if (name === "regex") return { pattern: `(?:${required(name, texts)})` };
  if (name === "date") return date(texts);
  if (name === "boolean") return boolean(texts);
  const plain = own(PLAIN, name);
  if (!plain) throw new Error(`"${name}" is not a matcher`);
  if (args.length > 0) throw new Error(`the matcher "${name}" takes no arguments`);
  return plain;
}

function required(name: string, [first]: readonly string[]): string {
  if (first === undefined || first === "") throw new Error(`the matcher "${name}" needs a pattern: ${name}("…")`);
  return first;
}

function date(texts: readonly string[]): Matcher {
  const matcher = dateMatcher(required("date", texts), texts[1]);
  return { pattern: `(?:${matcher.pattern})`, convert: matcher.read };
}

/** Without patterns `true` and `false` in any case; patterns of one's own are taken as written. */
function boolean([yes, no]: readonly string[]): Matcher {
  const truth = yes ?? "[Tt][Rr][Uu][Ee]";
  const truthful = new RegExp(`^(?:${truth})$`);
  return {
    pattern: `(?:${truth}|${no ?? "[Ff][Aa][Ll][Ss][Ee]"})`,
    convert: (text) => truthful.test(text),
  };
}
