import fc from "fast-check";
import { eventsIn, FLUSH, NOW, receivedBehind, receivedBy, runsIn, samplesIn, storedIn } from "./received";

const tags = ["env:prod", "stage:canary"];

describe("a line of a metric", () => {
  // the lines are those that hot-shots, datadog-py, and datadog-go send
  test.each([
    ["a counter", "page.views:1|c|#env:prod,stage:canary", { tags, type: "rate", points: [[FLUSH, 1]] }],
    ["a decrement", "page.views:-3|c", { tags: [], type: "rate", points: [[FLUSH, -3]] }],
    ["a sampled counter", "page.views:1|c|@0.5|#a:b", { tags: ["a:b"], type: "rate", points: [[FLUSH, 2]] }],
    ["1e+21", "page.views:1e+21|g", { tags: [], type: "gauge", points: [[FLUSH, 1e21]] }],
    ["1e-07", "page.views:1e-07|g", { tags: [], type: "gauge", points: [[FLUSH, 1e-7]] }],
    ["21 digits", "page.views:1000000000000000000000|g", { tags: [], type: "gauge", points: [[FLUSH, 1e21]] }],
    ["a fraction", "page.views:0.125|g", { tags: [], type: "gauge", points: [[FLUSH, 0.125]] }],
    ["a plus, which is no delta", "page.views:+5|g", { tags: [], type: "gauge", points: [[FLUSH, 5]] }],
    ["a minus, which is no delta", "page.views:-4|g", { tags: [], type: "gauge", points: [[FLUSH, -4]] }],
    ["a trailing newline", "page.views:1|c\n", { tags: [], type: "rate", points: [[FLUSH, 1]] }],
    ["a carriage return", "page.views:1|c|#a:b\r\n", { tags: ["a:b"], type: "rate", points: [[FLUSH, 1]] }],
    ["a set", "page.views:u-42|s", { tags: [], type: "gauge", points: [[FLUSH, 1]] }],
    ["fields of protocols to come", "page.views:1|c|#a:b|x:y", { tags: ["a:b"], type: "rate", points: [[FLUSH, 1]] }],
  ])("%s", (_what, line, row) => {
    const org = receivedBy(line);
    expect(storedIn(org, "page.views")).toEqual([row]);
    expect(org.intake.statistics().dogstatsd).toMatchObject({ datagrams: 1, samples: 1, bad: 0 });
  });

  test("trap: the timestamp stands before the tags or last, and the point keeps its second", () => {
    const row = { tags, type: "gauge", points: [[1_713_804_588, 42]] };
    expect(storedIn(receivedBy("fuel:42|g|T1713804588|#env:prod,stage:canary"), "fuel")).toEqual([row]);
    const last = "fuel:42|g|#env:prod,stage:canary|c:ci-1|e:it-false,cn-app|card:low|T1713804588\n";
    expect(storedIn(receivedBy(last), "fuel")).toEqual([row]);
  });

  test("a counter with a timestamp is stored as its rate over the agent's 10 seconds", () => {
    const org = receivedBy("page.views:5|c|T1713804588");
    expect(storedIn(org, "page.views")).toEqual([{ tags: [], type: "rate", points: [[1_713_804_588, 0.5]] }]);
    expect(org.metrics.get("page.views")).toMatchObject({ type: "rate", interval: 10 });
  });

  test("trap: container id, external data, and cardinality stand anywhere and split no series", () => {
    const org = receivedBy(
      "a:1|c|#x:y|c:ci-0123456789abcdef|e:it-false,cn-app,pu-1234|card:low",
      "a:1|c|c:in-5942|#x:y",
      "a:1|c|#x:y,dd.internal.entity_id:pod-1,dd.internal.card:low",
    );
    expect(storedIn(org, "a")).toEqual([{ tags: ["x:y"], type: "rate", points: [[FLUSH, 3]] }]);
  });

  test("trap: packed values are each a sample", () => {
    const org = receivedBy("upload.size:1445:1446:1447:1448:1449|h|#a:b\nsent:0:1:2:3:4|d|@0.5\nruns:1:2::3|c");
    expect(storedIn(org, "upload.size.count")).toEqual([{ tags: ["a:b"], type: "rate", points: [[FLUSH, 5]] }]);
    expect(storedIn(org, "upload.size.avg")[0]!.points).toEqual([[FLUSH, 1447]]);
    expect(samplesIn(org, "sent")).toEqual([{ tags: [], time: FLUSH, count: 10, sum: 20, min: 0, max: 4 }]);
    expect(storedIn(org, "runs")[0]!.points).toEqual([[FLUSH, 6]]);
    expect(org.intake.statistics().dogstatsd.samples).toBe(13);
  });

  test("a set does not pack: a colon belongs to its value", () => {
    const org = receivedBy("users:a:1|s\nusers:a:2|s\nusers:a:1|s\nusers:é|s");
    expect(storedIn(org, "users")[0]!.points).toEqual([[FLUSH, 3]]);
  });

  test("trap: clients round the sample rate 1 down, and a sample still counts about once", () => {
    const org = receivedBy("a:1|c|@0.9999999\nb:7|h|@0.9999999\nc:7|d|@0.999999");
    expect(storedIn(org, "a")[0]!.points[0]![1]).toBeCloseTo(1, 5);
    expect(storedIn(org, "b.count")[0]!.points).toEqual([[FLUSH, 1]]);
    expect(samplesIn(org, "c")[0]!.count).toBeCloseTo(1, 5);
  });

  test("a gauge keeps its last value, a counter adds up", () => {
    const org = receivedBy("fuel:1|g\nfuel:7|g", "fuel:3|g", "runs:1|c", "runs:1|c\nruns:2|c");
    expect(storedIn(org, "fuel")[0]!.points).toEqual([[FLUSH, 3]]);
    expect(storedIn(org, "runs")[0]!.points).toEqual([[FLUSH, 4]]);
  });

  test("a histogram and a timer become the five metrics of the agent's flush", () => {
    // of 20 samples 1 … 20: median the 10th (rank ⌊19 / 2⌋ = 9), 95th percentile the 19th (rank ⌊1899 / 100⌋ = 18)
    const org = receivedBy(Array.from({ length: 20 }, (_, index) => `grind:${index + 1}|ms`).join("\n"));
    const rows = org.metrics
      .names()
      .map((name) => [name, storedIn(org, name)[0]!.type, storedIn(org, name)[0]!.points]);
    expect(rows).toEqual([
      ["grind.95percentile", "gauge", [[FLUSH, 19]]],
      ["grind.avg", "gauge", [[FLUSH, 10.5]]],
      ["grind.count", "rate", [[FLUSH, 20]]],
      ["grind.max", "gauge", [[FLUSH, 20]]],
      ["grind.median", "gauge", [[FLUSH, 10]]],
    ]);
  });

  test("trap: names and tags are kept as Datadog spells them", () => {
    const org = receivedBy("weird name__@#:1|c\nweird.name:1|c|#Stage:Spark ETL,user_é:Ü,,9lives:x");
    expect(storedIn(org, "weird_name")[0]!.points).toEqual([[FLUSH, 1]]);
    expect(storedIn(org, "weird.name")[0]!.tags).toEqual(["lives:x", "stage:spark_etl", "user_é:ü"]);
  });

  test("the agent's host and tags are added; a client's own host goes before", () => {
    const org = receivedBehind({ host: "worker-1", tags: ["env:demo"] }, "a:1|c|#x:y\nb:1|c|#host:other");
    expect(storedIn(org, "a")[0]!.tags).toEqual(["env:demo", "host:worker-1", "x:y"]);
    expect(storedIn(org, "b")[0]!.tags).toEqual(["env:demo", "host:other"]);
  });

  test("trap: what clients report about themselves is kept apart", () => {
    const about = "#client:nodejs,client_version:17.1.1,client_transport:udp";
    const org = receivedBy(
      `datadog.dogstatsd.client.metrics:21|c|${about}\npage.views:1|c`,
      `datadog.dogstatsd.client.metrics:2|c|${about}\ndatadog.dogstatsd.client.packets_dropped:1|c|${about}`,
    );
    expect(org.metrics.names()).toEqual(["page.views"]);
    expect(org.intake.statistics().dogstatsd.clients).toEqual([
      { client: "nodejs 17.1.1 over udp", counts: { metrics: 23, packets_dropped: 1 } },
    ]);
  });
});

