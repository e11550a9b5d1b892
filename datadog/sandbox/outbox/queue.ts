import { setTimeout as wait } from "node:timers/promises";
import type { WebhookRequest } from "./request";

/** What became of a request. */
export interface Result {
  readonly outcome: "delivered" | "failed" | "not sent";
  readonly attempts: number;
  readonly reason: string;
}

/** As at Datadog: how long a request may take, and how often it is tried again. */
const TIMEOUT = 15_000;
const RETRIES = 5;

/** Milliseconds before the first retry, and twice as long before each further one. Datadog's are not documented. */
const PAUSE = 250;

/** How many requests wait at most. */
const MOST_WAITING = 100;

/**
 * The requests of one webhook, one after the other.
 * @see https://docs.datadoghq.com/integrations/webhooks/#usage
 */
export class WebhookQueue {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private waiting = 0;

  /** @param done is called once */
  add(request: WebhookRequest, done: (result: Result) => void): void {
    if (this.waiting >= MOST_WAITING) {
      done({ outcome: "not sent", attempts: 0, reason: `${MOST_WAITING} requests wait for its target already` });
      return;
    }
    this.waiting++;
    this.running = this.running.then(async () => {
      const result = await attempted(request, this.stopping.signal);
      this.waiting--;
      done(result);
    });
  }

  settled(): Promise<void> {
    return this.running;
  }

  stop(): void {
    this.stopping.abort();
  }
}

/** Tries until there is an answer that is no error of the target's, or it has been tried often enough. */
async function attempted(request: WebhookRequest, stop: AbortSignal): Promise<Result> {
  for (let attempts = 1; ; attempts++) {
    const { reason, isOver, isDelivered } = await attempt(request, stop);
    if (isDelivered) return { outcome: "delivered", attempts, reason };
    if (stop.aborted) return { outcome: "not sent", attempts, reason: "the sandbox was stopped" };
    if (isOver || attempts > RETRIES) return { outcome: "failed", attempts, reason };
    await wait(PAUSE * 2 ** (attempts - 1), undefined, { signal: stop }).catch(() => undefined);
  }
}

interface Attempt {
  readonly reason: string;
  readonly isDelivered?: boolean;
  /** Whether another attempt would be answered the same. */
  readonly isOver?: boolean;
}

async function attempt({ url, headers, body }: WebhookRequest, stop: AbortSignal): Promise<Attempt> {
  try {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT)]);
    // a redirect could lead away from this machine
    const answer = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    await answer.body?.cancel();
    const reason = `answered ${answer.status}`;
    return answer.ok ? { reason, isDelivered: true } : { reason, isOver: answer.status < 500 };
  } catch (error) {
    const { name, cause } = error as Error & { readonly cause?: NodeJS.ErrnoException };
    if (name === "TimeoutError") return { reason: `no answer in ${TIMEOUT / 1000} seconds` };
    return { reason: `no connection (${cause?.code ?? (error as Error).message})` };
  }
}
