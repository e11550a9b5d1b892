import { isOrigin, numberIn, tagsIn, timestampIn } from "../../../../datadog/sandbox/intake/dogstatsd/fields";

// https://docs.datadoghq.com/developers/dogstatsd/datagram_shell/
test.each([
  ...(["1", "-4", "+5", "0.5", ".5", "5.", "1e3", "1E+21", "-1.5e-3"] as const).map(
    (text) => [text, Number(text)] as const,
  ),
  ...(["", "x5", "5x", " 5", "5 ", "nan", "inf", "0x10", "1e", "e5", ".", "1,5", "--1"] as const).map(
    (text) => [text, Number.NaN] as const,
  ),
])("%j is the number %p", (text, number) => expect(numberIn(text)).toBe(number));

test.each(["1", "1700000000"])("%s is a time", (text) => expect(timestampIn(text)).toBe(Number(text)));

test.each(["", "0", "-1", "x1", "1x", "1.5", "1".repeat(16)])("%j is not a time", (text) => {
  expect(() => timestampIn(text)).toThrow(`"${text}" is not a UNIX timestamp in seconds`);
});

test("tags for the agent alone, and empty ones, are left out", () => {
  const list = "env:prod,,dd.internal.entity_id:a,dd.internal.card:none,x.dd.internal.card:b,dd.internal.other:c";
  expect(tagsIn(list)).toEqual(["env:prod", "x.dd.internal.card:b", "dd.internal.other:c"]);
  expect(tagsIn("")).toEqual([]);
});

test("the container, an external environment, and the cardinality are where the sender runs", () => {
  expect(["c:ci-1", "e:it-false", "card:low", "xc:1", "#env:prod", "T17", "cc:1"].map(isOrigin)).toEqual([
    ...[true, true, true, false, false, false, false],
  ]);
});