describe("an event", () => {
  const fields = "|d:1713804588|h:h1|k:deploys|p:low|s:my_app|t:warning|#env:prod";
  const event = {
    kind: "events",
    time: 1_713_804_588,
    title: "Deploy",
    message: "line1\nline2 é",
    host: "h1",
    source: "my_app",
    status: "warning",
    tags: ["env:prod", "host:h1"],
    attributes: { priority: "low", aggregation_key: "deploys" },
  };

  test.each([
    ["units of UTF-16, as hot-shots counts", `_e{6,14}:Deploy|line1\\nline2 é${fields}`],
    ["bytes of UTF-8, as Python and Go count", `_e{6,15}:Deploy|line1\\nline2 é${fields}`],
  ])("trap: its lengths are %s", (_what, line) => {
    const org = receivedBy(`${line}\npage.views:1|c`);
    expect(eventsIn(org)).toEqual([event]);
    expect(storedIn(org, "page.views")).toHaveLength(1);
  });

  // 🚀 is 4 bytes in UTF-8, 2 units in UTF-16
  test.each([
    ["_e{2,8}:🚀|a|b🚀 c|k:x", "a|b🚀 c"],
    ["_e{4,9}:🚀|a|b🚀 c|k:x", "a|b🚀 c"],
    ["_e{2,0}:🚀|", ""],
    ["_e{2,1}:🚀|é|c:ci-1|e:it-false|card:low", "é"],
  ])("%s", (line, message) => {
    const length = [...message].reduce((units, character) => units + character.length, 0);
    const exact = line.startsWith("_e{2,8}") ? line.replace("8}", `${length}}`) : line;
    const [found] = eventsIn(
      receivedBy(exact.startsWith("_e{4,") ? exact.replace("9}", `${Buffer.byteLength(message)}}`) : exact),
    );
    expect(found).toMatchObject({ title: "🚀", message, time: Math.floor(NOW), status: "info" });
  });

  test("an unknown alert type or date is left out, and the event counts", () => {
    const org = receivedBy("_e{1,1}:a|b|t:fatal|d:tomorrow|p:urgent");
    expect(eventsIn(org)).toMatchObject([
      { status: "info", time: Math.floor(NOW), attributes: { priority: "normal" } },
    ]);
  });
});

