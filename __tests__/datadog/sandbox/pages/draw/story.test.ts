import { apiMonitorSchema } from "../../../../../datadog/definitions";
import { alertingMonitor, History } from "../../../../../datadog/sandbox/alerting";
import { drawStory, type Part, storyOf, storyParts } from "../../../../../datadog/sandbox/pages/draw";
import { emptyView, START } from "./made-view";

const definition = apiMonitorSchema.parse({
  name: "Load & more",
  type: "query alert",
  query: "avg(last_5m):avg:load{*} by {pod} > 10",
  message: "Load is high.",
  options: { thresholds: { critical: 10, warning: 8, critical_recovery: 5 } },
});

/** An hour in which pod a is too high from 00:20 to 00:30, and pod b never. */
function story(zero?: number) {
  const view = emptyView({ hours: 1 });
  for (const pod of ["a", "b"]) {
    const points = Array.from({ length: 60 }, (_, minute) => {
      const value = pod === "a" && minute >= 20 && minute < 30 ? 20 : 1;
      return [START + minute * 60, value] as const;
    });
    view.series.submit({ metric: "load", type: "gauge", tags: [`pod:${pod}`], points });
  }
  const monitor = alertingMonitor("1", definition, view);
  const history = new History([monitor], new Map(), { from: START + 60, to: START + 3600 });
  return storyOf(history, monitor, { from: START, to: START + 3600, ...(zero === undefined ? {} : { zero }) });
}

const part = <K extends Part["kind"]>(kind: K) =>
  storyParts(story()).find((one) => one.kind === kind) as Extract<Part, { kind: K }>;

describe("the story of a monitor", () => {
  it("has a line for each group, and its thresholds", () => {
    const { option } = part("chart");
    const series = option.series as unknown as {
      name?: string;
      markLine?: { data: { yAxis: number; label: object }[] };
    }[];
    expect(series.slice(0, 2).map(({ name }) => name)).toEqual(["pod:a", "pod:b"]);
    expect(
      series.at(-1)!.markLine!.data.map(({ yAxis, label }) => [yAxis, (label as { formatter: string }).formatter]),
    ).toEqual([
      [10, "critical 10"],
      [8, "warning 8"],
      [5, "recovery 5"],
    ]);
  });

  it("has the states of each group as a band, each until the next begins", () => {
    const [a, b] = part("bands").rows;
    // the average of five minutes is above 10 from the third minute of 20 on: (2 × 1 + 3 × 20) / 5
    expect(a!.stretches.map(({ title }) => title.split(" ")[0])).toEqual(["OK", "Warn", "Alert", "OK"]);
    expect(a!.stretches[2]!.title).toMatch(/^Alert 00:23 to /);
    expect(b!.stretches).toHaveLength(1);
    for (const [index, stretch] of a!.stretches.entries()) {
      if (index > 0) expect(stretch.from).toBe(a!.stretches[index - 1]!.to);
    }
  });

  it("is the same picture each time, with its name escaped", () => {
    const svg = drawStory(story());
    expect(drawStory(story()) === svg).toBe(true);
    expect(svg).toContain("Load &amp; more");
    expect(svg).toContain("critical 10");
  });

  it("counts from its own beginning where it is asked to", () => {
    const late = drawStory(story(START - 7200));
    expect(late.includes(">02:10<")).toBe(true);
  });
});
