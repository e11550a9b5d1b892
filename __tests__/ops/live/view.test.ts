import { Screen } from "../../../ops/live/view/screen";
import { sparkline } from "../../../ops/live/view/sparkline";
import { type Shown, viewLines } from "../../../ops/live/view/view";
import { NO_COLORS } from "../../../ops/words";

describe("bars", () => {
  test.each([
    [[0, 7, 14], "▁▅█"],
    [[5, 5, 5], "███"],
    [[0, 0, 0], "▁▁▁"],
    [[1, Number.NaN, 2], "▅·█"],
    [[-7, 0, 7], "▁▅█"],
    [[], "   "],
    [[1], "  █"],
    [[9, 0, 0, 1], "▁▁█"],
  ])("%j", (values, bars) => {
    expect(sparkline(values, 3)).toBe(bars);
  });
});

const shown: Shown = {
  time: "14:05:40",
  speed: 60,
  late: 0,
  happening: "PostgreSQL runs out of connections.",
  charts: [{ label: "Runs per minute", values: Array.from({ length: 60 }, (_, minute) => minute) }],
  monitors: [
    { name: "Errors", state: "OK", groups: new Map() },
    {
      name: "Stages",
      state: "Alert",
      groups: new Map([
        ["stage:load", "Warn"],
        ["stage:spark", "Alert"],
      ]),
    },
    { name: "Runs", state: "No Data", groups: new Map() },
  ],
  others: [],
  warnings: [],
  url: "http://127.0.0.1:8126",
  statsdPort: 8125,
};

const view = (changes: Partial<Shown> = {}, width = 80) =>
  viewLines({ ...shown, ...changes }, { width, colors: NO_COLORS });

describe("the view", () => {
  it("says what happens, how monitors are, and where the org listens", () => {
    expect(view().join("\n")).toMatchInlineSnapshot(`
      "
      14:05:40, 60 times as fast
      PostgreSQL runs out of connections.

      Runs per minute           ▃▃▄▄▄▄▄▄▄▄▅▅▅▅▅▅▅▅▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇█████      59

      3 monitors: 1 Alert, 1 No Data, 1 OK
        Alert    Stages {stage:spark}
        Warn     Stages {stage:load}

      API         http://127.0.0.1:8126
      DogStatsD   127.0.0.1:8125
      Everything is kept in memory. Press Ctrl-C to stop."
    `);
  });

  it("says that it is late", () => {
    expect(view({ late: 4 }).join("\n")).not.toContain("late");
    expect(view({ late: 61.4 })).toContainEqual("14:05:40, 60 times as fast, 61 s late");
  });

  it("names some of the metrics that others reported, and what deserves attention", () => {
    expect(view({ others: ["my.queue", "my.runs"] })).toContainEqual("Also reported: my.queue, my.runs");
    expect(view({ others: Array.from({ length: 10 }, (_, index) => `m${index}`) }).join("\n")).toContain(
      "m7, and 2 more",
    );
    expect(view({ warnings: ["The kernel dropped datagrams."] })).toContainEqual("The kernel dropped datagrams.");
  });

  test.each([40, 80, 160])("fits %d columns", (width) => {
    const long = "a monitor with a name that goes on and on ".repeat(5);
    const groups = new Map([["*", "Alert" as const]]);
    const monitors = [{ name: long, state: "Alert" as const, groups }];
    const lines = view(
      { monitors, happening: long, warnings: [long], others: Array(20).fill("a.metric.of.somebody") },
      width,
    );
    expect(lines.filter((line) => line.length > width)).toEqual([]);
  });
});

const ESCAPE = String.fromCharCode(27);
const TOKENS = new RegExp(`${ESCAPE}\\[\\d*[AJK]|\\r|\\n|[^${ESCAPE}\\r\\n]+`, "g");

/** What a terminal shows, which understands what the screen sends. */
class FakeTerminal {
  rows = 10;
  columns = 20;
  private lines: string[] = [""];
  private row = 0;

  write(text: string): void {
    for (const [token] of text.matchAll(TOKENS)) this.take(token);
  }

  /** As terminals do when they become narrower: long lines take up several rows. */
  narrow(columns: number): void {
    this.columns = columns;
    this.lines = this.lines.flatMap((line) => line.match(new RegExp(`.{1,${columns}}`, "g")) ?? [""]);
    this.row = this.lines.length - 1;
  }

  get text(): string[] {
    return this.lines.slice(0, -1);
  }

  private take(token: string): void {
    if (token === "\n") {
      this.row++;
      this.lines[this.row] ??= "";
    } else if (token.endsWith("A")) this.row -= Number(token.slice(2, -1));
    else if (token.endsWith("J")) this.lines.length = this.row + 1;
    else if (token.endsWith("K") || token === "\r") return;
    else this.lines[this.row] = token;
  }
}

describe("the screen", () => {
  it("draws in place of what was drawn before, below the lines that stay", () => {
    const terminal = new FakeTerminal();
    const screen = new Screen(terminal);
    screen.draw(["one", "two", "three"]);
    screen.draw(["four"], ["this stays"]);
    expect(terminal.text).toEqual(["this stays", "four"]);
    screen.draw(["five", "six"]);
    expect(terminal.text).toEqual(["this stays", "five", "six"]);
  });

  it("leaves nothing behind where the terminal became narrower", () => {
    const terminal = new FakeTerminal();
    const screen = new Screen(terminal);
    screen.draw(["a line of twenty col", "short"], ["this stays"]);
    terminal.narrow(15);
    screen.draw(["other"]);
    expect(terminal.text).toEqual(["this stays", "other"]);
  });

  it("cuts what is higher than the terminal", () => {
    const terminal = new FakeTerminal();
    terminal.rows = 3;
    const screen = new Screen(terminal);
    screen.draw(["1", "2", "3", "4"]);
    screen.draw(["5", "6", "7", "8"]);
    expect(terminal.text).toEqual(["5", "6"]);
  });
});
