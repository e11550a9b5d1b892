import { StoryClock } from "../../../datadog/sandbox/clock";

const START = Date.parse("2026-01-05T09:00:00Z");

test("stands still at the time that was waited for last", async () => {
  const clock = new StoryClock({ start: START, speed: Number.POSITIVE_INFINITY });
  expect(clock.now()).toBe(START);
  await clock.until(START + 60_000);
  expect(clock.now()).toBe(START + 60_000);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(clock.now()).toBe(START + 60_000);
});

test("never goes back: a time that has passed is there at once", async () => {
  const clock = new StoryClock({ start: START, speed: Number.POSITIVE_INFINITY });
  await clock.until(START + 60_000);
  await clock.until(START);
  expect(clock.now()).toBe(START + 60_000);
});

test("passes at its speed, and says how far it is behind", async () => {
  const clock = new StoryClock({ start: START, speed: 60_000 });
  await clock.until(START + 60_000);
  expect(clock.now()).toBe(START + 60_000);
  // Nobody waits for a later time while a minute of the clock passes each millisecond.
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(clock.now()).toBe(START + 60_000);
  expect(clock.late).toBeGreaterThan(60_000);
});

test("a wait can be ended", async () => {
  const clock = new StoryClock({ start: START, speed: 1 });
  const stopping = new AbortController();
  const waiting = clock.until(START + 3_600_000, stopping.signal);
  stopping.abort();
  await waiting;
  expect(clock.now()).toBeLessThan(START + 3_600_000);
});

test("a speed that is set later counts from then on", async () => {
  const clock = new StoryClock({ start: START, speed: Number.POSITIVE_INFINITY });
  await clock.until(START + 3_600_000);
  clock.setSpeed(1);
  expect(clock.late).toBeLessThan(3_600_000);
  expect(clock.now()).toBe(START + 3_600_000);
});
