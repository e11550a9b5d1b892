import {
  BURN_RATES,
  burnRateAlerts,
  burnRateThreshold,
  checkSlo,
  errorBudgetAlert,
  linksIn,
  metricMonitor,
  type SloDefinition,
  slo,
  sloAlerts,
} from "../../../datadog/definitions";
import { avg, counter, distribution } from "../../../datadog/query";
import { corpusObjects, describeCorpus } from "../../corpus";

const runs = counter("mill.runs", { description: "Runs", tags: ["state"] });
const seconds = distribution("mill.seconds", {
  description: "Time",
  unit: "second",
  tags: ["stage"],
  percentiles: true,
});

const succeed = (changes: object = {}): SloDefinition =>
  slo({ name: "Runs succeed", good: runs.sum().where({ state: "ok" }), total: runs.sum(), target: 99, ...changes });

describe("an SLO", () => {
  test("by events counts both of its queries", () => {
    expect(succeed({ warning: 99.5, window: "7d", tags: ["team:millers"] })).toEqual({
      name: "Runs succeed",
      type: "metric",
      query: { numerator: "sum:mill.runs{state:ok}.as_count()", denominator: "sum:mill.runs{*}.as_count()" },
      thresholds: [{ timeframe: "7d", target: 99, warning: 99.5 }],
      timeframe: "7d",
      target_threshold: 99,
      warning_threshold: 99.5,
      tags: ["team:millers"],
    });
    const all = runs
      .sum()
      .where({ state: "ok" })
      .plus(runs.sum().where({ state: "bad" }));
    expect(succeed({ total: all }).query?.denominator).toBe(
      "sum:mill.runs{state:ok}.as_count() + sum:mill.runs{state:bad}.as_count()",
    );
  });

  test("by time slices compares a value", () => {
    const fast = slo({
      name: "Fast",
      value: seconds.p95(),
      comparator: "<",
      threshold: 300,
      slice: "1m",
      target: 95,
    });
    expect(fast).toMatchObject({
      type: "time_slice",
      sli_specification: {
        time_slice: {
          query: {
            queries: [{ name: "query1", data_source: "metrics", query: "p95:mill.seconds{*}" }],
            formulas: [{ formula: "query1" }],
          },
          comparator: "<",
          threshold: 300,
          query_interval_seconds: 60,
        },
      },
    });
  });

  test("over monitors names them by value", () => {
    const monitor = metricMonitor({
      name: "Load",
      message: "",
      condition: avg("last_5m", seconds.avg()).above(1),
    });
    const up = slo({ name: "Up", monitors: [monitor], target: 99.9, groups: ["stage:a"] });
    expect(up).toMatchObject({ type: "monitor", groups: ["stage:a"] });
    expect(linksIn(String(up.monitor_ids?.[0]))).toEqual([monitor]);
    expect(checkSlo(up)).toEqual([]);
  });

  test.each<[object, string]>([
    [{ target: 100 }, "must be a percentage between 0 and 100"],
    [{ warning: 98 }, "The warning is 98, but it must be above the target, 99."],
    [{ target: 99.9999 }, "more than 3 decimal places"],
    [{ good: "sum:mill.runs{" }, "sum:mill.runs{"],
  ])("with %j is refused", (change, words) => expect(() => succeed(change)).toThrow(words));
});

describeCorpus("the burn rates of Datadog's documentation", () => {
  interface Vector {
    readonly id: string;
    readonly target_days: number;
    readonly burn_rate: number;
    readonly long_h: number;
    readonly short_m: number;
    readonly budget_pct: number;
  }
  const vectors = corpusObjects<Vector>("conformance_vectors.jsonl").filter(({ id }) => id === "burn_rate");

  test("are those of the pairs", () => {
    expect(vectors).toHaveLength(6);
    for (const { target_days: days, burn_rate: rate, long_h: longHours, budget_pct: budget } of vectors) {
      expect(burnRateThreshold(days, { longHours, budget })).toBe(rate);
    }
  });

  test("are what is shipped by default, windows included", () => {
    for (const { target_days: days, burn_rate: rate, long_h, short_m, budget_pct: budget } of vectors) {
      const pair = BURN_RATES[`${days}d`]!.find((one) => one.longHours === long_h);
      expect(pair).toMatchObject({ budget });
      const alert = burnRateAlerts(succeed({ window: `${days}d` })).find(({ query }) => query.includes(`"${long_h}h"`));
      expect(alert?.query).toContain(`.long_window("${long_h}h").short_window("${short_m}m") > ${rate}`);
    }
  });
});

