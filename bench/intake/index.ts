import { type ChildProcess, fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { datagrams } from "./lines";
import type { Order, Reading, Received, Sent } from "./messages";

/**
 * The highest rate at which the sandbox's DogStatsD loses nothing, with everything stored, beside a receiver that only counts
 * (one metric a datagram) and one that only splits lines (packed datagrams), in the same run: sender and receiver are
 * processes of their own on loopback. Then a burst, and the memory of a million points. The last line is the smaller of the
 * two ratios.
 */
const SECONDS = 1;
/** A rate counts as loss-free where so many runs in a row lose nothing … */
const RUNS = 3;
/** … of at most so many: on a machine that does other things too, a run may lose through no fault of the receiver. */
const ATTEMPTS = 5;
/** Steps between rates. */
const FACTOR = 1.12;
const RATES = { single: [4_000, 200_000], packed: [1_000, 60_000] } as const;
const BURST = 10_000;
/** Datagrams a second at which nobody is busy. */
const MODERATE = 5_000;

const execArgv = ["--require", join(__dirname, "..", "..", "loader", "register.cjs")];

interface Child<Question, Answer> {
  readonly ask: (question: Question) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

async function started<Question, Answer>(program: string, ...args: string[]) {
  const child: ChildProcess = fork(join(__dirname, program), args, { execArgv });
  const [first] = await once(child, "message");
  const ask = async (question: Question) => {
    const answered = once(child, "message");
    child.send(question as object);
    return (await answered)[0] as Answer;
  };
  const stop = async () => {
    const ended = once(child, "exit");
    child.disconnect();
    await ended;
  };
  return { first: first as { readonly port: number }, ask, stop } satisfies Child<Question, Answer> & {
    first: unknown;
  };
}

type Sender = Child<Order, Sent>;

interface Receiver extends Child<object, Received> {
  readonly port: number;
}

async function receiverOf(reading: Reading): Promise<Receiver> {
  const { first, ...child } = await started<object, Received>("receiver.ts", reading);
  return { ...child, port: first.port };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Sends, waits until nothing more comes, and says what was lost. */
async function trial(sender: Sender, receiver: Receiver, order: Omit<Order, "port">) {
  await receiver.ask({});
  const { seconds } = await sender.ask({ ...order, port: receiver.port });
  let got = 0;
  let metrics = 0;
  let cpu = 0;
  for (let idle = 0; got < order.count && idle < 5; idle++) {
    await pause(30);
    const more = await receiver.ask({});
    if (more.datagrams > 0) idle = -1;
    got += more.datagrams;
    metrics += more.metrics;
    cpu += more.cpu;
  }
  return { lost: order.count - got, metrics, rate: order.count / seconds, cpu: cpu / Math.max(1, got) };
}

/** Whether nothing is lost at a rate; the sender's own rate where it cannot send as fast. */
async function lossFree(sender: Sender, receiver: Receiver, packed: boolean, rate: number) {
  let inRow = 0;
  let slowest = rate;
  const linesEach = datagrams(packed).linesEach;
  for (let attempt = 0; attempt < ATTEMPTS && inRow + ATTEMPTS - attempt >= RUNS; attempt++) {
    const count = Math.round(rate * SECONDS);
    const { lost, metrics, rate: reached } = await trial(sender, receiver, { packed, rate, count });
    if (lost === 0 && metrics > 0 && metrics !== count * linesEach) throw new Error("Not every metric was stored.");
    inRow = lost === 0 ? inRow + 1 : 0;
    slowest = Math.min(slowest, reached);
    if (inRow === RUNS) return { isFree: true, rate: slowest };
  }
  return { isFree: false, rate: slowest };
}

/** What one way of reading can do. */
interface Measured {
  /** Datagrams a second without loss. */
  readonly rate: number;
  /** Seconds of processor time a datagram, the kernel's part among it. */
  readonly cpu: number;
}

/** The highest rate without loss, by halving the steps between the lowest and the highest. */
async function highestRate(sender: Sender, reading: Reading, packed: boolean): Promise<Measured> {
  const receiver = await receiverOf(reading);
  // the first run compiles
  await trial(sender, receiver, { packed, rate: MODERATE, count: MODERATE });
  const [lowest, highest] = RATES[packed ? "packed" : "single"];
  let low = 0;
  let high = Math.ceil(Math.log(highest / lowest) / Math.log(FACTOR));
  let best = 0;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const { isFree, rate } = await lossFree(sender, receiver, packed, lowest * FACTOR ** middle);
    if (isFree) {
      best = Math.max(best, rate);
      low = middle + 1;
    } else high = middle - 1;
  }
  const { cpu } = await trial(sender, receiver, { packed, rate: MODERATE, count: 2 * MODERATE });
  await receiver.stop();
  return { rate: best, cpu };
}

async function compared(sender: Sender, packed: boolean): Promise<number> {
  const { linesEach } = datagrams(packed);
  const peer: Reading = packed ? "split" : "count";
  const theirs = await highestRate(sender, peer, packed);
  const ours = await highestRate(sender, "org", packed);
  const what = packed ? `${linesEach} metrics a datagram` : "one metric a datagram";
  const text = ({ rate, cpu }: Measured) =>
    `${grouped(rate)} datagrams/s, ${grouped(rate * linesEach)} metrics/s (${(cpu * 1e6).toFixed(1)} µs CPU a datagram)`;
  console.log(
    `${what}: a receiver that only ${packed ? "splits lines" : "counts"} ${text(theirs)}; stored ${text(ours)}`,
  );
  return ours.rate / theirs.rate;
}

const grouped = (number: number) => Math.round(number).toLocaleString("en-US");

async function burst(sender: Sender): Promise<void> {
  const receiver = await receiverOf("org");
  await trial(sender, receiver, { packed: false, rate: MODERATE, count: MODERATE });
  const losses: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    losses.push((await trial(sender, receiver, { packed: false, rate: 0, count: BURST })).lost);
  }
  await receiver.stop();
  console.log(`bursts of ${grouped(BURST)} datagrams: ${losses.join(", ")} lost`);
}

function memory(): void {
  const program = join(__dirname, "memory.ts");
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--expose-gc", ...execArgv, program], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  const { megabytes, series, points } = JSON.parse(stdout) as { megabytes: number; series: number; points: number };
  console.log(`memory: ${grouped(points)} points in ${grouped(series)} series take ${megabytes.toFixed(0)} MB`);
}

async function main(): Promise<void> {
  const { first: _, ...sender } = await started<Order, Sent>("sender.ts");
  const single = await compared(sender, false);
  const packed = await compared(sender, true);
  await burst(sender);
  await sender.stop();
  memory();
  console.log(`one metric a datagram: ${single.toFixed(2)}; packed: ${packed.toFixed(2)}`);
  console.log(`ratio: ${Math.min(single, packed).toFixed(2)}`);
}

void main();
