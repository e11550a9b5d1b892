import { compared, type MonitorDefinition, thresholdFormats, thresholdMarkers } from "../../../../datadog/definitions";

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

describe("what a monitor compares, on a chart", () => {
  // https://docs.datadoghq.com/monitors/guide/as-count-in-monitor-evaluations/: with as_count(), each operand is
  // aggregated before they are combined
  test.each([
    ["avg(last_15m):avg:a{*} by {s} > 3", "avg:a{$env} by {s}", "moving_rollup(avg:a{$env} by {s}, 900, 'avg')"],
    ["max(last_4h):avg:a{*} - avg:b{*} > 3", "avg:a{*} - avg:b{*}", "moving_rollup(avg:a{*} - avg:b{*}, 14400, 'max')"],
    ["sum(last_5m):sum:a{*}.as_count() > 3", "sum:a{*}.as_count()", "moving_rollup(sum:a{*}.as_count(), 300, 'sum')"],
    [
      "sum(last_1h):sum:a{*}.as_count() / sum:b{*}.as_count() > 3",
      "default_zero(sum:a{*}.as_count()) / sum:b{*}.as_count()",
      "default_zero(moving_rollup(sum:a{*}.as_count(), 3600, 'sum')) / moving_rollup(sum:b{*}.as_count(), 3600, 'sum')",
    ],
  ])("%s: %s is drawn as %s", (query, drawn, expected) => {
    expect(compared(monitor(query), drawn).text).toBe(expected);
  });

  test("is the query alone without a monitor", () => {
    expect(compared(undefined, "avg:a{*}").text).toBe("avg:a{*}");
  });

  test.each(["123 && 456", "max(next_1w):forecast(avg:a{*}, 'linear', 1) > 3", "percentile(last_5m):p95:a{*} > 3"])(
    "%s has no window of the past to aggregate over",
    (query) => {
      expect(() => compared(monitor(query), "avg:a{*}")).toThrow(
        `monitor "m" does not aggregate over a window of the past: "${query}".`,
      );
    },
  );
});
