import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { type Dependencies, dependencyLines, inRounds, readDependencies } from "../../stacks/dependencies";

const dependencies = (others: Readonly<Record<string, readonly string[]>>): Dependencies =>
  new Map(Object.entries(others));

test("stacks without links are one round, in their order", () => {
  expect(inRounds(["monitors", "dashboards", "logs"], dependencies({ monitors: [] }))).toEqual([
    ["monitors", "dashboards", "logs"],
  ]);
});

test("a stack comes after those that it links to, in whatever order they are listed", () => {
  const links = dependencies({ a: ["b"], b: ["d"], c: [], d: [] });
  expect(inRounds(["a", "b", "c", "d"], links)).toEqual([["c", "d"], ["b"], ["a"]]);
});

test("a stack that is not deployed now holds none up", () => {
  expect(inRounds(["dashboards"], dependencies({ dashboards: ["monitors"] }))).toEqual([["dashboards"]]);
});

test("every stack is in exactly one round, and none is before one that it links to", () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 8 });
  const acyclic = ids.chain((all) =>
    fc.tuple(fc.constant(all), fc.tuple(...all.map((_, index) => fc.subarray(all.slice(0, index))))),
  );
  fc.assert(
    fc.property(acyclic, ([all, others]) => {
      const links = new Map(all.map((id, index) => [id, others[index]!]));
      const rounds = inRounds([...all].reverse(), links);
      expect(rounds.flat().toSorted()).toEqual(all.toSorted());
      const roundOf = (id: string) => rounds.findIndex((round) => round.includes(id));
      for (const [id, needed] of links) for (const other of needed) expect(roundOf(other)).toBeLessThan(roundOf(id));
    }),
  );
});

test("the summary says what is planned after what", () => {
  expect(dependencyLines(dependencies({ a: [], b: ["a"], c: ["a", "b"] }))).toEqual([
    "b links to a: it is planned after a is applied.",
    "c links to a and b: it is planned after they are applied.",
  ]);
});

test("they are read from what cdktf writes beside the stacks; from nothing, none", () => {
  const folder = mkdtempSync(join(tmpdir(), "dependencies-"));
  try {
    expect(readDependencies(folder)).toEqual(new Map());
    const stacks = { b: { name: "b", dependencies: ["a"] }, a: { name: "a", dependencies: [] } };
    writeFileSync(join(folder, "manifest.json"), JSON.stringify({ version: "0.21.0", stacks }));
    expect(readDependencies(folder)).toEqual(dependencies({ b: ["a"], a: [] }));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
