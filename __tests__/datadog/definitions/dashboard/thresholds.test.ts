import { type MonitorDefinition, thresholdFormats, thresholdMarkers } from "../../../../datadog/definitions";

const monitor = (query: string, thresholds = {}): MonitorDefinition => ({
  name: "m",
  type: "query alert",
  query,
  message: "",
  options: { thresholds },
});

const slow = monitor("avg(last_15m):avg:pipeline.stage.duration{*} by {stage} > 300", { critical: 300, warning: 240 });

describe("a monitor's thresholds", () => {
  test("are markers of a chart", () => {
    expect(thresholdMarkers(slow)).toEqual([
      { value: "y > 300", display_type: "error dashed", label: "alert > 300" },
      { value: "y > 240", display_type: "warning dashed", label: "warning > 240" },
    ]);
  });

  test("are one marker where nothing warns, with the side of the comparison", () => {
    expect(thresholdMarkers(monitor("min(last_5m):avg:disk.free{*} <= 0.1"))).toEqual([
      { value: "y <= 0.1", display_type: "error dashed", label: "alert <= 0.1" },
    ]);
  });

  test("are colours: red, yellow, and green for the rest", () => {
    expect(thresholdFormats(slow)).toEqual([
      { comparator: ">", value: 300, palette: "white_on_red" },
      { comparator: ">", value: 240, palette: "white_on_yellow" },
      { comparator: "<=", value: 240, palette: "white_on_green" },
    ]);
    expect(thresholdFormats(monitor("min(last_5m):avg:disk.free{*} < 5"))).toEqual([
      { comparator: "<", value: 5, palette: "white_on_red" },
      { comparator: ">=", value: 5, palette: "white_on_green" },
    ]);
  });

  test.each(["123 && 456", "avg(last_5m):avg:a.b{*} == 1", "no query"])("%s has none to draw", (query) => {
    expect(() => thresholdMarkers(monitor(query))).toThrow(
      `monitor "m" does not alert above or below a threshold, so there is nothing to draw for "${query}".`,
    );
  });
});
