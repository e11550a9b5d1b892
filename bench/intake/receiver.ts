import { createSocket } from "node:dgram";
import { startIntake } from "../../datadog/sandbox/intake";
import { Org } from "../../datadog/sandbox/org";
import type { Reading, Received } from "./messages";

/** A receiver in a process of its own: tells its port, then what it got each time it is asked. */
async function main(reading: Reading): Promise<void> {
  const { port, received } = reading === "org" ? await storing() : await counting(reading === "split");
  let before = process.cpuUsage();
  process.on("message", () => {
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    process.send?.({ ...received(), cpu: (user + system) / 1e6 } satisfies Received);
  });
  process.on("disconnect", () => process.exit());
  process.send?.({ port });
}

async function storing() {
  const org = new Org();
  const { port } = await startIntake(org);
  let before = org.intake.statistics().dogstatsd;
  const received = () => {
    const now = org.intake.statistics().dogstatsd;
    const got = { datagrams: now.datagrams - before.datagrams, metrics: now.samples - before.samples };
    before = now;
    return got;
  };
  return { port, received };
}

async function counting(splits: boolean) {
  let datagrams = 0;
  let metrics = 0;
  const socket = createSocket("udp4", (datagram) => {
    datagrams++;
    if (splits) metrics += datagram.toString("utf8").split("\n").length;
  });
  await new Promise<void>((done) => socket.bind(0, "127.0.0.1", done));
  socket.setRecvBufferSize(4 * 1024 * 1024);
  const received = () => {
    const got = { datagrams, metrics };
    datagrams = 0;
    metrics = 0;
    return got;
  };
  return { port: socket.address().port, received };
}

void main(process.argv[2] as Reading);
