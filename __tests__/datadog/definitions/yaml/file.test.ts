import { z } from "zod";
import { readYaml, YamlFileError } from "../../../../datadog/definitions/yaml";

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
    expect(new YamlFileError([file.problem(["list", 1], "two", { offset: 5 })]).message).toBe("a.yaml:1:11: two");
  });
});
