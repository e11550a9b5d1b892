import fc from "fast-check";
import { Lines, readJson, type SourceDocument, SourceError, type SourcePath } from "../../../datadog/source";

const document = (text: string): SourceDocument => readJson("a.json", text).documents[0]!;

/** Every value under a value, with its path. */
function* valuesIn(value: unknown, path: SourcePath = []): Generator<readonly [SourcePath, unknown]> {
  yield [path, value];
  if (typeof value !== "object" || value === null) return;
  const isList = Array.isArray(value);
  for (const [key, inside] of Object.entries(value)) yield* valuesIn(inside, [...path, isList ? Number(key) : key]);
}

function refusal(text: string): string {
  try {
    readJson("a.json", text);
  } catch (error) {
    expect(error).toBeInstanceOf(SourceError);
    return (error as Error).message;
  }
  return "accepted";
}

describe("places in JSON", () => {
  test("every value is found where it is written", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(undefined, 2, "\t"), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), undefined, indent);
        const read = document(text);
        for (const [path, value] of valuesIn(JSON.parse(text))) {
          const { start, end } = read.extent(path)!;
          const key = read.keySpan(path);
          const own = key ? text.slice(key.end, end).replace(/^\s*:/, "") : text.slice(start, end);
          expect(JSON.parse(own)).toEqual(value);
        }
      }),
    );
  });

  test("every character of a string is found where it is written, or where its escape begins", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        const text = `{"a": ${JSON.stringify(value)}}`;
        const string = document(text).string(["a"])!;
        expect(string.text).toBe(value);
        for (let at = 0; at < value.length; at++) {
          const here = text.slice(string.at(at));
          expect(here[0] === "\\" ? JSON.parse(`"${/^\\(u.{4}|.)/s.exec(here)?.[0]}"`) : here[0]).toBe(value[at]);
        }
        expect(text[string.at(value.length)]).toBe('"');
      }),
    );
  });

  test("of a key that is written twice the last counts, as it does for JSON.parse", () => {
    const read = document('{"a": 1, "a": 2}');
    expect([read.value, read.span(["a"])]).toEqual([{ a: 2 }, { start: 14, end: 15 }]);
  });

  test("a key may be called as what objects inherit", () => {
    const read = document('{"__proto__": "x"}');
    expect([read.string(["__proto__"])?.text, read.span(["constructor"])]).toEqual(["x", undefined]);
  });
});

describe("what is not JSON", () => {
  test.each([
    ["{", 'a.json:1:2: this is not JSON: expected a key in double quotes or "}", found the end of the file'],
    ['{"a" 1}', 'a.json:1:6: this is not JSON: expected ":", found "1"'],
    ['{"a": b}', 'a.json:1:7: this is not JSON: expected a value, found "b"'],
    ["[1,]", 'a.json:1:4: this is not JSON: expected a value, found "]"'],
    [
      '{"a": 1,\n}',
      'a.json:2:1: this is not JSON: expected a key in double quotes (JSON does not allow a comma before "}"), found "}"',
    ],
    ["[1}", 'a.json:1:3: this is not JSON: expected "," or the closing bracket, found "}"'],
    ["[1] x", 'a.json:1:5: this is not JSON: expected the end of the file, found "x"'],
    ['["a\nb"]', "a.json:1:2: this string is not closed on the same line"],
    ['["a', "a.json:1:2: this string is not closed"],
    ['["\\x"]', "a.json:1:3: this escape sequence is not valid in JSON"],
    ["[01]", 'a.json:1:2: this is not JSON: expected a value or "]", found "01"'],
    ["{'a': 1}", 'a.json:1:2: this is not JSON: expected a key in double quotes or "}", found "\'"'],
    // one value a line: the first of them can be read
    ['{"a": 1}\n{"b": \n', "a.json:2:7: this is not JSON: expected a value, found the end of the file"],
  ])("%j", (text, message) => expect(refusal(text)).toBe(message));

  test("is refused exactly where JSON.parse refuses, whatever is cut out or put in", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom("", ",", "]", "}", '"', "\\", "0", ":"), (json, at, put) => {
        const place = at % (json.length + 1);
        const text = json.slice(0, place) + put + json.slice(place + 1);
        let parses = true;
        try {
          JSON.parse(text);
        } catch {
          parses = false;
        }
        if (text.trim() !== "") expect(refusal(text) === "accepted").toBe(parses);
      }),
      { numRuns: 500 },
    );
  });

  test("nests too deep, without an end of the stack", () => {
    expect(refusal("[".repeat(100_000))).toBe("a.json:1:201: this is nested more than 200 levels deep");
  });
});

describe("several values", () => {
  test("one a line, empty lines skipped", () => {
    const text = '{"a": 1}\n\n{"a": "x"}\n';
    const [, second] = readJson("a.jsonl", text).documents;
    expect(new Lines(text).position(second!.span(["a"])!.start)).toEqual({ line: 3, column: 7 });
  });
});
