import { SeriesStore } from "../../../../datadog/sandbox/series";
import { DAY, graph, HOUR, MINUTE, monitor } from "./support";

const WEEK = 7 * DAY;

/** Noise that is the same in every run: about normal, standard deviation 1. */
function noise(index: number): number {
  let sum = 0;
  for (let part = 1; part <= 12; part++) {
    let bits = Math.imul(index * 12 + part, 0x9e3779b1) >>> 0;
    bits = Math.imul(bits ^ (bits >>> 15), 0x85ebca6b) >>> 0;
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35) >>> 0;
    sum += ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
  }
  return sum - 6;
}

/** A store with a point each five minutes, as a function of time. */
function storeOf(length: number, of: (time: number, index: number) => number, step = 300): SeriesStore {
  const store = new SeriesStore({ step });
  const points = Array.from(
    { length: Math.floor(length / step) },
    (_, index) => [index * step, of(index * step, index)] as const,
  );
  store.submit({ metric: "x", type: "gauge", points });
  return store;
}

const at = (query: string, store: SeriesStore, time: number): number | undefined => {
  const [value] = monitor(query, store).at(time).values;
  return value === undefined || Number.isNaN(value) ? undefined : value;
};

const anomaly = (algorithm: string, more = "") =>
  `avg(last_4h):anomalies(avg:x{*}, '${algorithm}', 3, direction='both', alert_window='last_15m', interval=300${more}) >= 1`;

const sine = (time: number) => 100 + 50 * Math.sin((2 * Math.PI * time) / WEEK);

describe("anomalies", () => {
  const ALGORITHMS = ["basic", "agile", "robust"] as const;
  const END = 4 * WEEK;

  test.each(ALGORITHMS)("%s finds nothing on a clean weekly sine", (algorithm) => {
    const evaluator = monitor(anomaly(algorithm), storeOf(END, sine));
    const values = Array.from({ length: 168 }, (_, hour) => evaluator.at(3 * WEEK + hour * HOUR + 900).values[0]);
    expect(new Set(values)).toEqual(new Set([0]));
  });

  test.each(ALGORITHMS)("%s flags a step of ten standard deviations", (algorithm) => {
    const store = storeOf(END, (time, index) => 50 + noise(index) + (time >= END - 900 ? 10 : 0));
    expect(at(anomaly(algorithm), store, END)).toBe(1);
    expect(at(anomaly(algorithm), store, END - 900)).toBeLessThan(1);
  });

  test.each(["agile", "robust"])("%s flags it on a weekly sine with noise", (algorithm) => {
    const store = storeOf(END, (time, index) => sine(time) + noise(index) + (time >= END - 900 ? 10 : 0));
    expect(at(anomaly(algorithm), store, END)).toBe(1);
  });

  test("an explanation says what is compared, and names the version", () => {
    const store = storeOf(DAY, (_, index) => 50 + noise(index));
    const { steps, notes } = monitor(anomaly("basic"), store).explain(DAY, "*");
    expect(steps).toMatchObject([{ how: "share of anomalous points", value: 0 }]);
    expect(notes.map(({ subject }) => subject)).toEqual(["anomalies"]);
    expect(monitor(anomaly("basic"), store).notes).toEqual(notes);
  });

  test("only the direction that is asked for counts", () => {
    const store = storeOf(END, (time, index) => 50 + noise(index) + (time >= END - 900 ? 10 : 0));
    expect(at(anomaly("basic").replace("both", "above"), store, END)).toBe(1);
    expect(at(anomaly("basic").replace("both", "below"), store, END)).toBe(0);
  });

  test("the seasonal algorithms want three seasons", () => {
    const daily = anomaly("agile", ", seasonality='daily'");
    const store = storeOf(5 * DAY, () => 1);
    expect(at(daily, store, 2 * DAY + HOUR)).toBeUndefined();
    expect(at(daily, store, 3 * DAY + HOUR)).toBe(0);
    expect(at(anomaly("robust"), store, 5 * DAY)).toBeUndefined();
  });

  test("count_default_zero takes missing counts as 0", () => {
    const store = new SeriesStore({ step: 300 });
    const points = Array.from({ length: 288 }, (_, index) => [index * 300, 100 + noise(index)] as const);
    store.submit({ metric: "x", type: "count", interval: 300, points });
    const query = anomaly("basic").replace("avg:x{*}", "sum:x{*}.as_count()");
    expect(at(query, store, DAY + 900)).toBe(1);
    expect(
      at(query.replace("interval=300", "interval=300, count_default_zero='false'"), store, DAY + 900),
    ).toBeUndefined();
  });

  test("on a graph each line has its band, and the result names the version", () => {
    const store = storeOf(DAY, (_, index) => 50 + noise(index));
    const { series, notes } = graph("anomalies(avg:x{*}, 'basic', 3)", {
      store,
      from: DAY - 4 * HOUR,
      to: DAY,
      interval: 300,
    });
    const { band, values } = series[0]!;
    const inside = [...values].filter((value, index) => value >= band!.lower[index]! && value <= band!.upper[index]!);
    expect(inside.length).toBeGreaterThan(45);
    expect(notes[0]!.text).toMatch(/^anomalies\(\) is simplified/);
  });
});

