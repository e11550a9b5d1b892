import { FUNCTIONS, type FunctionName } from "../../../../datadog/query";
import { EvaluationError } from "../../../../datadog/sandbox/evaluate";
import { DAY, graph, linesOf, MINUTE, storeOf } from "./support";

/** x: 1, 4, a gap, 2 · by host: a 1, 0 · b 3, -2 · c 5, a gap (a point a minute). */
const store = storeOf({
  x: [1, 4, null, 2],
  "h{host:a,cluster:p}": [1, 0],
  "h{host:b,cluster:p}": [3, -2],
  "h{host:c,cluster:q}": [5, null],
  "h{cluster:r}": [7, 7],
  noisy: [1, 9, 2, 8, 3, 7, 4, 6, 5, 5, 1, 9],
  line: [1, 2, 3, 4, 50, 6, 7, 8, 9],
  steps: [1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9],
  stairs: [1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 20, 20, 20, 20, 20],
});
// the day and the month before
const past = storeOf({ x: [7] }, { start: 60 * DAY });

const at = (query: string, count: number) => linesOf(query, { store, from: 0, to: count * MINUTE, interval: MINUTE });
const x = (call: string) => at(call, 4)["*"];
const h = (call: string) => at(call, 2);
const shifted = (call: string, days: number) =>
  linesOf(call, { store: past, from: (60 + days) * DAY, to: (60 + days) * DAY + MINUTE, interval: MINUTE })["*"];

type Example = readonly [got: () => unknown, expected: unknown];

const HOSTS = "avg:h{*} by {host}";
const SMOOTH = (name: string) => () => at(`${name}(avg:noisy{*})`, 12)["*"]!.at(-1);
/** The mean, and the shape, of what is left by a ranking of seven lines. */
const ranked = storeOf(Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((value) => [`r{n:${value}}`, [value, -value]])));
const rank = (call: string) =>
  Object.keys(linesOf(call, { store: ranked, from: 0, to: MINUTE, interval: MINUTE })).join(" ");
const names = (...values: readonly number[]) => values.map((value) => `n:${value}`).join(" ");

