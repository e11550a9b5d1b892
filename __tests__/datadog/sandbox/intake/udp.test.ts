import { createSocket } from "node:dgram";
import { startIntake } from "../../../../datadog/sandbox/intake";
import { dropsIn } from "../../../../datadog/sandbox/intake/dogstatsd/kernel";
import { Org } from "../../../../datadog/sandbox/org";

/** Sends datagrams, one after the other. */
async function send(port: number, ...datagrams: readonly string[]): Promise<void> {
  const client = createSocket("udp4");
  for (const datagram of datagrams) {
    await new Promise<void>((done, fail) =>
      client.send(datagram, port, "127.0.0.1", (error) => (error ? fail(error) : done())),
    );
  }
  client.close();
}

/** Waits until something holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("the DogStatsD port", () => {
  test("feeds the org until it is closed", async () => {
    const org = new Org();
    const intake = await startIntake(org, { host: "worker-1" });
    await send(intake.port, "mill.sacks:3|c|#mill:north");
    await until(() => org.metrics.has("mill.sacks"));
    expect(org.metrics.get("mill.sacks")).toMatchObject({
      type: "rate",
      interval: 10,
      tags: ["host:worker-1", "mill:north"],
    });
    await intake.stop();
    expect(org.intake.statistics().dogstatsd.sockets).toEqual([]);
  });

  test("that is taken is a clear error", async () => {
    const intake = await startIntake(new Org());
    await expect(startIntake(new Org(), { port: intake.port })).rejects.toThrow(
      `DogStatsD port ${intake.port} is in use: choose another port with --statsd-port, or 0 for any free port.`,
    );
    await intake.stop();
  });

  test("says what buffer it has", async () => {
    const org = new Org();
    const intake = await startIntake(org);
    const [socket] = org.intake.statistics().dogstatsd.sockets;
    expect(socket).toMatchObject({ address: `127.0.0.1:${intake.port}` });
    // the default of Linux; what was asked for is more, and the kernel may grant less
    expect(socket!.buffer).toBeGreaterThanOrEqual(200_000);
    await intake.stop();
  });
});

test("the kernel's count of drops is the last column of the row of the port", () => {
  // as Linux prints /proc/net/udp; 1FBD is 8125
  const table = [
    "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops",
    " 1234: 00000000:1FBD 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 7 2 0 3",
    " 1235: 0100007F:1FBD 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 8 2 0 42",
  ].join("\n");
  expect([dropsIn(table, 8125), dropsIn(table, 8126), dropsIn("", 8125)]).toEqual([42, undefined, undefined]);
});
