import { evaluated, isTemplate, withLocals, withoutTemplates } from "../../../datadog/lint/templates";
import { readJson } from "../../../datadog/source";

const locals = { env: "prod", limit: 5, other: "${var.a}", list: ["a"] };

/** A string of a JSON file of Terraform: as it reads without templates, and where each character is in the file. */
function read(text: string) {
  const file = JSON.stringify({ a: text });
  const [document] = readJson("a.tf.json", file).documents;
  const found = withoutTemplates(document!, locals).string(["a"])!;
  return { ...found, sources: [...found.text].map((_, index) => file[found.at(index)]).join("") };
}

// https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
describe("a template", () => {
  test.each([
    ["plain", "plain", false],
    ["costs $5 and 100 %", "costs $5 and 100 %", false],
    ["$${a} is $${b}", "${a} is ${b}", false],
    ["%%{a} is %%{b}", "%{a} is %{b}", false],
    ["in ${local.env} and ${ local.env }", "in prod and prod", false],
    ["over ${local.limit}", "over 5", false],
    ["$${local.env}", "${local.env}", false],
    ["in ${var.env}", "in ${var.env}", true],
    ["%{if a}b%{endif}", "%{if a}b%{endif}", true],
    ["${local.other}", "${local.other}", true],
    ["${local.list}", "${local.list}", true],
    ["${local.none}", "${local.none}", true],
    ["$${a} in ${var.env}", "${a} in ${var.env}", true],
    ["${local.env} in ${var.env}", "prod in ${var.env}", true],
  ])("%s reads %s", (text, expected, interpolated) => {
    expect(read(text)).toMatchObject({ text: expected, interpolated });
  });

  test("keeps the place of what stands in the file as it is", () => {
    expect(read("a$${b}c").sources).toBe("a${b}c");
    // what a local stands for is at its beginning
    expect(read("a ${local.env} b").sources).toBe("a $$$$ b");
  });

  test.each([
    ["${a}", true],
    ["x ${a}", true],
    ["x %{a}", true],
    ["$${a}", false],
    ["x %%{a}", false],
    ["$${a} ${b}", true],
    ["$a {b}", false],
  ])("is %s: %p", (text, is) => expect(isTemplate(text)).toBe(is));
});

test("escapes are undone in all strings of a value", () => {
  expect(evaluated({ a: ["x $${b} $${c} %%{d}", 1, null], "$${key}": true })).toEqual({
    a: ["x ${b} ${c} %{d}", 1, null],
    "$${key}": true,
  });
});

test("locals are put into all strings of a value", () => {
  const text = "x ${local.env} ${local.limit} $${local.env} ${local.other} ${var.env}";
  const filled = "x prod 5 $${local.env} ${local.other} ${var.env}";
  expect(withLocals({ a: [text, 1, null], b: { c: text } }, locals)).toEqual({
    a: [filled, 1, null],
    b: { c: filled },
  });
});