const EXAMPLES: Readonly<Record<Exclude<FunctionName, `top${number}${string}` | `bottom${number}${string}`>, Example>> =
  {
    abs: [() => h(`abs(${HOSTS})`)["host:b"], [3, 2]],
    log2: [() => x("log2(avg:x{*})"), [0, 2, null, 1]],
    log10: [() => x("log10(avg:x{*} * 10)"), [1, expect.closeTo(1.602, 3), null, expect.closeTo(1.301, 3)]],
    cumsum: [() => x("cumsum(avg:x{*})"), [1, 5, null, 7]],
    integral: [() => x("integral(avg:x{*})"), [0, 240, null, 480]],
    default_zero: [() => x("default_zero(sum:x{*}.as_rate())"), [1, 4, 4, 2]],
    default: [() => at("default(avg:x{*}, 9)", 12)["*"], [1, 4, 4, 2, 2, 2, 2, 2, 2, 9, 9, 9]],
    exclude_null: [() => Object.keys(h(`exclude_null(${HOSTS})`)), ["host:a", "host:b", "host:c"]],
    clamp_min: [() => x("clamp_min(avg:x{*}, 2)"), [2, 4, null, 2]],
    clamp_max: [() => x("clamp_max(avg:x{*}, 2)"), [1, 2, null, 2]],
    is_greater: [() => x("is_greater(avg:x{*}, 2)"), [0, 1, null, 0]],
    is_less: [() => x("is_less(avg:x{*}, 2)"), [1, 0, null, 0]],
    is_between: [() => x("is_between(avg:x{*}, 1, 4)"), [0, 0, null, 1]],
    cutoff_min: [() => x("cutoff_min(avg:x{*}, 2)"), [null, 4, null, 2]],
    cutoff_max: [() => x("cutoff_max(avg:x{*}, 2)"), [1, null, null, 2]],
    count_nonzero: [() => h(`count_nonzero(${HOSTS})`), { "*": [4, 2] }],
    count_nonzero_finite: [() => h(`count_nonzero_finite(${HOSTS})`), { "*": [4, 2] }],
    count_not_null: [() => h(`count_not_null(${HOSTS})`), { "*": [4, 3] }],
    per_second: [() => x("per_second(avg:x{*})"), [null, 0.05, null, -2 / 120]],
    per_minute: [() => x("per_minute(avg:x{*})"), [null, 3, null, -1]],
    per_hour: [() => x("per_hour(avg:x{*})"), [null, expect.closeTo(180, 9), null, -60]],
    dt: [() => h(`dt(${HOSTS})`), { "*": [null, 60] }],
    // before space: each host by itself, then added up; c has no second point
    diff: [() => h("diff(sum:h{cluster:p})"), { "*": [null, -6] }],
    monotonic_diff: [() => x("monotonic_diff(avg:x{*})"), [null, 3, null, 0]],
    derivative: [() => x("derivative(avg:x{*})"), [null, 0.05, null, -2 / 120]],
    rate: [() => x("rate(avg:x{*})"), [null, 0.05, null, -2 / 120]],
    throughput: [() => x("throughput(avg:x{*})"), [1 / 60, 4 / 60, null, 2 / 60]],
    robust_trend: [() => at("robust_trend(avg:line{*})", 9)["*"], [1, 2, 3, 4, 5, 6, 7, 8, 9]],
    // through (0, 1), (1, 4), (3, 2): slope 1 / 14 × 1, level 7/3 - 4/3 × slope
    trend_line: [
      () => x("trend_line(avg:x{*})")!.map((value) => value!.toFixed(3)),
      ["2.143", "2.286", "2.429", "2.571"],
    ],
    piecewise_constant: [() => at("piecewise_constant(avg:steps{*})", 12)["*"], [1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9]],
    timeshift: [() => shifted("timeshift(avg:x{*}, -172800)", 2), [7]],
    calendar_shift: [() => shifted("calendar_shift(avg:x{*}, '-1mo', 'UTC')", 31), [7]],
    hour_before: [() => shifted("hour_before(avg:x{*})", 1 / 24), [7]],
    day_before: [() => shifted("day_before(avg:x{*})", 1), [7]],
    week_before: [() => shifted("week_before(avg:x{*})", 7), [7]],
    month_before: [() => shifted("month_before(avg:x{*})", 28), [7]],
    pow: [() => x("pow(avg:x{*}, 2)"), [1, 16, null, 4]],
    reduce: [() => expect(() => x("reduce(avg:x{*})")).toThrow(EvaluationError), undefined],
    round: [() => x("round(avg:x{*} / 3)"), [0, 1, null, 1]],
    floor: [() => x("floor(avg:x{*} / 3)"), [0, 1, null, 0]],
    ceil: [() => x("ceil(avg:x{*} / 3)"), [1, 2, null, 1]],
    // √12 is 3 points: 5, 1, 9
    autosmooth: [SMOOTH("autosmooth"), 5],
    ewma_3: [() => x("ewma_3(avg:x{*})"), [1, 2.5, null, 2.25]],
    ewma_5: [() => x("ewma_5(avg:x{*})"), [1, 2, null, 2]],
    ewma_7: [() => x("ewma_7(avg:x{*})"), [1, 1.75, null, 1.8125]],
    ewma_10: [() => x("ewma_10(avg:x{*})")![1], expect.closeTo(1 + 6 / 11, 9)],
    ewma_20: [() => x("ewma_20(avg:x{*})")![1], expect.closeTo(1 + 6 / 21, 9)],
    median_3: [SMOOTH("median_3"), 5],
    median_5: [SMOOTH("median_5"), 5],
    median_7: [SMOOTH("median_7"), 5],
    median_9: [SMOOTH("median_9"), 5],
    rollingavg_5: [SMOOTH("rollingavg_5"), 26 / 5],
    rollingavg_13: [SMOOTH("rollingavg_13"), 5],
    rollingavg_21: [SMOOTH("rollingavg_21"), 5],
    rollingavg_29: [SMOOTH("rollingavg_29"), 5],
    top: [() => rank("top(avg:r{*} by {n}, 5, 'max', 'desc')"), names(3, 4, 5, 6, 7)],
    top_offset: [() => rank("top_offset(avg:r{*} by {n}, 5, 'max', 'desc', 3)"), names(1, 2, 3, 4)],
    anomalies: [() => x("anomalies(avg:x{*}, 'basic', 2)"), [1, 4, null, 2]],
    outliers: [
      () =>
        graph(`outliers(${HOSTS}, 'DBSCAN', 2)`, { store, from: 0, to: MINUTE, interval: MINUTE }).series.map(
          ({ outlier }) => outlier,
        ),
      // 1, 3, 5, 7: the same distance to the middle for both in the middle, three times that for the others
      [false, false, false, false],
    ],
    forecast: [() => x("forecast(avg:x{*}, 'linear', 1)"), [1, 4, null, 2]],
    avg: [() => h(`avg(avg:h{*} by {host,cluster}, {cluster})`)["cluster:p"], [2, -1]],
    sum: [() => h(`sum(avg:h{*} by {host,cluster}, {cluster})`)["cluster:p"], [4, -2]],
    min: [() => h(`min(avg:h{*} by {host,cluster}, {cluster})`)["cluster:p"], [1, -2]],
    max: [() => h(`max(avg:h{*} by {host,cluster}, {cluster})`)["cluster:p"], [3, 0]],
    count: [() => h(`count(avg:h{*} by {host,cluster}, {cluster})`)["cluster:p"], [2, 2]],
    stddev: [() => h(`stddev(avg:h{*} by {host,cluster}, {cluster})`)["cluster:p"], [1, 1]],
    percentile: [() => h(`percentile(avg:h{*} by {host,cluster}, 50, {cluster})`)["cluster:p"], [1, -2]],
    rollup: [() => linesOf("rollup(avg:x{*}.rollup(sum, 60), 'max', 120)", { store, from: 0, to: 240 })["*"], [4, 2]],
    moving_rollup: [() => x("moving_rollup(avg:x{*}, 120, 'sum')"), [1, 5, 4, 2]],
  };

