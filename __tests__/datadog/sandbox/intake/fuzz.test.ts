import { readFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "@msgpack/msgpack";
import { BadPayload } from "../../../../datadog/sandbox/intake/payloads/bad-payload";
import { protobufSeriesIn } from "../../../../datadog/sandbox/intake/payloads/series";
import { sketchesIn } from "../../../../datadog/sandbox/intake/payloads/sketches";
import { unpackZstd } from "../../../../datadog/sandbox/intake/payloads/zstd";
import { tracesIn } from "../../../../datadog/sandbox/intake/traces/decode";
import { Org } from "../../../../datadog/sandbox/org";
import { SeriesStore } from "../../../../datadog/sandbox/series";
import { NOW, storedIn } from "./received";

/** Numbers from 0 to 1 that are the same in each run. */
function randoms(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Bytes that mean something in one of the formats. */
const MEANT = Buffer.from(":|#@,\n\\{}_Tcghdms019.-+e\0\xff\x80", "latin1");

/** Changes up to four bytes: other ones, bytes less, bytes more, or a piece twice. */
function mutated(bytes: Buffer, random: () => number): Buffer {
  let result = Buffer.from(bytes);
  const below = (limit: number) => Math.floor(random() * limit);
  for (let change = below(4); change >= 0; change--) {
    const at = below(result.length + 1);
    const byte = random() < 0.7 ? MEANT[below(MEANT.length)]! : below(256);
    const kind = below(4);
    if (kind === 0 && at < result.length) result[at] = byte;
    else if (kind === 1) result = Buffer.concat([result.subarray(0, at), result.subarray(at + 1 + below(3))]);
    else if (kind === 2) result = Buffer.concat([result.subarray(0, at), Buffer.of(byte), result.subarray(at)]);
    else result = Buffer.concat([result.subarray(0, at), result.subarray(below(at + 1))]);
  }
  return result;
}

/** What clients send, of each kind. */
const DATAGRAMS = [
  "page.views:1|c|@0.5|#env:prod,stage:canary",
  "fuel:42|g|T1713804588|#env:prod\nfuel:-1.5e3|g|#env:prod",
  "upload.size:1445:1446:1447|h|#a:b\nlatency:12.25|d|@0.999999|c:ci-1|e:it-false|card:low",
  "users:u-42|s\nquery.time:1.234567:2|ms|#é:ü",
  "_e{6,15}:Deploy|line1\\nline2 é|d:1713804588|h:h1|k:k|p:low|s:my_app|t:warning|#env:prod",
  "_sc|svc.up|2|d:1713804588|h:h1|#env:prod|m:all | down\\nm\\:now|c:ci-1",
  "datadog.dogstatsd.client.metrics:21|c|#client:py,client_version:0.56.0,client_transport:udp",
].map((text) => Buffer.from(text));

/** Changed datagrams of each of the four runs. */
const RUNS = 20_000;

test.each([1, 2, 3, 4])(
  "datagrams with changed bytes (%s): each line is stored or counted as bad, and nothing fails",
  (seed) => {
    const random = randoms(seed);
    const org = new Org({ clock: () => NOW * 1000 });
    const { dogstatsd } = org.intake;
    let lines = 0;
    for (let run = 0; run < RUNS; run++) {
      const datagram = mutated(DATAGRAMS[run % DATAGRAMS.length]!, random);
      dogstatsd.receive(datagram);
      lines += datagram
        .toString("latin1")
        .split("\n")
        .filter((line) => line !== "").length;
    }
    const counted = org.intake.statistics();
    const { bad, samples, events, checkRuns } = counted.dogstatsd;
    expect(counted.dogstatsd.datagrams).toBe(RUNS);
    expect(bad).toBeGreaterThan(1000);
    expect(samples).toBeGreaterThan(1000);
    // a line with packed values is several samples, one of blanks none
    expect(bad + samples + events + checkRuns).toBeGreaterThan(lines * 0.95);
    expect(counted.badInputs).toHaveLength(20);
    // the next line is read as ever
    dogstatsd.receive(Buffer.from("the.end:7|g"));
    expect(storedIn(org, "the.end")[0]!.points[0]![1]).toBe(7);
    const points = org.metrics.names().flatMap((metric) => storedIn(org, metric).flatMap((row) => row.points.flat()));
    expect(points.every(Number.isFinite)).toBe(true);
  },
);

test("the neighbors of any line are stored, whatever is in that line", () => {
  const random = randoms(2);
  const org = new Org({ clock: () => NOW * 1000 });
  for (let run = 1; run <= 4000; run++) {
    const line = mutated(DATAGRAMS[run % DATAGRAMS.length]!, random)
      .toString("latin1")
      .replaceAll("\n", "");
    org.intake.dogstatsd.receive(Buffer.from(`before:1|c|#x:y\n${line}\nafter:1|c|#x:y`, "latin1"));
    const counted = ["before", "after"].map((metric) =>
      storedIn(org, metric).find(({ tags }) => tags.join() === "x:y"),
    );
    expect(counted.map((row) => row!.points[0]![1])).toEqual([run, run]);
  }
});

const payload = (name: string) => readFileSync(join(__dirname, "payloads", name));

const span = {
  service: "a",
  name: "b",
  resource: "c",
  trace_id: 1n,
  span_id: 2n,
  parent_id: 0n,
  start: 3n,
  duration: 4n,
  error: 0,
  meta: { a: "b" },
  metrics: { c: 1.5 },
  type: "web",
};
const traces = Buffer.from(encode([[span, span]], { useBigInt64: true }));
const dictionary = Buffer.from(
  encode([["", "a", "b"], [[[1, 2, 1, 1n, 2n, 0n, 3n, 4n, 0, { 1: 2 }, { 2: 1.5 }, 0]]]], { useBigInt64: true }),
);

test.each<[string, Buffer, (bytes: Buffer) => unknown, number]>([
  ["series in protobuf", payload("series.pb"), protobufSeriesIn, 8000],
  ["sketches in protobuf", payload("sketches.pb"), sketchesIn, 4000],
  ["traces in msgpack", traces, (bytes) => tracesIn(bytes, "v0.4", false), 4000],
  ["traces with a dictionary", dictionary, (bytes) => tracesIn(bytes, "v0.5", false), 4000],
])("%s with changed bytes are read, or refused in words", (_what, bytes, read, runs) => {
  const random = randoms(3);
  let refused = 0;
  for (let run = 0; run < runs; run++) {
    const changed = mutated(bytes, random);
    try {
      read(changed);
    } catch (error) {
      if (!(error instanceof BadPayload)) throw error;
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(runs / 100);
});

test("zstd with changed bytes unpacks to no more than is allowed, or is refused", () => {
  const random = randoms(4);
  for (let run = 0; run < 4000; run++) {
    let unpacked: Buffer;
    try {
      unpacked = unpackZstd(mutated(payload("series.pb.zst"), random), 10_000);
    } catch {
      continue;
    }
    expect(unpacked.length).toBeLessThanOrEqual(10_000);
  }
});

describe("limits", () => {
  test("too many series of a metric, and in all, are dropped, counted, and warned of once", () => {
    const org = new Org({ clock: () => NOW * 1000 });
    const series = new SeriesStore({ maxSeriesOfMetric: 10, maxSeries: 15 });
    Object.assign(org, { series });
    for (let id = 0; id < 20; id++)
      org.intake.dogstatsd.receive(Buffer.from(`runs:1|c|#id:${id}\nother:1|g|#id:${id}`));
    org.intake.dogstatsd.receive(Buffer.from("runs:1|c|#id:19\nruns:1|c|#id:0"));
    const { left, warnings, stored } = org.intake.statistics();
    // 20 rounds and 2 more samples: `runs` and `other` fill the 15 series in turn, 8 and 7
    expect([stored.series, left.series, left.metricSeries]).toEqual([15, 12 + 13 + 1, 0]);
    expect(warnings).toEqual(["The sandbox keeps 15 series, its limit: new ones are dropped (the first: other)."]);
    expect(storedIn(org, "runs")[0]!.points[0]![1]).toBe(2);
  });

  test("one metric cannot take the room of all others", () => {
    const org = new Org({ clock: () => NOW * 1000 });
    Object.assign(org, { series: new SeriesStore({ maxSeriesOfMetric: 10 }) });
    for (let id = 0; id < 25; id++) org.intake.dogstatsd.receive(Buffer.from(`runs:1|c|#id:${id}`));
    org.intake.dogstatsd.receive(Buffer.from("other:1|g"));
    const { left, warnings } = org.intake.statistics();
    expect([left.metricSeries, storedIn(org, "other").length]).toEqual([15, 1]);
    expect(warnings).toEqual([
      "runs has 10 different sets of tags, the most that the sandbox keeps of one metric: others are dropped. A tag such as a request or user ID makes a new series with each value.",
    ]);
  });
});
