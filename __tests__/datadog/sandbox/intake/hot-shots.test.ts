import { createSocket } from "node:dgram";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClientOptions, StatsD } from "hot-shots";
import { type IntakeSettings, type RunningIntake, startIntake } from "../../../../datadog/sandbox/intake";
import { Org } from "../../../../datadog/sandbox/org";
import { eventsIn, FLUSH, NOW, runsIn, samplesIn, storedIn } from "./received";

/** Waits until something holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** An org that listens, and a client that sends there; `said` waits for what the client said last. */
async function connected(options: ClientOptions = {}, settings: IntakeSettings = {}) {
  const org = new Org({ clock: () => NOW * 1000 });
  const intake: RunningIntake = await startIntake(org, settings);
  const client = new StatsD({ host: "127.0.0.1", port: intake.port, ...options });
  const said = async () => {
    client.gauge("the.end", 1);
    client.flush();
    await until(() => org.metrics.names().some((name) => name.endsWith("the.end")));
  };
  const stop = async () => {
    await new Promise<void>((done) => client.close(() => done()));
    await intake.stop();
  };
  return { org, client, said, stop };
}

const tags = { env: "prod", stage: "a|b" };

/** Says something of every kind. */
function sayAll(client: StatsD): void {
  client.increment("page.views", 1, tags);
  client.increment("page.views", 2, tags);
  client.decrement("page.views", 1, tags);
  client.increment("page.sampled", 1, 0.9999999, tags);
  client.gauge("fuel", -4, tags);
  client.gauge("fuel.large", 1e21);
  client.gauge("fuel.timed", 42, { tags, timestamp: 1_713_804_588 });
  client.gaugeDelta("fuel.delta", 5);
  client.histogram("upload.size", 1445, tags);
  client.distribution("latency", 12.25, tags);
  client.timing("query.time", 1234, tags);
  client.set("users", "u-42", tags);
  client.unique("users", "u-43", tags);
  client.increment("weird name:|@#");
  client.event(
    "Déploiement",
    "line1\nline2 é 🚀",
    {
      alert_type: "warning",
      priority: "low",
      hostname: "h1",
      aggregation_key: "k",
      source_type_name: "my_app",
      date_happened: new Date(1_713_804_588_000),
    },
    tags,
  );
  client.check(
    "svc.up",
    client.CHECKS.CRITICAL,
    { hostname: "h1", message: "all | down", date_happened: new Date(1_713_804_588_000) },
    tags,
  );
}

const kept = ["env:prod", "stage:a_b"];

function expectAll(org: Org): void {
  expect(storedIn(org, "page.views")).toEqual([{ tags: kept, type: "rate", points: [[FLUSH, 2]] }]);
  expect(storedIn(org, "page.sampled")[0]!.points[0]![1]).toBeCloseTo(1, 5);
  expect(storedIn(org, "fuel")).toEqual([{ tags: kept, type: "gauge", points: [[FLUSH, -4]] }]);
  expect(storedIn(org, "fuel.large")[0]!.points).toEqual([[FLUSH, 1e21]]);
  expect(storedIn(org, "fuel.timed")).toEqual([{ tags: kept, type: "gauge", points: [[1_713_804_588, 42]] }]);
  expect(storedIn(org, "fuel.delta")[0]!.points).toEqual([[FLUSH, 5]]);
  expect(storedIn(org, "upload.size.max")).toEqual([{ tags: kept, type: "gauge", points: [[FLUSH, 1445]] }]);
  expect(samplesIn(org, "latency")).toEqual([
    { tags: kept, time: FLUSH, count: 1, sum: 12.25, min: 12.25, max: 12.25 },
  ]);
  expect(storedIn(org, "query.time.avg")[0]!.points).toEqual([[FLUSH, 1234]]);
  expect(storedIn(org, "users")).toEqual([{ tags: kept, type: "gauge", points: [[FLUSH, 2]] }]);
  expect(storedIn(org, "weird_name")[0]!.points).toEqual([[FLUSH, 1]]);
  expect(eventsIn(org)).toEqual([
    {
      kind: "events",
      time: 1_713_804_588,
      title: "Déploiement",
      message: "line1\nline2 é 🚀",
      host: "h1",
      source: "my_app",
      status: "warning",
      tags: [...kept, "host:h1"],
      attributes: { priority: "low", aggregation_key: "k" },
    },
  ]);
  expect(runsIn(org, "svc.up")).toEqual([
    { check: "svc.up", status: "CRITICAL", time: 1_713_804_588, tags: [...kept, "host:h1"], message: "all | down" },
  ]);
  expect(org.intake.statistics().dogstatsd.bad).toBe(0);
}

