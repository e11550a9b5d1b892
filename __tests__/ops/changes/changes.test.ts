import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changeLines, changesBetween, readStackJsons } from "../../../ops/changes";

const stack = (resource: object, rest: object = {}) => ({
  "//": { metadata: { version: "1" } },
  resource: { datadog_monitor: { a: { "//": { metadata: { path: "p" } }, ...resource } } },
  ...rest,
});
const lines = (before: object, after: object) =>
  changeLines(changesBetween(new Map([["demo-monitors", before]]), new Map([["demo-monitors", after]])));

describe("changesBetween", () => {
  it("finds nothing between equal syntheses, nor in what only cdktf reads", () => {
    const after = { ...stack({ name: "x" }), "//": { metadata: { version: "2" } } };
    expect(lines(stack({ name: "x" }), after)).toEqual([]);
  });

  it("shows a value that changed, by its path", () => {
    expect(
      lines(stack({ monitor_thresholds: { critical: "0.1" } }), stack({ monitor_thresholds: { critical: "0.2" } })),
    ).toEqual(["0.1 → 0.2", "  demo-monitors datadog_monitor.a: monitor_thresholds.critical"]);
  });

  it("shows of a long text the words and numbers that differ", () => {
    expect(
      lines(
        stack({ query: "sum(last_5m):sum:pipeline.errors{*}.as_count() / sum:pipeline.runs{*}.as_count() > 0.1" }),
        stack({ query: "sum(last_5m):sum:pipeline.errors{*}.as_count() / sum:pipeline.runs{*}.as_count() > 0.25" }),
      ),
    ).toEqual(["0.1 → 0.25", "  demo-monitors datadog_monitor.a: query"]);
  });

  it("shows of a text of several lines the one that changed", () => {
    expect(lines(stack({ message: "one\ntwo\nthree" }), stack({ message: "one\n2\nthree" }))).toEqual([
      "two → 2",
      "  demo-monitors datadog_monitor.a: message:2",
    ]);
  });

  it("looks into JSON that is kept as text", () => {
    const dashboard = (value: string) => stack({ dashboard: JSON.stringify({ widgets: [{ markers: [{ value }] }] }) });
    expect(lines(dashboard("y = 3"), dashboard("y = 5"))).toEqual([
      "3 → 5",
      "  demo-monitors datadog_monitor.a: dashboard.widgets[0].markers[0].value",
    ]);
  });

  describe("of an object that was renamed", () => {
    const named = (name: string, critical: number, moved?: readonly object[]) => ({
      resource: { datadog_monitor: { [name]: { critical } } },
      ...(moved === undefined ? {} : { moved }),
    });
    const move = [{ from: "datadog_monitor.a", to: "datadog_monitor.b" }];

    it("says that it moved, and what else changed of it", () => {
      expect(lines(named("a", 1), named("b", 2, move))).toEqual([
        "moved to another address",
        "  demo-monitors datadog_monitor.a → datadog_monitor.b",
        "1 → 2",
        "  demo-monitors datadog_monitor.b: critical",
      ]);
    });

    it("says nothing where it has moved already", () => {
      expect(lines(named("b", 1, move), named("b", 1))).toEqual([]);
    });

    it("says that it is new where nothing was there to move", () => {
      expect(lines(named("c", 1), named("b", 1, move))).toEqual([
        "new",
        "  demo-monitors datadog_monitor.b",
        "gone",
        "  demo-monitors datadog_monitor.c",
      ]);
    });
  });

  it("says a change once, however many places it has", () => {
    const monitor = (value: string) => ({
      query: `a > ${value}`,
      monitor_thresholds: { critical: value },
      message: `Too slow.\nThreshold: ${value}s`,
    });
    expect(lines(stack(monitor("300")), stack(monitor("240")))).toEqual([
      "300 → 240",
      "  demo-monitors datadog_monitor.a: query, monitor_thresholds.critical, message:2",
    ]);
  });

  it("shows what came and what went", () => {
    expect(lines(stack({ name: "x", priority: 1 }), stack({ name: "x", tags: ["a:b"] }))).toEqual([
      "- 1",
      "  demo-monitors datadog_monitor.a: priority",
      "+ a:b",
      "  demo-monitors datadog_monitor.a: tags[0]",
    ]);
    expect(lines({}, stack({ name: "x" }))).toEqual(["new", "  demo-monitors datadog_monitor.a"]);
    expect(lines(stack({ name: "x" }), { resource: {}, variable: { v: { default: 1 } } })).toEqual([
      "gone",
      "  demo-monitors datadog_monitor.a",
      "new",
      "  demo-monitors variable",
    ]);
  });

  it("shows each setting of an object that came or went as a whole", () => {
    const [without, withThresholds] = [
      stack({ name: "x" }),
      stack({ name: "x", monitor_thresholds: { critical: "3", warning: "1" }, tags: ["a:b"] }),
    ];
    const shown = (sign: string) => [
      `${sign} 3`,
      "  demo-monitors datadog_monitor.a: monitor_thresholds.critical",
      `${sign} 1`,
      "  demo-monitors datadog_monitor.a: monitor_thresholds.warning",
      `${sign} a:b`,
      "  demo-monitors datadog_monitor.a: tags[0]",
    ];
    expect(lines(without, withThresholds)).toEqual(shown("+"));
    expect(lines(withThresholds, without)).toEqual(shown("-"));
  });

  it("says of a stack that came or went how much is in it", () => {
    const one = stack({ name: "x" });
    const two = { resource: { datadog_monitor: { a: {}, b: {} } } };
    expect(changeLines(changesBetween(new Map([["qa-monitors", one]]), new Map([["demo-monitors", two]])))).toEqual([
      "new",
      "  demo-monitors with 2 resources",
      "gone",
      "  qa-monitors with 1 resource",
    ]);
  });

  it("says once what was cut out of a text, in whole words", () => {
    expect(lines(stack({ message: "Tried 3 times in 1 hour." }), stack({ message: "Tried 3 times." }))).toEqual([
      "times in 1 hour. → times.",
      "  demo-monitors datadog_monitor.a: message",
    ]);
  });

  it("shows a text that was rewritten at one place", () => {
    expect(lines(stack({ message: "one\ntwo", name: "a" }), stack({ message: "1\n2\n3\nfour", name: "b" }))).toEqual([
      "a → b",
      "  demo-monitors datadog_monitor.a: name",
      "demo-monitors datadog_monitor.a: message",
      "  - one",
      "  - two",
      "  + 1",
      "  + 2",
      "  + 3",
      "  + four",
    ]);
  });

  it("goes on in the next line where a text is long, and cuts nothing", () => {
    const words = Array.from({ length: 50 }, (_, index) => `word${index}`).join(" ");
    const shown = lines(stack({ message: "a" }), stack({ message: words })).slice(0, -1);
    expect(shown.map((line) => line.trim()).join(" ")).toBe(`a → ${words}`);
    expect(shown.filter((line) => line.length > 120)).toEqual([]);
    expect(shown.slice(1).every((line) => line.startsWith("    word"))).toBe(true);
  });

  it("takes a line more for a line more", () => {
    expect(lines(stack({ message: "one\ntwo" }), stack({ message: "one\nand a half\ntwo" }))).toEqual([
      "+ and a half",
      "  demo-monitors datadog_monitor.a: message:2",
    ]);
  });
});

