import { readFileSync } from "node:fs";
import { join } from "node:path";
import { blocksOf, synthesized } from "./synthesized";

/** The lines of a file beside this one, comments left out. */
function lines(name: string): string[] {
  return readFileSync(join(__dirname, name), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
}

const addresses = new Set(
  blocksOf(synthesized())
    .filter(({ section }) => section === "resource")
    .map(({ stack, type, name }) => `${stack} ${type}.${name}`),
);
const known = lines("addresses.txt");
/** Addresses that are meant to be gone, each with where to or why: `OLD -> NEW`, `OLD -> removed: REASON`. */
const gone = new Map(lines("moves.txt").map((line) => line.split(" -> ") as [string, string]));

describe("Terraform addresses", () => {
  it("do not vanish: Terraform would delete the object and make a new one, without its history", () => {
    const vanished = known.filter((address) => !addresses.has(address) && !gone.has(address));
    // Wanted? Then move the line from addresses.txt to moves.txt, and say there what became of it.
    expect(vanished).toEqual([]);
  });

  it("are all in addresses.txt, in order", () => {
    expect(known).toEqual([...addresses].sort());
  });

  it("are no longer there where moves.txt says so, and are where it says", () => {
    expect([...gone.keys()].filter((address) => addresses.has(address))).toEqual([]);
    expect([...gone.values()].filter((to) => !addresses.has(to) && !to.startsWith("removed: "))).toEqual([]);
  });

  it("have no part that is made up by hashing", () => {
    expect(known.filter((address) => /_[0-9A-F]{8}$/.test(address))).toEqual([]);
  });
});
