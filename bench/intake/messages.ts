/** How a receiver reads what it gets: it counts datagrams, splits them into lines, or stores them in an org. */
export type Reading = "count" | "split" | "org";

/** What a receiver has got since it was asked last. */
export interface Received {
  readonly datagrams: number;
  /** Lines, or samples that were stored. */
  readonly metrics: number;
  /** Seconds of processor time. */
  readonly cpu: number;
}

/** What a sender is to send. */
export interface Order {
  readonly port: number;
  readonly packed: boolean;
  /** Datagrams a second; 0 sends them all at once. */
  readonly rate: number;
  readonly count: number;
}

/** How long it took, in seconds. */
export interface Sent {
  readonly seconds: number;
}