describe("changes of a dashboard", () => {
  const widget = (title: string, y: number, rest: object = {}) => ({
    definition: { title, type: "timeseries", ...rest },
    layout: { x: 0, y, width: 6, height: 3 },
  });
  const board = (...widgets: object[]) => stack({ dashboard: JSON.stringify({ title: "Overview", widgets }) });

  it("are one widget more where there is one more, and those below it moved", () => {
    const before = board(widget("Runs", 0), widget("Errors", 3), widget("Queues", 6));
    const after = board(widget("Runs", 0), widget("Retries", 3), widget("Errors", 6), widget("Queues", 9));
    expect(lines(before, after)).toEqual([
      "new",
      '  demo-monitors datadog_monitor.a: "Retries"',
      "moved",
      '  demo-monitors datadog_monitor.a: "Errors", "Queues"',
    ]);
    expect(lines(after, before)[0]).toBe("gone");
  });

  it("name the widget, and the group that it is in", () => {
    const group = (value: number) =>
      board(widget("When", 0, { widgets: [widget("Stages", 0, { markers: [{ value: `y > ${value}` }] })] }));
    expect(lines(group(300), group(240))).toEqual([
      "300 → 240",
      '  demo-monitors datadog_monitor.a: "When" > "Stages"',
    ]);
  });

  it("name a widget without a title by where it stands in its group", () => {
    const group = (...widgets: object[]) => board(widget("When", 0, { widgets }));
    expect(lines(group(), group({ definition: { type: "note" } }))).toEqual([
      "new",
      '  demo-monitors datadog_monitor.a: "When" definition.widgets[0]',
    ]);
  });

  it("tell a new title from another widget", () => {
    expect(lines(board(widget("Runs", 0)), board(widget("All runs", 0)))).toEqual([
      "Runs → All runs",
      '  demo-monitors datadog_monitor.a: "All runs"',
    ]);
    expect(lines(board(widget("Runs", 0)), board(widget("Queues", 0, { type: "toplist" })))).toEqual([
      "gone",
      '  demo-monitors datadog_monitor.a: "Runs"',
      "new",
      '  demo-monitors datadog_monitor.a: "Queues"',
    ]);
  });

  it("are counted where there are many", () => {
    const many = (height: number) =>
      board(...Array.from({ length: 5 }, (_, i) => ({ ...widget(`Widget ${i}`, i), layout: { height } })));
    expect(lines(many(3), many(4))).toEqual(["3 → 4", "  demo-monitors datadog_monitor.a: 5 places"]);
  });
});

describe("readStackJsons", () => {
  it("reads each stack of a folder, and finds none where there is no folder", () => {
    const outdir = mkdtempSync(join(tmpdir(), "out-"));
    try {
      expect([...readStackJsons(outdir)]).toEqual([]);
      mkdirSync(join(outdir, "stacks", "demo-monitors"), { recursive: true });
      mkdirSync(join(outdir, "stacks", "half-made"));
      writeFileSync(join(outdir, "stacks", "demo-monitors", "cdk.tf.json"), '{"a":1}');
      mkdirSync(join(outdir, "stacks", "demo-logs"));
      writeFileSync(join(outdir, "stacks", "demo-logs", "cdk.tf.json"), '{"cut off":');
      expect([...readStackJsons(outdir)]).toEqual([["demo-monitors", { a: 1 }]]);
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });
});
