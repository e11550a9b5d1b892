import { literal, literals } from "../../constructs/literal";

test.each([
  ["%{word:x}", "%%{word:x}"],
  ["${HOME} costs 5 $", "$${HOME} costs 5 $"],
  ["${TfToken[TOKEN.1]} and ${x}", "${TfToken[TOKEN.1]} and $${x}"],
  ["100% of {{value}}", "100% of {{value}}"],
])("%s reaches Terraform as %s", (text, escaped) => {
  expect(literal(text)).toBe(escaped);
});

test("strings are escaped however deep, other values stay", () => {
  expect(literals({ a: ["%{x}", 1, null], b: { c: "${y}" } })).toEqual({ a: ["%%{x}", 1, null], b: { c: "$${y}" } });
});
