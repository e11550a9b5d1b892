import fc from "fast-check";
import { aligned } from "../../../ops/changes/align";

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

  it("pairs as many equal items as there can be", () => {
    // Of two lists, the first items are a pair, or one of them is left out.
    const most = (before: string, after: string): number => {
      if (before === "" || after === "") return 0;
      const [rest, others] = [before.slice(1), after.slice(1)];
      if (before[0] === after[0]) return 1 + most(rest, others);
      return Math.max(most(rest, after), most(before, others));
    };
    const list = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 7 });
    fc.assert(
      fc.property(list, list, (before, after) => {
        const equal = aligned(before, after, String).filter((pair) => pair.before === pair.after);
        expect(equal).toHaveLength(most(before.join(""), after.join("")));
      }),
      { numRuns: 500 },
    );
  });

  /** Longer than what is compared item by item. */
  const long = Array.from({ length: 30_000 }, (_, i) => String(i));

  it("finds in long lists, too, what came, went and was replaced", () => {
    const after = ["new", ...long.slice(0, 20_000), "other", ...long.slice(20_001, 25_000), ...long.slice(25_001)];
    const changed = aligned(long, after, String).filter((pair) => pair.before !== pair.after);
    expect(changed).toEqual([
      { after: "new", index: 0 },
      { before: "20000", after: "other", index: 20_001 },
      { before: "25000", index: 25_000 },
    ]);
  });

  it("pairs long lists as they stand where nothing tells their items apart", () => {
    const [before, after] = [long.map(() => "a"), long.map(() => "b")];
    expect(aligned(before, after, String)).toEqual(long.map((_, index) => ({ before: "a", after: "b", index })));
    expect(aligned(before, [...after, "b"], String)).toHaveLength(60_001);
  });
});
