import { count, gauge } from "../datadog/query";

/*
 * What the agent's RabbitMQ check reports from the Prometheus plugin, which `docker/conf.d/rabbitmq.d` reads: by queue
 * what the families of `/metrics/detailed` have, everything else summed up by node. A queue's tag is `queue`; only the
 * management plugin, which is not read, calls it `rabbitmq_queue`.
 * https://docs.datadoghq.com/integrations/rabbitmq/ · https://www.rabbitmq.com/docs/prometheus
 */

const perNode = ["rabbitmq_node", "rabbitmq_cluster"] as const;
const perQueue = [...perNode, "queue", "vhost"] as const;
const perProtocol = [...perNode, "protocol", "queue_type"] as const;

export const messages = gauge("rabbitmq.queue.messages", {
  reported: "agent",
  description: "Messages in a queue, ready and unacknowledged",
  unit: "message",
  tags: perQueue,
});

export const messagesReady = gauge("rabbitmq.queue.messages.ready", {
  reported: "agent",
  description: "Messages that wait for a consumer",
  unit: "message",
  tags: perQueue,
});

export const messagesUnacknowledged = gauge("rabbitmq.queue.messages.unacked", {
  reported: "agent",
  description: "Messages that a consumer has and has not acknowledged",
  unit: "message",
  tags: perQueue,
});

export const consumers = gauge("rabbitmq.queue.consumers", {
  reported: "agent",
  description: "Consumers of a queue",
  tags: perQueue,
});

/** The family `queue_delivery_metrics`, which RabbitMQ has since version 4. */
export const redelivered = count("rabbitmq.queue.messages.redelivered.count", {
  description: "Messages delivered again, after a consumer failed",
  unit: "message",
  tags: perQueue,
});

export const published = count("rabbitmq.global.messages.received.count", {
  description: "Messages that publishers sent",
  unit: "message",
  tags: [...perNode, "protocol"],
});

export const delivered = count("rabbitmq.global.messages.delivered.count", {
  description: "Messages delivered to consumers",
  unit: "message",
  tags: perProtocol,
});

export const memoryUsed = gauge("rabbitmq.process.resident_memory_bytes", {
  reported: "agent",
  description: "Memory that a broker uses",
  unit: "byte",
  tags: perNode,
});

export const memoryLimit = gauge("rabbitmq.resident_memory_limit_bytes", {
  reported: "agent",
  description: "Memory at which a broker stops taking messages",
  unit: "byte",
  tags: perNode,
});

export const diskFree = gauge("rabbitmq.disk_space.available_bytes", {
  reported: "agent",
  description: "Disk space that a broker has left",
  unit: "byte",
  tags: perNode,
});

export const diskLimit = gauge("rabbitmq.disk_space.available_limit_bytes", {
  reported: "agent",
  description: "Disk space below which a broker stops taking messages",
  unit: "byte",
  tags: perNode,
});

export const memoryAlarm = gauge("rabbitmq.alarms.memory_used_watermark", {
  reported: "agent",
  description: "1 while a broker takes no messages for lack of memory",
  tags: perNode,
});

export const diskAlarm = gauge("rabbitmq.alarms.free_disk_space.watermark", {
  reported: "agent",
  description: "1 while a broker takes no messages for lack of disk space",
  tags: perNode,
});

const perStrategy = [...perNode, "queue_type", "dead_letter_strategy"] as const;

export const rejected = count("rabbitmq.global.messages.dead_lettered.rejected.count", {
  description: "Messages that a consumer rejected, moved to a dead-letter exchange or dropped",
  unit: "message",
  tags: perStrategy,
});

export const deliveredTooOften = count("rabbitmq.global.messages.dead_lettered.delivery_limit.count", {
  description: "Messages that were delivered too often, moved to a dead-letter exchange or dropped",
  unit: "message",
  tags: perStrategy,
});

export const overflowed = count("rabbitmq.global.messages.dead_lettered.maxlen.count", {
  description: "Messages that a full queue did not take, moved to a dead-letter exchange or dropped",
  unit: "message",
  tags: perStrategy,
});
