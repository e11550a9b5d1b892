import fc from "fast-check";
import { mergeDeeply } from "../../../datadog/json";
import { Float, writeJson } from "../../../datadog/sandbox/json";

test("an answer is written as JSON, numbers with a fraction where Datadog writes one", () => {
  const answer = { a: new Float(2), b: [new Float(0.5), 2, null], c: undefined, "d\n": 'é"' };
  expect(writeJson(answer)).toBe('{"a":2.0,"b":[0.5,2,null],"d\\n":"é\\""}');
});

test("any JSON is written so that it reads back the same", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(writeJson(value as never))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("a number that is none in JSON is written as null", () => {
  expect(writeJson([Number.POSITIVE_INFINITY, new Float(Number.NaN), new Float(Number.POSITIVE_INFINITY)])).toBe(
    "[null,null,null]",
  );
});

test("merging keeps what the changes leave out, at any depth", () => {
  const base = { compute: { path: "@a", include_percentiles: false }, list: [1, 2] };
  expect(mergeDeeply(base, { compute: { include_percentiles: true }, list: [3] })).toEqual({
    compute: { path: "@a", include_percentiles: true },
    list: [3],
  });
  const hostile = JSON.parse('{"__proto__": {"polluted": true}}');
  expect(mergeDeeply({}, hostile)).not.toHaveProperty("polluted");
});
