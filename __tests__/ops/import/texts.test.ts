import { withSectionLines } from "../../../ops/import/edit-environment";
import { withIndexLines } from "../../../ops/import/edit-index";
import { identifierOf, unused } from "../../../ops/import/names";

describe("a name in code", () => {
  test.each([
    ["High CPU", "highCpu"],
    ["[Postgres] High CPU on {{host.name}}", "postgresHighCpuOn"],
    ["Größe der Warteschlange à Paris", "grosseDerWarteschlangeAParis"],
    ["5xx errors > 10%", "monitor5xxErrors10Percent"],
    ["高い CPU", "cpu"],
    ["高負荷", "monitor"],
    ["🔥🔥", "monitor"],
    ["delete", "deleteMonitor"],
    ["Error", "error"],
    ["Map", "map"],
    ["constructor", "constructorMonitor"],
    ["it's too slow", "itsTooSlow"],
    ["", "monitor"],
    ["a".repeat(300), "a".repeat(48)],
  ])("of %j is %s", (title, expected) => {
    expect(identifierOf(title, "monitor")).toBe(expected);
  });

  test("that is taken gets the first number that is free", () => {
    const taken = ["cpu", "cpu2"];
    expect(unused("cpu", (name) => taken.includes(name))).toBe("cpu3");
  });
});

describe("the index gets lines", () => {
  const index = `import { a } from "./a";\n\n/** [not, this] */\nexport const monitors = [\n  ["a", a],\n] as const satisfies Rows;\n`;

  test("at the end of its list", () => {
    expect(withIndexLines(index, "monitors", [{ name: "b", from: "./b" }])).toBe(
      `import { b } from "./b";\n${index.replace('  ["a", a],\n', '  ["a", a],\n  ["b", b],\n')}`,
    );
  });

  test("or none where there is no such list", () => {
    expect(withIndexLines("export const others = [];\n", "monitors", [{ name: "b", from: "./b" }])).toBeUndefined();
  });
});

describe("an environment's file gets lines", () => {
  const add = (text: string) => withSectionLines(text, "imports", ["b: 2", "c: 3"], "What they are.");

  test.each([
    ["in a new section", "organization: x\n", "organization: x\n\n# What they are.\nimports:\n  b: 2\n  c: 3\n"],
    [
      "in a section of lines",
      "imports:\n    a: 1 # one\nother: 1\n",
      "imports:\n    a: 1 # one\n    b: 2\n    c: 3\nother: 1\n",
    ],
    ["in a section at the end, without a line break", "imports:\n  a: 1", "imports:\n  a: 1\n  b: 2\n  c: 3\n"],
    ["in a section in braces", "imports: { a: 1 } # one\n", "imports: { a: 1, b: 2, c: 3 } # one\n"],
    [
      "in place of an empty section",
      "imports: {}\nother: 1\n",
      "other: 1\n\n# What they are.\nimports:\n  b: 2\n  c: 3\n",
    ],
    ["with the line breaks that it has", "imports:\r\n  a: 1\r\n", "imports:\r\n  a: 1\r\n  b: 2\r\n  c: 3\r\n"],
    [
      "below nested ones",
      "imports:\n  a: { x: 1 }\n  # last\n\nother: 1\n",
      "imports:\n  a: { x: 1 }\n  b: 2\n  c: 3\n  # last\n\nother: 1\n",
    ],
  ])("%s", (_, before, after) => {
    expect(add(before)).toBe(after);
  });

  test("or stays as it is", () => {
    expect(withSectionLines("a: 1\n", "imports", [], "")).toBe("a: 1\n");
  });
});
