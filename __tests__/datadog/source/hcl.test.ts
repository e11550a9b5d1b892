import fc from "fast-check";
import { Lines, type SourceDocument, SourceError } from "../../../datadog/source";
import { readHcl } from "../../../datadog/source/hcl";

const documentOf = async (text: string): Promise<SourceDocument> => (await readHcl("a.tf", text)).documents[0]!;
const readValue = async (expression: string) => ((await documentOf(`a = ${expression}\n`)).value as { a: unknown }).a;

describe("a value, as Terraform's JSON syntax has it", () => {
  // https://developer.hashicorp.com/terraform/language/expressions/types and …/strings
  test.each([
    ["5", 5],
    ["-3.5e1", -35],
    ["true", true],
    ["null", null],
    ['"x"', "x"],
    ['""', ""],
    ['"a\\n\\t\\"b\\" \\\\ \\u00e9 \\U0001F600"', 'a\n\t"b" \\ é 😀'],
    // what is a template stays one, and so do the escapes of templates
    ['"a $${b} %%{c} ${var.d} $ % {"', "a $${b} %%{c} ${var.d} $ % {"],
    ['"${upper("x\\"y")}"', '${upper("x\\"y")}'],
    ["[1, [true], # comment\n  ]", [1, [true]]],
    ['{ a = 1, "b" : [2], c-d = { e = 3 }\n f = 4 }', { a: 1, b: [2], "c-d": { e: 3 }, f: 4 }],
    ["{ (var.a) = 1 }", "${{ (var.a) = 1 }}"],
    ["(5)", 5],
    ["var.a", "${var.a}"],
    ["var.a ? 1 : 2", "${var.a ? 1 : 2}"],
    ["1 + 2", "${1 + 2}"],
    ['[for s in ["a"] : s]', '${[for s in ["a"] : s]}'],
    ['upper("a")', '${upper("a")}'],
    ["<<EOT\n  one\n\n two\n  EOT", "  one\n\n two\n"],
    // the indentation that all lines have goes; an empty line does not count
    ["<<-EOT\n    one\n\n      two\n    EOT", "one\n\n  two\n"],
    ["<<-EOT\n    ${var.a}\n      %{ if true }\n  x%{ endif }\n    EOT", "${var.a}\n  %{ if true }\n  x%{ endif }\n"],
    ["<<EOT\nEOT", ""],
    ['<<EOT\na "b" \\n $${c}\nEOT', 'a "b" \\n $${c}\n'],
  ])("%s", async (expression, value) => expect(await readValue(expression)).toEqual(value));

  test("blocks are lists under their type, and there under their labels", async () => {
    const { value } = await documentOf('r "t" "n" {\n  a = 1\n  b {}\n  b { c = 2 }\n}\nr t m {}\nlocals { x = 1 }\n');
    expect(value).toEqual({ r: [{ t: { n: { a: 1, b: [{}, { c: 2 }] } } }, { t: { m: {} } }], locals: [{ x: 1 }] });
  });

  test("what jsonencode is given is a document of its own", async () => {
    const document = await documentOf('a = jsonencode({ b = "c" })\n');
    const encoded = document.encoded?.(["a"]);
    expect([document.value, encoded?.value]).toEqual([{ a: '${jsonencode({ b = "c" })}' }, { b: "c" }]);
    expect(encoded?.string(["b"])?.at(0)).toBe(22);
  });
});

