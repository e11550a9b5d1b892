import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import { Client, keys, refused } from "../client";
import { samplesIn, storedIn } from "../intake/received";

const payload = (name: string) =>
  new Uint8Array(readFileSync(join(__dirname, "..", "intake", "payloads", name))) as Uint8Array<ArrayBuffer>;

const protobuf = { "DD-API-KEY": keys.apiKey, "Content-Type": "application/x-protobuf" };

const accepted = (body: object) => ({ status: 202, body });

describe("protobuf, as an agent sends it", () => {
  const packed = (name: string, pack: (bytes: Uint8Array) => Buffer) => new Uint8Array(pack(payload(name)));

  test.each([
    ["as it is", payload("series.pb"), {}],
    ["gzip", packed("series.pb", gzipSync), { "Content-Encoding": "gzip" }],
    ["deflate", packed("series.pb", deflateSync), { "Content-Encoding": "deflate" }],
    ["zstd", payload("series.pb.zst"), { "Content-Encoding": "zstd" }],
  ])("series, packed with %s", async (_how, bytes, encoding) => {
    const client = new Client();
    const answer = await client.send("POST", "/api/v2/series", bytes, { ...protobuf, ...encoding });
    expect(answer).toEqual(accepted({ errors: [] }));
    expect(storedIn(client.org, "mill.sacks")).toEqual([
      {
        tags: ["env:demo", "host:worker-1", "mill:north"],
        type: "rate",
        points: [
          [1713804580, 0.5],
          [1713804590, 1.25],
        ],
      },
    ]);
    expect(storedIn(client.org, "mill.weight")).toEqual([
      { tags: ["mill:süd"], type: "gauge", points: [[1713804590, -1e21]] },
    ]);
    expect(client.org.metrics.get("mill.weight")).toMatchObject({ unit: "gram" });
    expect(client.org.metrics.get("mill.turns")).toMatchObject({ type: "count", interval: 10 });
    expect(client.org.intake.statistics().http).toEqual({ points: 4, refused: 0 });
  });

  test("sketches of a distribution, with its exact figures and percentiles within 2 percent", async () => {
    const client = new Client();
    expect(await client.send("POST", "/api/beta/sketches", payload("sketches.pb"), protobuf)).toEqual(
      accepted({ status: "ok" }),
    );
    // 1 … 1000, -1 … -10, and 0
    expect(samplesIn(client.org, "mill.grind")).toEqual([
      { tags: ["host:worker-1", "mill:north"], time: 1713804590, count: 1011, sum: 500_445, min: -10, max: 1000 },
    ]);
    const samples = client.org.series.series("mill.grind")[0]!.samples!.at(1713804590);
    const value = (quantile: number) => samples.quantile(quantile);
    expect(Math.abs(value(0.5) / 495 - 1)).toBeLessThan(0.02);
    expect(Math.abs(value(0.99) / 990 - 1)).toBeLessThan(0.02);
    expect(samples.countWhere((each) => each < 0)).toBe(10);
  });

  test("what is no protobuf is refused, and counted", async () => {
    const client = new Client();
    const bytes = payload("series.pb").slice(0, 50);
    expect(await client.send("POST", "/api/v2/series", bytes, protobuf)).toMatchObject({ status: 400 });
    expect(client.org.intake.statistics()).toMatchObject({
      http: { points: 0, refused: 1 },
      badInputs: [{ text: "POST /api/v2/series" }],
    });
  });
});

describe("zstd", () => {
  // a frame: magic, descriptor, and a window of 2^(10 + 20) bytes, for one empty raw block
  const bomb = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, 20 << 3, 0x01, 0x00, 0x00);
  // a frame with a window of 1 MiB and 60 blocks that each repeat a zero 128 KiB times: 7.5 MiB
  const repeated = (last: number) => [
    ((0x20000 << 3) | 2 | last) & 0xff,
    ((0x20000 << 3) >> 8) & 0xff,
    (0x20000 << 3) >> 16,
    0,
  ];
  const zeros = Uint8Array.from([
    ...[0x28, 0xb5, 0x2f, 0xfd, 0x00, 10 << 3],
    ...Array.from({ length: 60 }, (_, index) => repeated(index === 59 ? 1 : 0)).flat(),
  ]);

  test.each([
    ["a frame that asks for a gigabyte", bomb, refused(413, "Payload too large: at most 5242880 bytes")],
    ["a frame that unpacks to more than is taken", zeros, refused(413, "Payload too large: at most 5242880 bytes")],
    ["a frame that is cut off", payload("series.pb.zst").slice(0, 40), refused(400, "Invalid zstd body")],
    ["something else", Uint8Array.of(1, 2, 3, 4, 5), refused(400, "Invalid zstd body")],
    ["nothing", new Uint8Array(), refused(400, "Invalid zstd body")],
  ])("%s is refused", async (_what, bytes, answer) => {
    const headers = { ...protobuf, "Content-Encoding": "zstd" };
    expect(await new Client().send("POST", "/api/v2/series", bytes, headers)).toEqual(answer);
  });
});

describe("distribution points", () => {
  test("are samples of a distribution", async () => {
    const client = new Client();
    const series = [
      { metric: "mill.grind", points: [[1713804593, [1, 2, 3]]], host: "worker-1", tags: ["Mill:North"] },
      { metric: "mill.grind", points: [[1713804594, [4]]], host: "worker-1", tags: ["mill:north"] },
    ];
    expect(await client.post("/api/v1/distribution_points", { series })).toEqual(accepted({ status: "ok" }));
    expect(samplesIn(client.org, "mill.grind")).toEqual([
      { tags: ["host:worker-1", "mill:north"], time: 1713804590, count: 4, sum: 10, min: 1, max: 4 },
    ]);
  });

  test("without a list of values are refused", async () => {
    const wrong = { series: [{ metric: "mill.grind", points: [[1713804593, 1]] }] };
    expect(await new Client().post("/api/v1/distribution_points", wrong)).toEqual(
      refused(400, "Invalid payload: a point needs a time in seconds and a value, both numbers"),
    );
  });
});

test("a point more than ten minutes ahead is dropped, with a warning", async () => {
  const client = new Client();
  const now = client.org.now() / 1000;
  const points = [
    [now + 590, 1],
    [now + 610, 2],
    [now * 1000, 3],
  ];
  await client.post("/api/v1/series", { series: [{ metric: "mill.weight", points }] });
  expect(storedIn(client.org, "mill.weight")[0]!.points).toEqual([[Math.floor(now + 590), 1]]);
  const { left, warnings } = client.org.intake.statistics();
  expect(left.future).toBe(2);
  expect(warnings).toEqual([
    "Points more than 10 minutes in the future are dropped, as at Datadog (the first: mill.weight). Timestamps are in seconds, not milliseconds.",
  ]);
});