test.each(Object.entries(EXAMPLES))("%s()", (_, [got, expected]) => {
  expect(got()).toEqual(expected);
});

/** The shorthands of top() by their measure, of which seven lines keep five. By mean, sum and the like they are 0. */
describe("top5 … bottom20_x", () => {
  const shorthands = Object.keys(FUNCTIONS).filter((name) => /^(top|bottom)\d/.test(name));

  test("there are 64", () => expect(shorthands).toHaveLength(64));

  test.each(shorthands)("%s()", (name) => {
    const [, end, count] = /^(top|bottom)(\d+)/.exec(name)!;
    const kept = Math.min(7, Number(count));
    const high = names(...[1, 2, 3, 4, 5, 6, 7].slice(-kept));
    const low = names(...[1, 2, 3, 4, 5, 6, 7].slice(0, kept));
    expect(rank(`${name}(avg:r{*} by {n})`)).toBe(end === "top" ? high : low);
  });

  test.each([
    ["top5_min", names(1, 2, 3, 4, 5)],
    ["top5_last", names(1, 2, 3, 4, 5)],
    ["top5_l2norm", names(3, 4, 5, 6, 7)],
    ["top5_max", names(3, 4, 5, 6, 7)],
  ])("%s() over both points", (name, expected) => {
    const over = { store: ranked, from: 0, to: 2 * MINUTE, interval: MINUTE };
    expect(Object.keys(linesOf(`${name}(avg:r{*} by {n})`, over)).join(" ")).toBe(expected);
  });
});

describe("what cannot be evaluated says so", () => {
  test.each([
    ["clamp_mni(avg:x{*}, 1)", "clamp_mni() cannot be evaluated: there is no such function. Did you mean clamp_min()?"],
    ["clamp_min(avg:x{*})", "`clamp_min(avg:x{*})` cannot be evaluated: clamp_min() needs its threshold."],
    ["histogram:x{*}", "histogram: cannot be evaluated: a line has one value per bucket."],
    ["avg:x{*}.fill(sideways)", "fill() accepts linear, last, zero, null, or a number."],
    ["avg:x{*}.rollup(avg, 0)", "needs a whole number of seconds above 0."],
    ["query1 + 1", "There is no query named `query1`. There are no queries."],
    ["calendar_shift(avg:x{*}, '-1mo', 'Nowhere/Town')", "`Nowhere/Town` is not a time zone."],
  ])("%s", (query, message) => {
    expect(() => x(query)).toThrow(message);
  });
});

test("piecewise_constant() finds every step", () => {
  const stairs = [1, 9, 20].flatMap((level) => Array(5).fill(level));
  expect(at("piecewise_constant(avg:stairs{*})", 15)["*"]).toEqual(stairs);
});
