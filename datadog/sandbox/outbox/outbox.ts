import { apiMonitorSchema, webhookSchema } from "../../definitions";
import type { Notification } from "../alerting";
import { author, type Org } from "../org";
import { WebhookQueue } from "./queue";
import { isLoopback, type WebhookRequest, webhookRequest } from "./request";
import { webhookVariables } from "./variables";

/** What became of a webhook's request. */
export interface Delivery {
  readonly webhook: string;
  /** The notification that it is about. */
  readonly title: string;
  readonly outcome: "delivered" | "failed" | "not sent";
  /** How often it was tried. */
  readonly attempts: number;
  /** The last answer's status, or why there was none. */
  readonly reason: string;
}

/** How many deliveries are remembered. */
const MOST = 1000;

/**
 * Sends an org's notifications to webhooks: those that a message names as `@webhook-NAME`. Only targets on this machine are
 * called; of others it is remembered that they were not. Each webhook has a queue of its own, so that one that hangs delays no
 * other, and nobody waits for any.
 */
export class Outbox {
  /** The latest, oldest first. */
  readonly deliveries: Delivery[] = [];
  private readonly queues = new Map<string, WebhookQueue>();
  private readonly cycles = new Map<string, string>();
  private count = 0;

  constructor(
    private readonly org: Org,
    /** Called with each delivery. @default nobody asks */
    private readonly delivered: (delivery: Delivery) => void = () => undefined,
  ) {}

  /** Sends a notification to the webhooks among its recipients. */
  send(notification: Notification): void {
    for (const recipient of notification.recipients) {
      const [, name] = /^@webhook-(.+)$/.exec(recipient) ?? [];
      if (name !== undefined) this.call(name, notification);
    }
  }

  /** Resolves once nothing is left to send. */
  async settled(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.settled()));
  }

  /** Sends nothing more; what is on its way is given up. */
  stop(): void {
    for (const queue of this.queues.values()) queue.stop();
  }

  private call(name: string, notification: Notification): void {
    const done = (result: Omit<Delivery, "webhook" | "title">) =>
      this.remember({ webhook: name, title: notification.title, ...result });
    const { webhooks } = this.org;
    if (!webhooks.has(name)) {
      done({ outcome: "not sent", attempts: 0, reason: `there is no webhook "${name}"` });
      return;
    }
    const request = this.requestOf(name, notification);
    if (!isLoopback(request.url)) {
      done({ outcome: "not sent", attempts: 0, reason: "the sandbox calls only URLs of this machine" });
      return;
    }
    const queue = this.queues.get(name) ?? new WebhookQueue();
    this.queues.set(name, queue);
    queue.add(request, done);
  }

  private requestOf(name: string, notification: Notification): WebhookRequest {
    const { webhooks, webhookVariables: own, monitors, id } = this.org;
    const custom = own.all().map(({ definition }) => [definition.name, definition.value] as const);
    const values = webhookVariables({
      notification,
      monitor: apiMonitorSchema.parse(monitors.get(Number(notification.monitor))),
      id: String(++this.count),
      keys: this.keysOf(notification),
      org: { id, name: author.name },
      author,
    });
    return webhookRequest(webhookSchema.parse(webhooks.read(name).definition), values, Object.fromEntries(custom));
  }

  /** A cycle begins with the first notification about a group, and ends with its recovery. */
  private keysOf({ monitor, group, moment, time }: Notification): { aggregation: string; cycle: string } {
    const aggregation = `${monitor}-${group.key}`;
    const cycle = this.cycles.get(aggregation) ?? `${aggregation}-${time}`;
    if (moment.endsWith("_recovery")) this.cycles.delete(aggregation);
    else this.cycles.set(aggregation, cycle);
    return { aggregation, cycle };
  }

  private remember(delivery: Delivery): void {
    this.deliveries.push(delivery);
    if (this.deliveries.length > MOST) this.deliveries.shift();
    this.delivered(delivery);
  }
}
