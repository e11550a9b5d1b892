import { gauge } from "../datadog/query";

/*
 * What the agent's RabbitMQ check reports from the management plugin, which is what `docker/conf.d/rabbitmq.d` reads. The
 * broker computes the rates; they arrive as gauges.
 * https://docs.datadoghq.com/integrations/rabbitmq/
 */

const perQueue = ["rabbitmq_queue", "rabbitmq_vhost", "rabbitmq_node"] as const;
const perNode = ["rabbitmq_node"] as const;

export const messages = gauge("rabbitmq.queue.messages", {
  reported: "agent",
  description: "Messages in a queue, ready and unacknowledged",
  unit: "message",
  tags: perQueue,
});

export const messagesReady = gauge("rabbitmq.queue.messages_ready", {
  reported: "agent",
  description: "Messages that wait for a consumer",
  unit: "message",
  tags: perQueue,
});

export const messagesUnacknowledged = gauge("rabbitmq.queue.messages_unacknowledged", {
  reported: "agent",
  description: "Messages that a consumer has and has not acknowledged",
  unit: "message",
  tags: perQueue,
});

export const published = gauge("rabbitmq.queue.messages.publish.rate", {
  reported: "agent",
  description: "Messages published",
  unit: "message",
  perUnit: "second",
  tags: perQueue,
});

export const delivered = gauge("rabbitmq.queue.messages.deliver_get.rate", {
  reported: "agent",
  description: "Messages delivered to consumers",
  unit: "message",
  perUnit: "second",
  tags: perQueue,
});

export const redelivered = gauge("rabbitmq.queue.messages.redeliver.rate", {
  reported: "agent",
  description: "Messages delivered again, after a consumer failed",
  unit: "message",
  perUnit: "second",
  tags: perQueue,
});

export const consumers = gauge("rabbitmq.queue.consumers", {
  reported: "agent",
  description: "Consumers of a queue",
  tags: perQueue,
});

export const memoryUsed = gauge("rabbitmq.node.mem_used", {
  reported: "agent",
  description: "Memory that a broker uses",
  unit: "byte",
  tags: perNode,
});

export const memoryLimit = gauge("rabbitmq.node.mem_limit", {
  reported: "agent",
  description: "Memory at which a broker stops taking messages",
  unit: "byte",
  tags: perNode,
});

export const diskFree = gauge("rabbitmq.node.disk_free", {
  reported: "agent",
  description: "Disk space that a broker has left",
  unit: "byte",
  tags: perNode,
});
