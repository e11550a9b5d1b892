import { Org } from "../../datadog/sandbox/org";
import { SERIES } from "./lines";

/** Points in all. */
const POINTS = 1_000_000;

/** Megabytes that a million points in a thousand series take: the gauges of ten days, one point a series every 10 s. */
function main(): void {
  let time = 1_700_000_000;
  const org = new Org({ clock: () => time * 1000 });
  const lines = Array.from({ length: SERIES }, (_, index) => `bench.memory:${index}.5|g|#series:s${index}\n`).join("");
  const datagram = Buffer.from(lines);
  org.intake.dogstatsd.receive(datagram);
  const used = () => {
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  for (let flush = 1; flush < POINTS / SERIES; flush++) {
    time += 10;
    org.intake.dogstatsd.receive(datagram);
  }
  const { series, points } = org.intake.statistics().stored;
  process.stdout.write(JSON.stringify({ megabytes: (used() - before) / 1e6, series, points }));
}

main();
