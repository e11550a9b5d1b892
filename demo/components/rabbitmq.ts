import { rabbitmqHealth } from "../../metrics/checks";
import { queueLength } from "../../metrics/pipeline";
import { consumers, messagesReady, messagesUnacknowledged } from "../../metrics/rabbitmq";
import type { Component } from "../component";

const QUEUE = { queue: "stages" };

/** Messages of a run, and how many a worker takes from the queue in ten seconds. */
const MESSAGES_OF_A_RUN = 30;
const TAKEN_BY_A_WORKER = 80;

/** RabbitMQ holds the tasks of the runs until a worker takes them. */
export const rabbitmq: Component = (random) => {
  let ready = 0;
  return (now, to) => {
    const published = random.of(now.flows.length * MESSAGES_OF_A_RUN);
    ready = Math.max(0, ready + published - now.workers * TAKEN_BY_A_WORKER);
    to.gauge(messagesReady, ready, QUEUE);
    to.gauge(messagesUnacknowledged, now.workers * 4, QUEUE);
    to.gauge(consumers, now.workers, QUEUE);
    to.gauge(queueLength, ready, QUEUE);
    to.check(rabbitmqHealth, "OK");
  };
};
