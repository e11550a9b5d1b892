import { constant, ratio } from "../datadog/query";
import * as celery from "./celery";
import * as containers from "./containers";
import * as postgresql from "./postgresql";
import * as rabbitmq from "./rabbitmq";
import * as system from "./system";
import { webRequests } from "./traces";

/*
 * Queries that a monitor evaluates and a dashboard draws with its thresholds: one for both, so that they show the same.
 */

/** Failed requests, in percent of the requests, by endpoint. */
export const failedRequests = ratio(
  webRequests.errors.sum().by("resource_name"),
  webRequests.hits.sum().by("resource_name"),
).times(100);

/** Failed tasks, in percent of those that ended, by task: of all events, one task has several (sent, received, started, …). */
export const failedTasks = ratio(
  celery.events.sum().where({ type: "task-failed" }).by("task"),
  celery.events
    .sum()
    .where({ type: ["task-failed", "task-succeeded"] })
    .by("task"),
).times(100);

/** Connections in use, in percent of `max_connections`, by host. */
export const connectionsInUse = postgresql.connectionsUsed.avg().by("host").times(100);

/** Age of the oldest open transaction, in seconds, by database. The nightly backup is one long transaction: it is left out. */
export const oldestTransaction = postgresql.transactionAge
  .max()
  .where({ app: { not: "pg_dump" } })
  .by("host", "db");

/** Memory of a RabbitMQ node, in percent of the limit at which it blocks publishers. */
export const brokerMemory = rabbitmq.memoryUsed
  .avg()
  .by("rabbitmq_node")
  .dividedBy(rabbitmq.memoryLimit.avg().by("rabbitmq_node"))
  .times(100);

/** Memory of a container, in percent of its limit. */
export const containerMemory = containers.memoryUsage
  .avg()
  .by("host", "container_name")
  .dividedBy(containers.memoryLimit.avg().by("host", "container_name"))
  .times(100);

/** Time for which a container is throttled by its CPU limit, in percent of a core: 1e7 nanoseconds of a second are one percent. */
export const containerThrottling = containers.cpuThrottled.avg().by("host", "container_name").dividedBy(10_000_000);

/** CPU in use, in percent, by host. */
export const hostCpu = constant(100).minus(system.cpuIdle.avg().by("host"));

/** Memory that is usable, in percent, by host. */
export const hostMemoryLeft = system.memoryUsable
  .avg()
  .by("host")
  .dividedBy(system.memoryTotal.avg().by("host"))
  .times(100);

/** Loop devices hold read-only images, and are always full. */
const disks = { device: { not: "/dev/loop*" } } as const;

/** Space in use, in percent, by disk. */
export const diskSpace = system.diskInUse.max().where(disks).by("host", "device").times(100);

/** Inodes in use, in percent, by disk. */
export const diskInodes = system.inodesInUse.max().where(disks).by("host", "device").times(100);
