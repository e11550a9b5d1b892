import { createSocket } from "node:dgram";
import { datagrams } from "./lines";
import type { Order, Sent } from "./messages";

/** A sender in a process of its own: sends what it is told, at the rate that it is told, and says how long it took. */
function main(): void {
  const kinds = [datagrams(false).all, datagrams(true).all] as const;
  process.on("message", async (order: Order) => process.send?.(await sent(order, kinds[order.packed ? 1 : 0])));
  process.on("disconnect", () => process.exit());
  process.send?.({});
}

/** Most datagrams in one go: a pause of the sender must not become a burst. */
const MOST_AT_ONCE = 500;

async function sent({ port, rate, count }: Order, all: readonly Buffer[]): Promise<Sent> {
  const socket = createSocket("udp4");
  await new Promise<void>((done) => socket.connect(port, "127.0.0.1", done));
  const start = performance.now();
  for (let index = 0; index < count; ) {
    const due = rate === 0 ? count : Math.min(count, Math.floor(((performance.now() - start) / 1000) * rate));
    const until = Math.min(due, index + MOST_AT_ONCE);
    while (index < until) socket.send(all[index++ % all.length]!);
    await new Promise((next) => setImmediate(next));
  }
  const seconds = (performance.now() - start) / 1000;
  await new Promise<void>((done) => socket.close(done));
  return { seconds };
}

main();