describe("outliers", () => {
  const store = new SeriesStore({ step: MINUTE });
  for (const [host, level] of [
    ["a", 10],
    ["b", 11],
    ["c", 9],
    ["d", 60],
  ] as const) {
    const points = Array.from(
      { length: 60 },
      (_, index) => [index * MINUTE, level + noise(index * 7 + level)] as const,
    );
    store.submit({ metric: "x", type: "gauge", tags: [`host:${host}`, `kind:${host < "c" ? 1 : 2}`], points });
  }

  test.each(["DBSCAN", "MAD", "scaledDBSCAN", "scaledMAD"])("%s marks the one that is far off", (algorithm) => {
    const evaluator = monitor(`avg(last_30m):outliers(avg:x{*} by {host}, '${algorithm}', 5) > 0`, store);
    const { groups, values } = evaluator.at(HOUR);
    expect(Object.fromEntries(groups.map(({ tags }, index) => [tags.host, values[index]]))).toEqual({
      a: 0,
      b: 0,
      c: 0,
      d: 1,
    });
  });

  test("the scaled variants let a close cluster be", () => {
    const close = new SeriesStore({ step: MINUTE });
    for (const [host, value] of [
      ["a", 1000],
      ["b", 1001],
      ["c", 999],
      ["d", 1010],
    ] as const) {
      const points = Array.from({ length: 30 }, (_, index) => [index * MINUTE, value] as const);
      close.submit({ metric: "x", type: "gauge", tags: [`host:${host}`], points });
    }
    const marks = (algorithm: string) => [
      ...monitor(`avg(last_30m):outliers(avg:x{*} by {host}, '${algorithm}', 3) > 0`, close).at(HOUR / 2).values,
    ];
    expect(marks("DBSCAN")).toEqual([0, 0, 0, 1]);
    expect(marks("scaledDBSCAN")).toEqual([0, 0, 0, 0]);
  });

  test("of two groups none is an outlier", () => {
    expect([...monitor("avg(last_30m):outliers(avg:x{*} by {kind}, 'DBSCAN', 1) > 0", store).at(HOUR).values]).toEqual([
      0, 0,
    ]);
  });
});

describe("forecast", () => {
  test("a straight line goes on", () => {
    const store = storeOf(WEEK, (time) => time / DAY);
    // after one week 7, a week later 14
    expect(
      at("max(next_1w):forecast(avg:x{*}, 'linear', 1, interval='60m', history='1w') >= 10", store, WEEK),
    ).toBeCloseTo(14, 1);
    expect(
      at("min(next_1w):forecast(avg:x{*}, 'linear', 1, interval='60m', history='1w') < 1", store, WEEK),
    ).toBeCloseTo(7, 1);
  });

  test("the edge of the band counts", () => {
    const store = storeOf(WEEK, (_, index) => 50 + 5 * noise(index), 3600);
    const edge = (deviations: number) =>
      at(`max(next_1d):forecast(avg:x{*}, 'linear', ${deviations}, interval='60m', history='1w') >= 10`, store, WEEK)!;
    expect(edge(3) - edge(1)).toBeGreaterThan(8);
    expect(edge(3) - edge(1)).toBeLessThan(12);
  });

  test("seasons repeat, once there are two", () => {
    const store = storeOf(3 * WEEK, sine, 3600);
    const query = "max(next_1w):forecast(avg:x{*}, 'seasonal', 1, interval='60m', seasonality='weekly') >= 10";
    expect(at(query, store, 3 * WEEK)).toBeCloseTo(150, 0);
    expect(at(query, store, WEEK)).toBeUndefined();
  });

  test("too few points say nothing", () => {
    const store = storeOf(2 * HOUR, () => 1, 3600);
    expect(at("max(next_1d):forecast(avg:x{*}, 'linear', 1, interval='60m') >= 10", store, 2 * HOUR)).toBeUndefined();
  });
});
