import { none, simulate } from "../../testing";

const story = simulate(
  { name: "M", type: "metric alert", query: "max(last_1m):max:a.b{*} > 2", message: "@all" },
  { "a.b": "1 3x1 1" },
  { environment: none },
);

const failureOf = (expected: string) => {
  try {
    expect(story).toHaveTimeline(expected);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("it passed");
};

describe("toHaveTimeline", () => {
  it("compares lines; one that ends in … is compared up to there", () => {
    expect(story).toHaveTimeline("\n   00:02 OK → Alert  3  @all\n   00:04 Alert → OK …\n");
    expect(story).not.toHaveTimeline("00:02 OK → Alert  3  @all");
    expect(story).not.toHaveTimeline("");
    expect(() => expect(story).not.toHaveTimeline("00:02 OK → Alert …\n00:04 Alert → OK …")).toThrow(
      "has this timeline",
    );
  });

  it("shows both timelines side by side and explains the first difference", () => {
    const message = failureOf("00:03 OK → Alert  3  @all\n00:04 Alert → OK  1  @all");
    const wide = (line: string) => line.padEnd(58);
    expect(message.split("\n")).toEqual([
      "The timelines differ.",
      "",
      `  ${wide("expected")} │ got`,
      `  ${"─".repeat(58)}─┼─${"─".repeat(58)}`,
      `+ ${wide("")} │ 00:02 OK → Alert  3  @all`,
      `- ${wide("00:03 OK → Alert  3  @all")} │`,
      `  ${wide("00:04 Alert → OK  1  @all")} │ 00:04 Alert → OK  1  @all`,
      "",
      "First difference, 00:02:",
      "  expected 00:03 OK → Alert  3  @all",
      "  got      00:02 OK → Alert  3  @all",
      "",
      "00:02 Alert, value 3",
      "  window 00:01 to 00:02, end excluded",
      "  max:a.b{*}  00:01 3  max = 3",
      "  3 > 2 (critical): yes",
    ]);
  });

  it("explains a line that is missing, and one that is too much", () => {
    expect(failureOf("")).toContain("First difference, 00:02:\n  got      00:02 OK → Alert  3  @all");
    expect(failureOf("00:01 OK → Alert  9\n00:02 OK → Alert …\n00:04 Alert → OK …")).toContain("1 > 2 (critical): no");
  });
});
