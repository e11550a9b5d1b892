import { fitted } from "../../../ops/words";

describe("fitted", () => {
  it("breaks a long line between words, and indents what follows below its first line", () => {
    expect(fitted("  one two three four", 12)).toEqual(["  one two", "    three", "    four"]);
    expect(fitted("short", 12)).toEqual(["short"]);
  });

  it("breaks no word: one that is longer than the terminal has a line of its own", () => {
    const page = "https://example.com/a-page-with-a-long-name";
    expect(fitted(`see ${page} for more`, 20)).toEqual(["see", `  ${page}`, "  for more"]);
  });

  it("counts colors as nothing, and leaves carets below what they point at", () => {
    const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
    expect(fitted(red("twelve chars"), 12)).toEqual([red("twelve chars")]);
    const carets = `${" ".repeat(30)}${red("^^^")}`;
    expect(fitted(carets, 20)).toEqual([carets]);
  });
});
