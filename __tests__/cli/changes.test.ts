import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changeLines, changesBetween, readStackJsons } from "../../cli/changes";

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
});

describe("readStackJsons", () => {
  it("reads each stack of a folder, and finds none where there is no folder", () => {
    const outdir = mkdtempSync(join(tmpdir(), "out-"));
    try {
      expect([...readStackJsons(outdir)]).toEqual([]);
      mkdirSync(join(outdir, "stacks", "demo-monitors"), { recursive: true });
      mkdirSync(join(outdir, "stacks", "half-made"));
      writeFileSync(join(outdir, "stacks", "demo-monitors", "cdk.tf.json"), '{"a":1}');
      expect([...readStackJsons(outdir)]).toEqual([["demo-monitors", { a: 1 }]]);
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });
});
