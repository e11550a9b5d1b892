import fc from "fast-check";
import { type Sample, SeriesStore } from "../../../../datadog/sandbox/series";

/** The points of a metric by tags: UNIX seconds and the value as it is stored. */
function pointsOf(store: SeriesStore, metric: string): Record<string, [number, number][]> {
  return Object.fromEntries(
    store.series(metric).map((series) => {
      const { times, values } = series.points();
      return [series.tags.join(","), Array.from(times, (time, index) => [time, values[index]!] as [number, number])];
    }),
  );
}

const zeros = (from: number, to: number): [number, number][] =>
  Array.from({ length: (to - from) / 10 + 1 }, (_, index) => [from + index * 10, 0]);

describe("what a client sends", () => {
  test("a counter is what was counted in 10 s, then 0 for 300 s after its last sample", () => {
    const store = new SeriesStore();
    for (const [time, value] of [
      [1, 1],
      [9.9, 2],
      [25, 4],
    ])
      store.sample({ metric: "c", type: "counter", value: value!, time: time! });
    expect(pointsOf(store, "c")).toEqual({ "": [[0, 3], [10, 0], [20, 4], ...zeros(30, 320)] });
    expect(store.series("c")[0]).toMatchObject({ type: "rate", interval: 10, holds: "counted" });
  });

  test("a counter that is silent for longer has a gap", () => {
    const store = new SeriesStore();
    for (const time of [0, 400]) store.sample({ metric: "c", type: "counter", value: 1, time });
    expect(pointsOf(store, "c")[""]).toEqual([[0, 1], ...zeros(10, 300), [400, 1], ...zeros(410, 700)]);
  });

  test("a sampled counter counts 1 / rate for each", () => {
    const store = new SeriesStore();
    store.sample({ metric: "c", type: "counter", value: 3, time: 0, sampleRate: 0.5 });
    expect(pointsOf(store, "c")[""]![0]).toEqual([0, 6]);
  });

  test("a gauge keeps its last value of 10 s and is not repeated", () => {
    const store = new SeriesStore();
    for (const [time, value] of [
      [7, 2],
      [3, 9],
      [31, 5],
    ])
      store.sample({ metric: "g", type: "gauge", value: value!, time: time! });
    expect(pointsOf(store, "g")).toEqual({
      "": [
        [0, 2],
        [30, 5],
      ],
    });
  });

  test("a set is the number of different values", () => {
    const store = new SeriesStore();
    for (const value of ["a", "b", "a"]) store.sample({ metric: "s", type: "set", value, time: 4 });
    expect(pointsOf(store, "s")).toEqual({ "": [[0, 2]] });
  });

  test("a histogram becomes five metrics, and none of its own name", () => {
    const store = new SeriesStore();
    for (const value of [1, 2, 3, 10]) store.sample({ metric: "h", type: "histogram", value, time: 2, tags: ["a:b"] });
    expect(store.metrics()).toEqual(["h.95percentile", "h.avg", "h.count", "h.max", "h.median"]);
    const first = (metric: string) => pointsOf(store, metric)["a:b"]![0];
    expect([first("h.avg"), first("h.max"), first("h.median"), first("h.95percentile"), first("h.count")]).toEqual([
      [0, 4],
      [0, 10],
      [0, 2],
      // the agent takes the sample of rank ⌊(95 × 4 − 1) / 100⌋ = 3
      [0, 10],
      [0, 4],
    ]);
    expect(store.series("h.count")[0]!.type).toBe("rate");
  });

  test("the count of a step is spread evenly over its intervals", () => {
    const store = new SeriesStore();
    store.addCounter({ metric: "c", start: 60, counts: [6, Number.NaN, 12] });
    const points = pointsOf(store, "c")[""]!;
    expect(points.slice(0, 6)).toEqual([60, 70, 80, 90, 100, 110].map((time) => [time, 1]));
    expect(points.slice(6, 18).map(([, value]) => value)).toEqual([0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2]);
  });
});

describe("what is stored", () => {
  test("tags are a set: order and repetition do not matter", () => {
    const store = new SeriesStore();
    store.submit({ metric: "m", type: "gauge", tags: ["b:2", "a:1"], points: [[0, 1]] });
    store.submit({ metric: "m", type: "gauge", tags: ["a:1", "b:2", "a:1"], points: [[10, 2]] });
    expect(pointsOf(store, "m")).toEqual({
      "a:1,b:2": [
        [0, 1],
        [10, 2],
      ],
    });
    expect(store.tagSets("m")).toEqual([["a:1", "b:2"]]);
  });

  test("what is not finite, or older than is kept, is left out", () => {
    const store = new SeriesStore({ retention: 100 });
    store.submit({
      metric: "m",
      type: "gauge",
      points: [
        [500, 1],
        [501, Number.NaN],
        [300, 2],
        [-1, 3],
      ],
    });
    expect(pointsOf(store, "m")).toEqual({ "": [[500, 1]] });
    expect(store.ignored).toBe(2);
  });

  test("old points go as new ones come", () => {
    const store = new SeriesStore({ retention: 1000 });
    for (let time = 0; time < 5000; time += 10) store.submit({ metric: "m", type: "gauge", points: [[time, time]] });
    const points = pointsOf(store, "m")[""]!;
    expect(points.at(-1)).toEqual([4990, 4990]);
    expect(points[0]![0]).toBeGreaterThan(3900);
  });

  test("a full store ignores the rest and says how much", () => {
    const store = new SeriesStore({ maxSeries: 2, maxPoints: 3 });
    for (const tag of ["a", "b", "c"])
      store.submit({
        metric: "m",
        type: "gauge",
        tags: [tag],
        points: [
          [0, 1],
          [10, 1],
        ],
      });
    expect(store.series("m")).toHaveLength(2);
    expect(store.ignored).toBe(3);
  });

  test("a step that is no number of seconds is refused", () => {
    expect(() => new SeriesStore({ step: 0 })).toThrow(
      "The step of a series store must be a whole number of seconds above 0, not 0.",
    );
  });
});

const samples: fc.Arbitrary<Sample[]> = fc.uniqueArray(
  fc.record({
    metric: fc.constantFrom("a", "b"),
    type: fc.constantFrom("counter" as const, "gauge" as const, "set" as const, "distribution" as const),
    value: fc.integer({ min: -5, max: 20 }),
    time: fc.integer({ min: 0, max: 2000 }),
    tags: fc.constantFrom(["x:1", "y:2"], ["x:2"], []),
  }),
  { selector: ({ time }) => time, maxLength: 40 },
);

test("the order of arrival and of tags does not matter", () => {
  fc.assert(
    fc.property(samples, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (list, random) => {
      const mixed = list
        .map((sample) => ({
          sample: { ...sample, tags: [...(sample.tags ?? [])].reverse() },
          place: random.next().value,
        }))
        .sort((one, other) => one.place - other.place)
        .map(({ sample }) => sample);
      const [ordered, shuffled] = [list, mixed].map((each) => {
        const store = new SeriesStore();
        for (const sample of each) store.sample(sample);
        return ["a", "b"].map((metric) => [
          pointsOf(store, metric),
          store
            .series(metric)
            .map(({ samples }) => (samples ? [...samples.times()].map((time) => samples.at(time).sum) : 0)),
        ]);
      });
      expect(shuffled).toEqual(ordered);
    }),
  );
});
