import fc from "fast-check";
import { aligned } from "../../cli/align";

const pairs = (before: string, after: string) =>
  aligned([...before], [...after], String).map((pair) => `${pair.before ?? ""}>${pair.after ?? ""}@${pair.index}`);

describe("aligned", () => {
  it("pairs what is the same, wherever it stands now", () => {
    expect(pairs("ab", "xab")).toEqual([">x@0", "a>a@1", "b>b@2"]);
    expect(pairs("abc", "ac")).toEqual(["a>a@0", "b>@1", "c>c@1"]);
  });

  it("pairs as many as went with as many as came in their place", () => {
    expect(pairs("abc", "axc")).toEqual(["a>a@0", "b>x@1", "c>c@2"]);
    expect(pairs("abbc", "axc")).toEqual(["a>a@0", "b>@1", "b>@2", ">x@1", "c>c@2"]);
  });

  it("has each item of both lists once, in their order", () => {
    const list = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 });
    fc.assert(
      fc.property(list, list, (before, after) => {
        const all = aligned(before, after, String);
        expect(all.flatMap((pair) => pair.before ?? [])).toEqual(before);
        expect(all.flatMap((pair) => pair.after ?? [])).toEqual(after);
      }),
    );
  });

  it("pairs lists that are too long to compare as they stand", () => {
    const long = Array.from({ length: 2001 }, (_, i) => String(i));
    expect(aligned(long, long.toReversed(), String)[0]).toEqual({ before: "0", after: "2000", index: 0 });
  });
});
