import { transformSync } from "@swc/core";
import fc from "fast-check";
import {
  call,
  destructuring,
  exported,
  json,
  local,
  member,
  object,
  printCode,
  resultOf,
  value,
} from "../../../datadog/code";

/** What a JavaScript engine makes of a printed expression. */
function evaluated(text: string): unknown {
  const { code } = transformSync(`module.exports = (${text});`, { jsc: { parser: { syntax: "typescript" } } });
  const module = { exports: undefined as unknown };
  new Function("module", code)(module);
  return module.exports;
}

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "`",
    "${x}",
    "$",
    "\\",
    "a\r\nb",
    "a\n\nb`${1}`",
    '"',
    "\u0000",
    "\u0000" + "1",
    "\u2028",
    "\ud800",
    "it's",
    "é 漢 👩‍💻",
    "\u00a0",
  ),
  fc
    .array(fc.constantFrom("line", "`", "${", "\\", "\n", "\r", '"', "$", "{"), { maxLength: 12 })
    .map((parts) => parts.join("")),
);

test("whatever is in a text, the printed code gives it again", () => {
  fc.assert(
    fc.property(text, (plain) => expect(evaluated(printCode(value(plain)))).toBe(plain)),
    { numRuns: 500 },
  );
});

test("any JSON value is printed as code that gives it again", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (plain) => {
      const code = json(plain);
      expect(evaluated(printCode(code))).toEqual(plain);
      expect(resultOf(code, () => ({}))).toEqual(plain);
    }),
    { numRuns: 300 },
  );
});

test("a field that is called __proto__ is a field", () => {
  const plain = JSON.parse('{"__proto__": {"a": 1}}') as object;
  expect(Object.entries(evaluated(printCode(json(plain))) as object)).toEqual([["__proto__", { a: 1 }]]);
  expect(Object.entries(resultOf(json(plain), () => ({})) as object)).toEqual([["__proto__", { a: 1 }]]);
});

test("text of several lines is a template, other text is quoted", () => {
  expect(printCode(value("one\ntwo"))).toBe("`one\ntwo`");
  expect(printCode(value("one\n"))).toBe('"one\\n"');
  expect(printCode(value('say "x"'))).toBe('"say \\"x\\""');
});

test("calls, functions and names are computed as they are printed", () => {
  const code = call(
    exported("m", "apply"),
    destructuring(["a"], member(local("a"), "b-c")),
    object({ a: local("a"), n: value(-1) }),
  );
  expect(printCode(code, (_, name) => `${name}2`)).toBe('apply2(({ a }) => a["b-c"], { a, n: -1 })');
  const apply = (read: (from: object) => unknown, from: object) => read(from);
  expect(resultOf(code, () => ({ apply }), { a: { "b-c": 7 } })).toBe(7);
});