// https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/#examples
test.each([
  ["7d", [16.8, 5.6, 2.8]],
  ["30d", [14.4, 6, 3]],
  ["90d", [21.6, 10.8, 4.5]],
] as const)("the alerts of %s are at %j", (window, rates) => {
  const alerts = burnRateAlerts(succeed({ window }));
  expect(alerts.map(({ options }) => options?.thresholds?.critical)).toEqual(rates);
  expect(alerts.map(({ query }) => query.match(/_window\("\w+"\)/g)?.join(" "))).toEqual([
    '_window("1h") _window("5m")',
    '_window("6h") _window("30m")',
    '_window("24h") _window("120m")',
  ]);
});

describe("alerts of an SLO", () => {
  test("name it by value, and carry its tags", () => {
    const objective = succeed({ tags: ["team:millers"] });
    const alerts = sloAlerts(objective, { name: "Milling", message: "Look at the wheel." });
    expect(alerts.map(({ name }) => name)).toEqual([
      "Milling: burn rate over 1 hour",
      "Milling: burn rate over 6 hours",
      "Milling: burn rate over 24 hours",
      "Milling: error budget",
    ]);
    for (const alert of alerts) {
      expect(linksIn(alert.query)).toEqual([objective]);
      expect(alert).toMatchObject({ type: "slo alert", tags: ["team:millers"] });
      expect(alert.message).toMatch(/^Look at the wheel\.\n\n/);
    }
    expect(alerts[3]?.options?.thresholds).toEqual({ critical: 75, warning: 50 });
  });

  // 1 / (1 − 0.9) = 10
  test("that could never trigger are refused", () => {
    expect(() => burnRateAlerts(succeed({ target: 90 }))).toThrow(
      "A burn rate of 14.4 is never reached: with a target of 90%, it is at most 10.",
    );
    const slow = { longHours: 24, budget: 10 };
    expect(burnRateAlerts(succeed({ target: 90 }), { rates: [slow] })).toHaveLength(1);
  });

  test("exactly at the highest burn rate are taken", () => {
    // 30 days × 24 × 100 / 72 % over 10 hours = 100 = 1 / (1 − 0.99)
    expect(burnRateThreshold(30, { longHours: 7.2, budget: 100 })).toBe(100);
    const rates = [{ longHours: 9, budget: 125, shortMinutes: 45 }];
    expect(burnRateAlerts(succeed(), { rates })[0]?.options?.thresholds?.critical).toBe(100);
    expect(() => burnRateAlerts(succeed(), { rates: [{ longHours: 9, budget: 125.1 }] })).toThrow("at most 100");
  });

  test("over windows that Datadog does not have are refused", () => {
    expect(() => burnRateAlerts(succeed(), { rates: [{ longHours: 72, budget: 10 }] })).toThrow(
      "The long window is 72h, but it must be from 1h to 48h.",
    );
    expect(() => burnRateAlerts(succeed(), { rates: [{ longHours: 1, shortMinutes: 60, budget: 2 }] })).toThrow(
      "The short window is 60m, but it must be shorter than the long window, 1h",
    );
  });

  // https://docs.datadoghq.com/service_management/service_level_objectives/error_budget/: metric-based and monitor-based SLOs
  test("of a time slice SLO have no error budget", () => {
    const fast = slo({ name: "Fast", value: seconds.avg(), comparator: "<", threshold: 1, target: 99 });
    expect(() => errorBudgetAlert(fast)).toThrow("is a time slice SLO, which has no error budget alerts");
    expect(sloAlerts(fast)).toHaveLength(3);
  });
});
