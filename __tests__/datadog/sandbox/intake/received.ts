import type { IntakeSettings } from "../../../../datadog/sandbox/intake";
import { Org } from "../../../../datadog/sandbox/org";

/** The org's time in the tests of intake, in UNIX seconds: 3.25 s into an interval of the agent. */
export const NOW = 1_713_804_593.25;

/** When the interval of `NOW` begins. */
export const FLUSH = 1_713_804_590;

/** An org whose clock stands still, and what it makes of datagrams. */
export function receivedBy(...datagrams: readonly (string | Buffer)[]): Org {
  const org = new Org({ clock: () => NOW * 1000 });
  for (const datagram of datagrams) org.intake.dogstatsd.receive(Buffer.from(datagram as string));
  return org;
}

/** The same, behind an agent that adds tags. */
export function receivedBehind(agent: IntakeSettings, ...datagrams: readonly string[]): Org {
  const org = new Org({ clock: () => NOW * 1000 });
  org.intake.dogstatsd.setAgent(agent);
  for (const datagram of datagrams) org.intake.dogstatsd.receive(Buffer.from(datagram));
  return org;
}

/** A series as a test compares it: its tags, its type, its points without the zeros that a counter ends with. */
export interface StoredRow {
  readonly tags: readonly string[];
  readonly type: string;
  readonly points: readonly (readonly [time: number, value: number])[];
}

/** What is stored of a metric, series by series. A counter's points are counts. */
export function storedIn({ series }: Org, metric: string): StoredRow[] {
  return series.series(metric).map((one) => {
    const { times, values } = one.points();
    const all = Array.from(times, (time, index) => [time, values[index]!] as const);
    const points = one.type === "rate" && one.holds === "counted" ? all.filter(([, value]) => value !== 0) : all;
    return { tags: one.tags, type: one.type, points };
  });
}

/** The samples of a distribution: how many, their sum, the smallest and the largest, by the beginning of the interval. */
export function samplesIn({ series }: Org, metric: string) {
  return series.series(metric).flatMap(({ tags, samples }) =>
    Array.from(samples?.times() ?? [], (time) => {
      const { count, sum, min, max } = samples!.at(time);
      return { tags, time, count, sum, min, max };
    }),
  );
}

/** The events of an explorer, whatever their time. */
export const eventsIn = ({ events }: Org, kind: "events" | "logs" | "trace-analytics" = "events") =>
  events.between(kind, 0, Number.MAX_SAFE_INTEGER);

/** The runs of a service check, whatever their time. */
export const runsIn = ({ events }: Org, check: string) => events.runsBetween(check, 0, Number.MAX_SAFE_INTEGER);
