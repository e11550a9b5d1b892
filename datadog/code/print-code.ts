import type { Code, Entry } from "./code";

/** By which name the code calls what a module exports. */
export type NameOf = (module: string, name: string) => string;

/**
 * The text of code, which a formatter then lays out: an object that is open has a field a line, everything else is one line.
 */
export function printCode(code: Code, nameOf: NameOf = (_, name) => name): string {
  const print = (inner: Code) => printCode(inner, nameOf);
  switch (code.kind) {
    case "value":
      if (typeof code.value === "number") return printNumber(code.value);
      return typeof code.value === "string" ? printText(code.value) : String(code.value);
    case "list":
      return `[${code.items.map(print).join(", ")}]`;
    case "object":
      return printObject(code, print);
    case "exported":
      return nameOf(code.module, code.name);
    case "local":
      return code.name;
    case "member":
      return `${print(code.of)}${isIdentifier(code.name) ? `.${code.name}` : `[${JSON.stringify(code.name)}]`}`;
    case "call":
      return `${print(code.callee)}(${code.args.map(print).join(", ")})`;
    case "function":
      return `({ ${code.names.join(", ")} }) => ${code.body.kind === "object" ? `(${print(code.body)})` : print(code.body)}`;
    case "template":
      return `\`${code.parts.map((part) => (typeof part === "string" ? escaped(part, "`") : `\${${print(part)}}`)).join("")}\``;
  }
}

/** A number as people write it: `86_400`. */
export function printNumber(number: number): string {
  if (Object.is(number, -0)) return "-0";
  const text = String(number);
  return /^-?\d{5,}$/.test(text) ? text.replace(/\B(?=(\d{3})+$)/g, "_") : text;
}

function printObject({ entries, isOpen }: Extract<Code, { kind: "object" }>, print: (code: Code) => string): string {
  if (entries.length === 0) return "{}";
  const fields = entries.map((entry) => printEntry(entry, print));
  return isOpen ? `{\n${fields.join(",\n")},\n}` : `{ ${fields.join(", ")} }`;
}

function printEntry(entry: Entry, print: (code: Code) => string): string {
  if ("spread" in entry) return `...${print(entry.spread)}`;
  const [key, code] = entry;
  const text = print(code);
  if (text === key && code.kind !== "value") return key;
  // In an object, this name alone sets the prototype.
  if (key === "__proto__") return `["__proto__"]: ${text}`;
  return `${isIdentifier(key) ? key : printText(key)}: ${text}`;
}

const isIdentifier = (text: string) => /^[A-Za-z_$][\w$]*$/.test(text);

/** Text of several lines as a template, so that it reads as it is; other text in double quotes. */
function printText(text: string): string {
  const mark = /[^\n]\n+[^\n]/.test(text) ? "`" : '"';
  return mark + escaped(text, mark) + mark;
}

/**
 * What has a meaning inside the quotes, and what is not seen: control characters, halves of a pair, spaces that look like
 * others. A template reads a carriage return as a line break.
 */
const SPECIAL = /[\\`"]|\$(?=\{)|[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escaped(text: string, mark: '"' | "`"): string {
  return text.replace(SPECIAL, (character) => {
    if (character === '"' || character === "`") return character === mark ? `\\${character}` : character;
    if (character === "$") return mark === "`" ? "\\$" : character;
    if (character === "\\") return "\\\\";
    if (character === "\n" && mark === "`") return character;
    // It joins emoji, and shows them.
    if (character === "\u200d") return character;
    return (
      SHORT[character] ?? [...Array(character.length).keys()].map((at) => unicode(character.charCodeAt(at))).join("")
    );
  });
}

const unicode = (unit: number) => `\\u${unit.toString(16).padStart(4, "0")}`;
