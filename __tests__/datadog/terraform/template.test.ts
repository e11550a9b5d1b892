import fc from "fast-check";
import { literal } from "../../../constructs/literal";
import { referenceIn } from "../../../datadog/terraform/reference";
import { templateParts } from "../../../datadog/terraform/template";

describe("a Terraform string", () => {
  test.each([
    ["plain", [{ text: "plain" }]],
    ["", [{ text: "" }]],
    ["$${HOME} costs 5$", [{ text: "${HOME} costs 5$" }]],
    ["rule %%{word:w} 90%", [{ text: "rule %{word:w} 90%" }]],
    ["${var.a}", [{ expression: "var.a" }]],
    ["a ${ var.a } b ${var.b}", [{ text: "a " }, { expression: "var.a" }, { text: " b " }, { expression: "var.b" }]],
    ['${lookup({a = "}"}, "a")}', [{ expression: 'lookup({a = "}"}, "a")' }]],
  ])("%j", (template, parts) => {
    expect(templateParts(template, "here")).toEqual(parts);
  });

  test.each([
    ["a ${var.b", "here: ${ is never closed: ${var.b"],
    ["%{ if true }a%{ endif }", "here: template directives (%{ if … }, %{ for … }) are not evaluated here"],
  ])("%j is refused", (template, message) => {
    expect(() => templateParts(template, "here")).toThrow(message);
  });

  test("whatever text the constructs escape comes back as it was", () => {
    const piece = fc.constantFrom("$", "%", "{", "}", "${", "%{", "$$", '"', "\\", "a", "\n", "${TfToken");
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((pieces) => pieces.join("")),
        ),
        (text) => {
          fc.pre(!text.includes("$${") && !text.includes("%%{") && !text.includes("${TfToken["));
          expect(templateParts(literal(text), "here")).toEqual([{ text }]);
        },
      ),
    );
  });
});

describe("a reference", () => {
  test.each([
    ["datadog_monitor.cpu.id", ["datadog_monitor", "cpu", "id"]],
    ["data.datadog_role.admin.users[0].name", ["data", "datadog_role", "admin", "users", 0, "name"]],
    ['var.map["a key"]', ["var", "map", "a key"]],
  ])("%s", (expression, steps) => {
    expect(referenceIn(expression, "here")).toEqual(steps);
  });

  test.each([
    [
      "jsonencode({})",
      "here: the Terraform function jsonencode() is not evaluated here: jsonencode({}). Replace it with its result, or load a plan (terraform show -json).",
    ],
    [
      "1 + 2",
      "here: only references and variables are evaluated here, not 1 + 2. Replace it with the value, or load a plan (terraform show -json).",
    ],
    [
      "",
      "here: only references and variables are evaluated here, not . Replace it with the value, or load a plan (terraform show -json).",
    ],
  ])("%s is none", (expression, message) => {
    expect(() => referenceIn(expression, "here")).toThrow(message);
  });
});