describe("a service check", () => {
  test.each([
    [
      "trap: the origin stands before the message (Node)",
      "_sc|svc.up|2|d:1713804588|h:h1|#env:prod|c:ci-1|e:it-false|card:low|m:all | down",
      "all | down",
    ],
    [
      "trap: the origin stands behind the message (Python, Go)",
      "_sc|svc.up|2|d:1713804588|h:h1|#env:prod|m:all | down\\nm\\:now|c:ci-1|e:it-false|card:low",
      "all | down\nm:now",
    ],
  ])("%s", (_what, line, message) => {
    expect(runsIn(receivedBy(line), "svc.up")).toEqual([
      { check: "svc.up", status: "CRITICAL", time: 1_713_804_588, tags: ["env:prod", "host:h1"], message },
    ]);
  });

  test("trap: a raw newline in the message leaves a stray line, which is counted and harms nothing", () => {
    const org = receivedBy("_sc|svc.up|0|m:all down\nnow\npage.views:1|c");
    expect(runsIn(org, "svc.up")).toEqual([
      { check: "svc.up", status: "OK", time: Math.floor(NOW), tags: [], message: "all down" },
    ]);
    expect(storedIn(org, "page.views")).toHaveLength(1);
    expect(org.intake.statistics()).toMatchObject({
      dogstatsd: { bad: 1 },
      badInputs: [{ text: "now", reason: "a metric is written name:value|type", time: NOW }],
    });
  });
});

