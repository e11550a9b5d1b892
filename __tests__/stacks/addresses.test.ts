import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { blocksOf, synthesized } from "./synthesized";

/** The lines of a file beside this one, comments left out. */
function lines(name: string): string[] {
  return readFileSync(join(__dirname, name), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
}

const stacks = synthesized();
const addresses = new Set(
  blocksOf(stacks)
    .filter(({ section }) => section === "resource")
    .map(({ stack, type, name }) => `${stack} ${type}.${name}`),
);
/** Addresses that are moved to another by `renamedFrom`. */
const moved = new Set(
  [...stacks].flatMap(([stack, json]) => {
    const { moved = [] } = json as { readonly moved?: readonly { readonly from: string }[] };
    return moved.map(({ from }) => `${stack} ${from}`);
  }),
);
const known = lines("addresses.txt");
/** Addresses that are meant to be gone, each with where to or why: `OLD -> NEW`, `OLD -> removed: REASON`. */
const gone = new Map(lines("moves.txt").map((line) => line.split(" -> ") as [string, string]));

/** Fails with what to do where there is something to do. */
function told(lines: readonly string[], what: string): void {
  if (lines.length > 0) throw new Error([`${what}:`, ...lines].join("\n"));
}

/** Whether jest was told to write down what is new (`-u`). What is gone it never strikes off. */
function updating(): boolean {
  const { snapshotState } = expect.getState() as { readonly snapshotState?: { readonly _updateSnapshot?: string } };
  return snapshotState?._updateSnapshot === "all";
}

describe("Terraform addresses", () => {
  it("do not vanish: Terraform would delete the object and make a new one, without its history", () => {
    const vanished = known.filter((address) => !addresses.has(address) && !moved.has(address));
    told(
      vanished,
      "these are gone. Were they renamed? Then set renamedFrom beside their lines in index.ts. Is it wanted? Then move their lines from addresses.txt to moves.txt, and say there why",
    );
  });

  it("are all in addresses.txt", () => {
    const listed = new Set(known);
    const added = [...addresses].filter((address) => !listed.has(address));
    if (updating()) appendFileSync(join(__dirname, "addresses.txt"), added.map((address) => `${address}\n`).join(""));
    else told(added, "these are new. Add their lines to addresses.txt, or let `npx jest __tests__/stacks -u` do it");
  });

  it("are in addresses.txt once each", () => {
    expect(known).toEqual([...new Set(known)]);
  });

  it("are no longer there where moves.txt says so, and are where it says", () => {
    expect([...gone.keys()].filter((address) => addresses.has(address))).toEqual([]);
    expect([...gone.values()].filter((to) => !addresses.has(to) && !to.startsWith("removed: "))).toEqual([]);
  });

  it("have no part that is made up by hashing", () => {
    expect(known.filter((address) => /_[0-9A-F]{8}$/.test(address))).toEqual([]);
  });
});
