import { createSocket } from "node:dgram";
import fc from "fast-check";
import { submissionsOf } from "../../../../datadog/sandbox/intake/dogstatsd";
import { openStatsdPort } from "../../../../datadog/sandbox/intake/socket";
import { Org } from "../../../../datadog/sandbox/org";

const at = 1000;

describe("a DogStatsD line", () => {
  // How each type is stored: the agent adds up a counter over ten seconds and makes five metrics of a histogram.
  test.each([
    [
      "page.views:1|c|#env:prod,stage:canary",
      { metric: "page.views", type: "rate", interval: 10, tags: ["env:prod", "stage:canary"], points: [[at, 0.1]] },
    ],
    ["page.views:-3|c", { metric: "page.views", type: "rate", interval: 10, tags: [], points: [[at, -0.3]] }],
    [
      "page.views:1|c|@0.5|#a:b",
      { metric: "page.views", type: "rate", interval: 10, tags: ["a:b"], points: [[at, 0.2]] },
    ],
    ["fuel:1e+21|g", { metric: "fuel", type: "gauge", tags: [], points: [[at, 1e21]] }],
    ["fuel:42|g|T1713804588|#a:b", { metric: "fuel", type: "gauge", tags: ["a:b"], points: [[1713804588, 42]] }],
    [
      "fuel:42|g|#a:b|c:ci-1|e:it-false|card:low|T1713804588\n",
      { metric: "fuel", type: "gauge", tags: ["a:b"], points: [[1713804588, 42]] },
    ],
    [
      "size:1445:1446|d|#a",
      {
        metric: "size",
        type: "distribution",
        tags: ["a"],
        points: [
          [at, 1445],
          [at, 1446],
        ],
      },
    ],
    ["users:u-42|s", { metric: "users", type: "gauge", tags: [], points: [[at, 1]] }],
    ["weird name__@:1|g", { metric: "weird_name", type: "gauge", tags: [], points: [[at, 1]] }],
  ])("%s", (line, submission) => {
    expect(submissionsOf(line, at)).toEqual([submission]);
  });

  test("a timer is stored as five metrics", () => {
    const stored = submissionsOf("grind:4:1:3|ms", at).map(({ metric, type, points }) => [
      metric,
      type,
      points[0]?.[1],
    ]);
    expect(stored).toEqual([
      ["grind.avg", "gauge", 8 / 3],
      ["grind.median", "gauge", 3],
      ["grind.max", "gauge", 4],
      ["grind.95percentile", "gauge", 4],
      ["grind.count", "rate", 0.3],
    ]);
  });

  test.each([
    ["an event", "_e{6,14}:Deploy|line1"],
    ["a service check", "_sc|svc.up|2|m:down"],
    ["nothing", ""],
    ["no value", "fuel|g"],
    ["no name", ":1|g"],
    ["an unknown type", "fuel:1|x"],
    ["no number", "fuel:nan|g"],
    ["infinity", "fuel:inf|g"],
    ["an unescaped name", "weird name:|@#:1|c|#a"],
  ])("%s is passed over, and the rest of the datagram counts", (_what, line) => {
    expect(submissionsOf(`${line}\nfuel:1|g`, at)).toMatchObject([{ metric: "fuel", points: [[at, 1]] }]);
  });

  test("anything is read without failing, into finite points", () => {
    const piece = fc.constantFrom("fuel", ":", "1", "|", "c", "ms", "#a:b", "@0", "@0.1", "T9", "\n", "_e{", "1e400");
    const text = fc.oneof(
      fc.array(piece).map((pieces) => pieces.join("")),
      fc.string(),
    );
    fc.assert(
      fc.property(text, (datagram) => {
        const points = submissionsOf(datagram, at).flatMap((submission) => submission.points.flat());
        expect(points.every(Number.isFinite)).toBe(true);
      }),
    );
  });
});

describe("the DogStatsD port", () => {
  test("feeds the org until it is closed", async () => {
    const org = new Org();
    const statsd = await openStatsdPort(org, 0);
    const client = createSocket("udp4");
    const send = () =>
      new Promise<void>((done) => client.send("mill.sacks:3|c|#mill:north", statsd.port, "127.0.0.1", () => done()));
    // UDP may lose a datagram: send until one arrived.
    while (!org.metrics.has("mill.sacks")) {
      await send();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(org.metrics.get("mill.sacks")).toMatchObject({ type: "rate", interval: 10, tags: ["mill:north"] });
    client.close();
    await statsd.stop();
  });

  test("that is taken is a clear error", async () => {
    const statsd = await openStatsdPort(new Org(), 0);
    await expect(openStatsdPort(new Org(), statsd.port)).rejects.toThrow(
      `DogStatsD port ${statsd.port} is in use: choose another port with --statsd-port, or 0 for any free port.`,
    );
    await statsd.stop();
  });
});