describe("places", () => {
  const place = async (text: string, path: (string | number)[], character: string) => {
    const string = (await documentOf(text)).string(path)!;
    const { line, column } = new Lines(text).position(string.at(string.text.indexOf(character)));
    return `${line}:${column}`;
  };

  test.each([
    ["quotes", 'a = "x \\"y\\" §"', "1:14"],
    ["a heredoc", "a = <<EOT\none\n  §\nEOT\n", "3:3"],
    ["an indented heredoc", "a = <<-EOT\n    one\n      §\n  EOT\n", "3:7"],
    ["a heredoc with Windows line ends", "a = <<-EOT\r\n    one\r\n    §\r\n  EOT\r\n", "3:5"],
    ["a text after what Terraform fills in", 'a = "${var.x["k"]} §"', "1:20"],
  ])("in %s", async (_, text, expected) => expect(await place(text, ["a"], "§")).toBe(expected));

  test("in an expression", async () => expect(await place("a = var.x", ["a"], "x")).toBe("1:9"));

  // of two signs before a brace, Terraform reads the first pair as an escape
  test.each([
    ["${", '"$${"'],
    ["$${", '"\\u0024$${"'],
    ["%%%{", '"\\u0025\\u0025%%{"'],
    ["$%{", '"$%%{"'],
  ])("%j is written as %s", async (value, written) => {
    const { encode } = (await documentOf('a = "b"\n')).rewrite(["a"])!;
    expect(encode(value)).toBe(written);
  });

  test("every character of a quoted text is where it is written, or where its escape begins", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom("a", '"', "\\", "\n", "$", "%", "{", "}", "é", "😀") }),
        async (value) => {
          const empty = 'a = [ "" ]\n';
          const { span, encode } = (await documentOf(empty)).rewrite(["a", 0])!;
          const text = empty.slice(0, span.start) + encode(value) + empty.slice(span.end);
          const string = (await documentOf(text)).string(["a", 0])!;
          // `$${` stays for the reader of templates
          expect(string.text.replace(/\$\$\{|%%\{/g, (found) => found.slice(1))).toBe(value);
          for (let at = 0; at < string.text.length; at++) {
            expect([string.text[at], "\\"]).toContain(text[string.at(at)]);
          }
        },
      ),
    );
  });

  test("comments of all three forms, and nothing that only looks like one", async () => {
    const { comments } = await readHcl("a.tf", '# one\na = "# no" // two\n/* three */ b = <<EOT\n# no\nEOT\n');
    expect(comments.map(({ text }) => text)).toEqual(["# one", "// two", "/* three */"]);
  });

  test("a byte order mark and Windows line ends are no part of a value", async () => {
    expect((await documentOf('a = "x"\r\nb {\r\n  c = 1 # d\r\n}\r\n')).value).toEqual({ a: "x", b: [{ c: 1 }] });
  });
});

describe("what is not HCL", () => {
  test.each([
    ["a = [1, 2\nb = 3\n", "a.tf:1:5: this `[` is not closed"],
    ["a {\n", "a.tf:1:3: this `{` is not closed"],
    ["a {\n}}\n", "a.tf:2:2: this `}` has no matching opening bracket"],
    ['a = "b\n', "a.tf:1:5: this string is not closed on the same line"],
    ['a = "b\nc"\n', "a.tf:1:5: this string is not closed on the same line"],
    ["a = <<EOT\nb\n", "a.tf:1:5: this heredoc is not closed: no line has only `EOT`"],
    ["a: 1\n", "a.tf:1:2: this is not HCL: `:` is not expected here"],
    ["a = @\n", /^a\.tf:1:\d: this is not HCL: /],
    [`a = ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`, /^a\.tf:1:\d+: this is nested more than 200 levels deep$/],
    [`${"a {\n".repeat(20_000)}${"}\n".repeat(20_000)}`, /^a\.tf:\d+:\d+: this is nested more than 200 levels deep$/],
  ])("%#", async (text, message) => {
    const refusal = await readHcl("a.tf", text).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SourceError);
    if (typeof message === "string") expect((refusal as Error).message).toBe(message);
    else expect((refusal as Error).message).toMatch(message);
  });

  test("any text is read, or refused with a line", async () => {
    const piece = fc.constantFrom(
      "a",
      "=",
      '"',
      "{",
      "}",
      "[",
      "]",
      "${",
      "\n",
      "<<EOT\n",
      "EOT",
      "\\",
      "1",
      ",",
      "#",
      "é",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        const result = await readHcl("a.tf", pieces.join(" ")).catch((error: unknown) => error);
        if (result instanceof SourceError) expect(result.message).toMatch(/^a\.tf:\d+:\d+: ./);
        else expect(result).toHaveProperty("documents");
      }),
      { numRuns: 300 },
    );
  });
});

test("a file of a megabyte", async () => {
  const block = 'r "t" "n" {\n  q = "avg:a.b{*}"\n  m = <<-EOT\n    text\n  EOT\n}\n';
  const { documents } = await readHcl("a.tf", block.repeat(Math.ceil(1_000_000 / block.length)));
  const { r } = documents[0]!.value as { r: { t: { n: unknown } }[] };
  expect(r.length).toBeGreaterThan(15_000);
  expect(r.at(-1)).toEqual({ t: { n: { q: "avg:a.b{*}", m: "text\n" } } });
});
