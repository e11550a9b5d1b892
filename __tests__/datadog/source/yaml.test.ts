import fc from "fast-check";
import { Document, Scalar } from "yaml";
import { z } from "zod";
import { SourceError } from "../../../datadog/source";
import { readYaml, readYamlDocuments } from "../../../datadog/source/yaml";

const schema = z.strictObject({ text: z.string() });

/** Where the character of `text` stands that `character` is, as line:column. */
function place(source: string, character: string): string {
  const file = readYaml("a.yaml", source, schema);
  const { line, column } = file.problem(["text"], "here", { offset: file.value.text.indexOf(character) });
  return `${line}:${column}`;
}

describe("a place inside a text of the file", () => {
  test.each([
    ["plain", "text: one two §", "1:15"],
    ["plain over two lines", "text: one\n  two §", "2:7"],
    ["double quotes", 'text: "a § b"', "1:10"],
    ["double quotes with escapes", 'text: "a \\"b\\" \\\\ §"', "1:19"],
    ["single quotes with a quote", "text: 'it''s §'", "1:14"],
    ["a literal block", "text: |\n  one\n\n  two §\n", "4:7"],
    ["a literal block with deeper lines", "text: |\n  one\n      two §\n", "3:11"],
    ["a literal block that is not first", "# comment\ntext: |-\n    one §\n", "3:9"],
    ["a folded block", "text: >-\n  one\n  two §\n", "3:7"],
  ])("%s", (_, source, expected) => {
    expect(place(source, "§")).toBe(expected);
  });

  test("is that of the value where it is no text", () => {
    const file = readYaml("a.yaml", "list: [1, 2]", z.strictObject({ list: z.array(z.number()) }));
    expect(new SourceError([file.problem(["list", 1], "two", { offset: 5 })]).message).toBe("a.yaml:1:11: two");
  });
});

describe("every character of a text", () => {
  /** What the file has at the place of each character, a break and its indentation read as one. */
  const styles = ["PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE", "BLOCK_LITERAL", "BLOCK_FOLDED"] as const;
  const words = fc.constantFrom("a", "bc", "it's", '"q"', "\\n", "#", "k:v", "{x}", "é😀", "§");
  const gaps = fc.constantFrom(" ", "  ", "\n", "\n\n", "\n  ", "\n\n\n ");
  const texts = fc
    .array(fc.tuple(words, gaps), { minLength: 1, maxLength: 12 })
    .map((pieces) => pieces.flat().slice(0, -1).join(""));

  test.each(styles)("%s: is at a place where it is written, in order", (style) => {
    fc.assert(
      fc.property(texts, fc.constantFrom("\n", "\r\n"), fc.constantFrom(20, 0), (written, lineBreak, lineWidth) => {
        const scalar = new Scalar(written);
        scalar.type = style;
        const file = new Document({ list: [{ text: scalar, after: "x" }] }).toString({ lineWidth });
        const source = file.replaceAll("\n", lineBreak);
        const [document] = readYamlDocuments("a.yaml", source).documents;
        const string = document!.string(["list", 0, "text"])!;
        // the printer does not keep every folded text; what counts is what the parser reads
        const value = (document!.value as { list: [{ text: string }] }).list[0].text;
        expect(string.text).toBe(value);
        let before = -1;
        for (let at = 0; at < value.length; at++) {
          const place = string.at(at);
          expect(place).toBeGreaterThanOrEqual(before);
          before = place;
          if (!/\s/.test(value[at]!)) expect([value[at], "\\", "'"]).toContain(source[place]);
          else expect(source[place]).toMatch(/[\s\\]/);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("an escape is where its backslash is", () => {
    const source = 'text: "a\\x41\\u0042\\U0001F600 \\\n  §"';
    expect(place(source, "A")).toBe("1:9");
    expect(place(source, "B")).toBe("1:13");
    expect(place(source, "§")).toBe("2:3");
  });

  test("behind an alias it is where its anchor is", () => {
    const [document] = readYamlDocuments("a.yaml", "a: &x one\nb: *x\n").documents;
    expect([document!.value, document!.string(["b"])?.at(1)]).toEqual([{ a: "one", b: "one" }, 7]);
  });
});

// What each means in YAML: https://yaml.org/spec/1.2.2/#53-indicator-characters
describe("what YAML reads otherwise than its author says what to write instead", () => {
  test.each([
    ["to: [@slack-x]", '1:6: this is not YAML: a value that starts with @ must be in quotes: "@slack-x"'],
    ["to:\n  - @slack-x # us", '2:5: this is not YAML: a value that starts with @ must be in quotes: "@slack-x"'],
    ["a: `b`", '1:4: this is not YAML: a value that starts with ` must be in quotes: "`b`"'],
    ["a: %b", '1:4: this is not YAML: a value that starts with % must be in quotes: "%b"'],
    ["a: !b", '1:4: this is not YAML: a value that starts with ! must be in quotes: "!b"'],
    ["a: *b", '1:4: there is no anchor &b above this alias; text that starts with * must be in quotes: "*b"'],
    ["a: Disk: full", '1:4: this is not YAML: a value that contains ": " must be in quotes: "Disk: full"'],
    [
      "a: [demo] x",
      '1:11: this is not YAML: "x" follows a value that has ended: put all of it in quotes, as in "[demo] x"',
    ],
    ["a:\n\tb: 1", "2:1: this is not YAML: a tab cannot be used for indentation: use spaces"],
    ['a: { "b": 1, "b": 2 }', '1:14: the key "b" is a duplicate; remove one of the two'],
    ['a: 1\nb: "c\nd: 2\n', '2:4: this is not YAML: the quotation mark that opens this value is never closed: add "'],
    ["a: 1\nb: { c: 1\nd: 2\n", "2:4: this is not YAML: the mapping that begins here is never closed: add }"],
    ["a: 1\nb:2\n", "2:1: this is not YAML: a key must be followed by a colon and a space, as in key: value"],
    [
      "a:\n  b: 1\n c: 2",
      "3:1: this is not YAML: this line is not indented like the keys above: use the same number of spaces",
    ],
    ['a: "\\q"', "1:5: this is not YAML: \\q is not an escape in double quotes: use \\\\q, or single quotes"],
    [
      "a: - b",
      "1:4: this is not YAML: a list begins on the line after its key, with - before each item; or use brackets, as in [a, b]",
    ],
  ])("%j", (text, says) => {
    expect(() => readYamlDocuments("a.yaml", text)).toThrow(new Error(`a.yaml:${says}`));
  });
});

describe("what is not YAML that can be used", () => {
  test.each([
    ["a: [1\nb: 2", /^a\.yaml:\d+:\d+: this is not YAML: /],
    ["a: 1\na: 2", /^a\.yaml:2:1: the key "a" is a duplicate; remove one of the two$/],
    [`a: ${"[".repeat(20_000)}`, /^a\.yaml(:\d+:\d+)?: .*(nests too deep|not YAML)/],
    [
      `a: &a [x, x, x, x, x, x, x, x, x, x]\n${[..."bcdefg"].map((name, at) => `${name}: &${name} [${Array(10).fill(`*${"abcdef"[at]}`).join(", ")}]`).join("\n")}`,
      /^a\.yaml: this YAML cannot be used: Excessive alias count/,
    ],
  ])("%#", (text, message) => {
    expect(() => readYamlDocuments("a.yaml", text)).toThrow(SourceError);
    expect(() => readYamlDocuments("a.yaml", text)).toThrow(message);
  });
});