describe("a line that cannot be read is counted, and its neighbors are stored", () => {
  test.each([
    ["no value", "fuel|g", "a metric is written name:value|type"],
    ["an empty value", "fuel:|g", "there is no value"],
    ["only colons", "fuel:::|g", "there is no value"],
    ["no name", ":1|g", "the name of a metric starts with a letter"],
    ["no letter in the name", "12:1|g", "the name of a metric starts with a letter"],
    ["an unknown type", "fuel:1|x", '"x" is not a metric type: c, g, d, h, ms, or s'],
    ["trap: nan", "fuel:nan|g", '"nan" is not a finite number'],
    ["trap: inf", "fuel:inf|g", '"inf" is not a finite number'],
    ["too large a number", "fuel:1e400|g", '"1e400" is not a finite number'],
    ["hexadecimal digits", "fuel:0x10|g", '"0x10" is not a finite number'],
    ["one bad value of several", "fuel:1:x:2|g", '"x" is not a finite number'],
    ["trap: a name that was not escaped", "weird name:|@#:1|c|#a", '"@#:1" is not a metric type: c, g, d, h, ms, or s'],
    ["a sample rate of 0", "fuel:1|c|@0", '"0" is not a sample rate: a number above 0, at most 1'],
    ["a timestamp of a histogram", "fuel:1|h|T1713804588", "only counters and gauges may have a timestamp"],
    ["a timestamp in words", "fuel:1|g|Tnow", '"now" is not a UNIX timestamp in seconds'],
    ["an event without lengths", "_e{6}:Deploy|x", "an event starts with _e{title length,text length}:"],
    ["an event without a title", "_e{0,1}:|x", "an event needs a title"],
    ["an event that is too short", "_e{6,14}:Deploy|line1", "the lengths 6 and 14 do not match the title and the text"],
    ["a check without a status", "_sc|svc.up", '"" is not the status of a service check: 0, 1, 2, or 3'],
    ["a check with an unknown status", "_sc|svc.up|4", '"4" is not the status of a service check: 0, 1, 2, or 3'],
  ])("%s", (_what, line, reason) => {
    const org = receivedBy(`ok.before:1|g\n${line}\nok.after:1|g`, line);
    expect(org.metrics.names()).toEqual(["ok.after", "ok.before"]);
    expect(org.intake.statistics().dogstatsd).toMatchObject({ samples: 2, bad: 2 });
    expect(org.intake.statistics().badInputs[0]).toMatchObject({ text: line, reason });
  });

  test("a bad value of a series that is known already", () => {
    const org = receivedBy("fuel:1|g", "fuel:nan|g", "fuel:2|g");
    expect(storedIn(org, "fuel")[0]!.points).toEqual([[FLUSH, 2]]);
    expect(org.intake.statistics().dogstatsd).toMatchObject({ samples: 2, bad: 1 });
  });

  test("only the latest are kept, and not at length", () => {
    const org = receivedBy(...Array.from({ length: 30 }, (_, index) => `${"x".repeat(5000)}${index}`));
    const { dogstatsd, badInputs } = org.intake.statistics();
    expect([dogstatsd.bad, badInputs.length, badInputs[0]!.text.length]).toEqual([30, 20, 200]);
  });

  test("nothing at all is not bad", () => {
    expect(receivedBy("", "\n", " \n\n").intake.statistics().dogstatsd).toMatchObject({ datagrams: 3, bad: 0 });
  });
});

test("a number is read as it was written, however the client writes it", () => {
  const number = fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: -99_999_999, max: 99_999_999 }).map((cents) => cents / 100),
  );
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 5 }), (values) => {
      const org = receivedBy(...values.map((value) => `fuel:${value}|g`));
      expect(storedIn(org, "fuel")[0]!.points).toEqual([[FLUSH, values.at(-1)! + 0]]);
    }),
  );
});