describe("hot-shots", () => {
  test.each([
    ["one datagram each", {}],
    ["packed into datagrams of 1,432 bytes", { maxBufferSize: 1432 }],
    ["with the origin in each line", { datadog: true, containerID: "ci-0123456789abcdef", cardinality: "low" }],
    ["aggregated", { aggregation: true }],
  ] as const)("every kind arrives, %s", async (_how, options) => {
    const { org, client, said, stop } = await connected(options);
    sayAll(client);
    await said();
    await until(
      () => samplesIn(org, "latency").length > 0 && org.metrics.has("page.views") && org.metrics.has("users"),
    );
    expectAll(org);
    await stop();
  });

  test("a prefix and global tags", async () => {
    const { org, client, said, stop } = await connected({ prefix: "app.", globalTags: { env: "prod", team: "core" } });
    client.increment("page.views", 1, { env: "demo" });
    await said();
    expect(storedIn(org, "app.page.views")[0]!.tags).toEqual(["env:demo", "team:core"]);
    await stop();
  });

  test("a raw newline in the message of a check leaves a stray line", async () => {
    const { org, client, said, stop } = await connected();
    client.check("svc.up", client.CHECKS.OK, { message: "all down\nnow" });
    await said();
    expect(runsIn(org, "svc.up")).toMatchObject([{ message: "all down" }]);
    expect(org.intake.statistics().badInputs).toMatchObject([{ text: "now" }]);
    await stop();
  });

  test("its own telemetry is kept apart", async () => {
    const { org, client, said, stop } = await connected({
      datadog: true,
      includeDatadogTelemetry: true,
      telemetryFlushInterval: 20,
    } as ClientOptions);
    client.increment("page.views");
    await said();
    await until(() => org.intake.statistics().dogstatsd.clients.length > 0);
    expect(org.intake.statistics().dogstatsd.clients).toEqual([
      { client: "nodejs 17.1.1 over udp", counts: expect.objectContaining({ metrics: expect.any(Number) }) },
    ]);
    expect(org.metrics.names()).toEqual(["page.views", "the.end"]);
    await stop();
  });

  test("over a Unix datagram socket, where unix-dgram was built; else a warning says that there is none", async () => {
    const folder = mkdtempSync(join(tmpdir(), "s-"));
    const path = join(folder, "dsd.socket");
    const org = new Org({ clock: () => NOW * 1000 });
    const intake = await startIntake(org, { socketPath: path });
    const { sockets } = org.intake.statistics().dogstatsd;
    if (sockets.some(({ address }) => address === path)) {
      const client = new StatsD({ protocol: "uds", path });
      sayAll(client);
      await until(() => runsIn(org, "svc.up").length > 0);
      expectAll(org);
      await new Promise<void>((done) => client.close(() => done()));
    } else {
      expect(org.intake.statistics().warnings).toEqual([
        `DogStatsD does not listen on ${path}: the optional package unix-dgram is not available on this machine. Clients can use UDP.`,
      ]);
    }
    await intake.stop();
    rmSync(folder, { recursive: true });
  });
});

test("what the kernel drops while the process is busy is counted, and a warning says so", async () => {
  const org = new Org();
  const intake = await startIntake(org);
  const client = createSocket("udp4");
  await new Promise<void>((done) => client.bind(0, "127.0.0.1", done));
  const datagram = Buffer.alloc(8192, "x");
  const buffer = org.intake.statistics().dogstatsd.sockets[0]!.buffer!;
  const count = Math.ceil(buffer / datagram.length) + 50;
  // sends are handed to the kernel at once while nothing is received
  for (let index = 0; index < count; index++) client.send(datagram, intake.port, "127.0.0.1");
  const { sockets } = org.intake.statistics().dogstatsd;
  const { dropped } = sockets[0]!;
  if (dropped !== undefined) {
    await until(() => {
      const { dogstatsd } = org.intake.statistics();
      return dogstatsd.datagrams + (dogstatsd.sockets[0]!.dropped ?? 0) === count;
    });
    expect(org.intake.statistics().dogstatsd.sockets[0]!.dropped).toBeGreaterThan(0);
    expect(org.intake.statistics().warnings[0]).toMatch(/^The kernel dropped datagrams at 127\.0\.0\.1:\d+ because/);
  }
  await new Promise<void>((done) => client.close(() => done()));
  await intake.stop();
});
