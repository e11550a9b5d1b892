import type { SearchSource } from "../../query";

/** Something that a search can find: a log line, an event, a span … */
export interface StoredEvent {
  /** Which explorer shows it: `logs`, `events`, `trace-analytics` … */
  readonly kind: SearchSource;
  /** UNIX seconds. */
  readonly time: number;
  /** @default none */
  readonly message?: string;
  /** Of an event. @default none */
  readonly title?: string;
  /** @default none */
  readonly service?: string;
  /** `error`, `warn`, `info` … @default none */
  readonly status?: string;
  /** @default none */
  readonly host?: string;
  /** The technology it comes from: `nginx`. @default none */
  readonly source?: string;
  /** `key:value`. @default none */
  readonly tags?: readonly string[];
  /** Nested as in JSON; `@http.status_code` is `{ http: { status_code: … } }`. @default none */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** The state that a run of a service check found. */
export const CHECK_STATUSES = ["OK", "WARNING", "CRITICAL", "UNKNOWN"] as const;

export type CheckStatus = (typeof CHECK_STATUSES)[number];

/**
 * One run of a service check.
 * @see https://docs.datadoghq.com/developers/service_checks/
 */
export interface CheckRun {
  /** `datadog.agent.up`. */
  readonly check: string;
  /** UNIX seconds. */
  readonly time: number;
  readonly status: CheckStatus;
  /** `key:value`. @default none */
  readonly tags?: readonly string[];
  /** @default none */
  readonly message?: string;
}
