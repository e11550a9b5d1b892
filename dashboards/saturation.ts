import { area, bars, line, queryValue, size, tall, timeseries, toplist } from "../datadog/definitions";
import { constant, monotonicDiff } from "../datadog/query";
import * as containers from "../metrics/containers";
import * as postgresql from "../metrics/postgresql";
import * as rabbitmq from "../metrics/rabbitmq";
import * as spark from "../metrics/spark";
import * as system from "../metrics/system";
import type { DashboardSettings } from "./settings";

/** How full hosts, containers and components are. */
export function saturation(_: DashboardSettings) {
  return [...ofContainers(), ...ofHosts(), ...ofComponents()];
}

const percentOf = (part: typeof containers.memoryUsage, whole: typeof containers.memoryLimit) =>
  constant(100).times(part.max().by("container_name").dividedBy(whole.max().by("container_name")));

function ofContainers() {
  return [
    toplist("Containers: memory of the limit", percentOf(containers.memoryUsage, containers.memoryLimit), {
      size: size.half,
      unit: "percent",
      aggregator: "last",
    }),
    timeseries("Memory of containers", line(containers.memoryUsage.avg().by("container_name"))),
    timeseries("Containers: CPU", area(containers.cpuUsage.sum().by("container_name"))),
    timeseries("Containers: held back by their CPU limit", line(containers.cpuThrottled.sum().by("container_name"))),
    timeseries("Containers: restarts", bars(monotonicDiff(containers.restarts.max().by("container_name")))),
    timeseries("Containers: network and disk", [
      line({
        received: containers.networkReceived.sum().by("container_name"),
        sent: containers.networkSent.sum().by("container_name"),
      }),
      line(
        {
          read: containers.ioRead.sum().by("container_name"),
          written: containers.ioWritten.sum().by("container_name"),
        },
        { lineType: "dashed" },
      ),
    ]),
  ];
}

function ofHosts() {
  return [
    timeseries("Hosts: CPU and load", [
      line(
        {
          CPU: constant(100).minus(system.cpuIdle.avg().by("host")),
          "CPU of programs": system.cpuUser.avg().by("host"),
        },
        { unit: "percent" },
      ),
      line({ load: system.load1.avg().by("host") }, { onRightYaxis: true, lineType: "dashed" }),
    ]),
    timeseries("Hosts: memory that is left, and network", [
      line({ "memory left": system.memoryUsable.min().by("host") }),
      line(
        { received: system.networkReceived.sum().by("host"), sent: system.networkSent.sum().by("host") },
        { onRightYaxis: true, lineType: "dashed" },
      ),
    ]),
  ];
}

function ofComponents() {
  return [
    timeseries("RabbitMQ: memory and its limit", [
      line({ memory: rabbitmq.memoryUsed.max().by("rabbitmq_node") }),
      line({ limit: rabbitmq.memoryLimit.min().by("rabbitmq_node") }, { lineType: "dashed", palette: "red" }),
    ]),
    timeseries("RabbitMQ: free disk and its limit", [
      line({ free: rabbitmq.diskFree.min().by("rabbitmq_node") }),
      line({ limit: rabbitmq.diskLimit.max().by("rabbitmq_node") }, { lineType: "dashed", palette: "red" }),
    ]),
    queryValue("RabbitMQ: memory alarm", rabbitmq.memoryAlarm.max(), alarm),
    queryValue("RabbitMQ: disk alarm", rabbitmq.diskAlarm.max(), alarm),
    timeseries(
      "PostgreSQL: connections in use",
      line(postgresql.connectionsUsed.max().times(100), { unit: "percent" }),
    ),
    timeseries("Spark: storage memory and its limit", [
      line({ memory: spark.executorMemoryUsed.max().by("app_name").rollup("max") }),
      line(
        { limit: spark.executorMemoryLimit.max().by("app_name").rollup("max") },
        { lineType: "dashed", palette: "red" },
      ),
    ]),
  ];
}

/** 1 while the broker takes no messages. */
const alarm = {
  size: tall(size.half, 2),
  precision: 0,
  aggregator: "max",
  formats: [
    { comparator: ">=", value: 1, palette: "white_on_red" },
    { comparator: "<", value: 1, palette: "white_on_green" },
  ],
} as const;
