import type { Moment, VariableName } from "./vocabulary";

/** What a notification is about: all that a message can show. What is missing renders empty. */
export interface MessageFacts {
  readonly moment: Moment;
  /** Of the monitor, 1 (highest) to 5. @default none */
  readonly priority?: number | undefined;
  /** Variables without a dot. Times are in milliseconds since 1970, durations in seconds. @default none */
  readonly values?: Readonly<Partial<Record<VariableName, number | string | undefined>>>;
  /** The alert's tags by key, of its group and the reserved ones: `{ stage: "spark" }`. @default none */
  readonly tags?: Readonly<Record<string, string | readonly string[]>>;
  /**
   * What has parts: the matching event (`log.attributes.x`, `event.title`), what is known of a group (`host.ip`,
   * `host.role`, `service.team`, `service.links.Runbook`), a composite's monitors (`a.value`), by their first name.
   * @default none
   */
  readonly about?: Readonly<Record<string, unknown>>;
}
