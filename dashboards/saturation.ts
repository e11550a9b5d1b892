import {
  area,
  bars,
  compared,
  line,
  queryValue,
  size,
  thresholdFormats,
  thresholdMarkers,
  timeseries,
  toplist,
} from "../datadog/definitions";
import { constant, monotonicDiff } from "../datadog/query";
import * as containers from "../metrics/containers";
import * as postgresql from "../metrics/postgresql";
import * as rabbitmq from "../metrics/rabbitmq";
import * as spark from "../metrics/spark";
import * as system from "../metrics/system";
import type { DashboardSettings } from "./settings";

const percent = { unit: "percent" } as const;
const second = { lineType: "dashed", onRightYaxis: true } as const;

/** How full the components are: what makes everybody else wait. */
export function saturationOfComponents({ monitors = {} }: DashboardSettings) {
  return [...ofPostgresql({ monitors }), ...ofRabbitmq({ monitors }), ofSpark()];
}

function ofPostgresql({ monitors = {} }: DashboardSettings) {
  const {
    "postgresql.connections": connections,
    "postgresql.replicationDelay": delay,
    "postgresql.replicationSlot": slot,
    "postgresql.wraparound": wraparound,
    "postgresql.idleInTransaction": idle,
    "postgresql.longTransaction": long,
    "postgresql.waitingQueries": waiting,
  } = monitors;
  return [
    timeseries(
      "PostgreSQL: connections in use",
      line(compared(connections, postgresql.connectionsUsed.avg().by("host").times(100)), percent),
      { markers: thresholdMarkers(connections) },
    ),
    timeseries(
      "PostgreSQL: idle in transaction",
      line(compared(idle, postgresql.idleInTransaction.sum().by("host", "db"))),
      { markers: thresholdMarkers(idle) },
    ),
    timeseries(
      "PostgreSQL: oldest transaction",
      line(
        compared(
          long,
          postgresql.transactionAge
            .max()
            .where({ app: { not: "pg_dump" } })
            .by("host", "db"),
        ),
      ),
      { markers: thresholdMarkers(long) },
    ),
    timeseries(
      "PostgreSQL: queries that wait",
      line(compared(waiting, postgresql.activeWaitingQueries.sum().by("host", "db"))),
      { markers: thresholdMarkers(waiting) },
    ),
    timeseries(
      "PostgreSQL: delay of replicas",
      line(compared(delay, postgresql.replicationDelay.avg().by("host", "port"))),
      { markers: thresholdMarkers(delay) },
    ),
    timeseries(
      "PostgreSQL: log kept for replicas, and failures to archive",
      [
        line({ "kept for a slot": compared(slot, postgresql.slotDelay.max().by("host", "slot_name")) }),
        bars(
          { "archiver failures": postgresql.archiverFailures.sum().asCount() },
          { palette: "warm", onRightYaxis: true },
        ),
      ],
      { markers: thresholdMarkers(slot) },
    ),
    timeseries(
      "PostgreSQL: transactions left before wraparound",
      line(compared(wraparound, postgresql.transactionsLeft.min().by("host", "db"))),
      { markers: thresholdMarkers(wraparound) },
    ),
  ];
}

function ofRabbitmq({ monitors = {} }: DashboardSettings) {
  const { "rabbitmq.memory": memory, "rabbitmq.memoryAlarm": memoryAlarm, "rabbitmq.diskAlarm": diskAlarm } = monitors;
  const used = rabbitmq.memoryUsed.avg().by("rabbitmq_node");
  const limit = rabbitmq.memoryLimit.avg().by("rabbitmq_node");
  return [
    timeseries("RabbitMQ: memory of its limit", line(compared(memory, used.dividedBy(limit).times(100)), percent), {
      markers: thresholdMarkers(memory),
    }),
    timeseries("RabbitMQ: free disk and its limit", [
      line({ free: rabbitmq.diskFree.min().by("rabbitmq_node") }),
      line({ limit: rabbitmq.diskLimit.max().by("rabbitmq_node") }, { lineType: "dashed", palette: "red" }),
    ]),
    queryValue("RabbitMQ: memory alarm", rabbitmq.memoryAlarm.max(), {
      ...alarm,
      formats: thresholdFormats(memoryAlarm),
    }),
    queryValue("RabbitMQ: disk alarm", rabbitmq.diskAlarm.max(), { ...alarm, formats: thresholdFormats(diskAlarm) }),
  ];
}

/** 1 while the broker takes no messages. */
const alarm = { size: size.quarter, precision: 0, aggregator: "max" } as const;

const ofSpark = () =>
  timeseries(
    "Spark: storage memory and its limit",
    [
      line({ memory: spark.executorMemoryUsed.max().by("app_name").rollup("max") }),
      line(
        { limit: spark.executorMemoryLimit.max().by("app_name").rollup("max") },
        { lineType: "dashed", palette: "red" },
      ),
    ],
    { size: size.full },
  );

/** How full hosts and containers are. */
export function saturationOfHosts({ monitors = {} }: DashboardSettings) {
  return [...ofContainers({ monitors }), ...ofHosts({ monitors })];
}

function ofContainers({ monitors = {} }: DashboardSettings) {
  const { "containers.memory": memory, "containers.throttled": throttled } = monitors;
  const used = containers.memoryUsage.avg().by("host", "container_name");
  const limit = containers.memoryLimit.avg().by("host", "container_name");
  // Nanoseconds per second: 1e9 are a whole core, 1e7 a hundredth.
  const heldBack = containers.cpuThrottled.avg().by("host", "container_name").dividedBy(10_000_000);
  return [
    toplist("Containers: memory of their limit", used.dividedBy(limit).times(100), {
      ...{ size: size.half, unit: "percent", aggregator: "last" },
      formats: thresholdFormats(memory),
    }),
    timeseries("Memory of containers", line(containers.memoryUsage.avg().by("container_name"))),
    timeseries("Containers: CPU", area(containers.cpuUsage.sum().by("container_name"))),
    timeseries("Containers: held back by their CPU limit", line(compared(throttled, heldBack), percent), {
      markers: thresholdMarkers(throttled),
      yaxis: { label: "percent of a core" },
    }),
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

function ofHosts({ monitors = {} }: DashboardSettings) {
  const { "host.cpu": cpu, "host.load": load, "host.memory": memory, "host.disk": disk } = monitors;
  const usable = system.memoryUsable.avg().by("host").dividedBy(system.memoryTotal.avg().by("host"));
  const disks = { device: { not: "/dev/loop*" } } as const;
  return [
    timeseries(
      "Hosts: CPU in use",
      [
        line(compared(cpu, constant(100).minus(system.cpuIdle.avg().by("host"))), percent),
        line(
          { programs: system.cpuUser.avg().by("host"), "waiting for disks": system.cpuWaiting.avg().by("host") },
          { ...percent, lineType: "dotted" },
        ),
      ],
      { markers: thresholdMarkers(cpu) },
    ),
    timeseries(
      "Hosts: load per core",
      [
        line(compared(load, system.loadPerCore.avg().by("host"))),
        line({ "load, not per core": system.load1.avg().by("host") }, { ...second, palette: "gray" }),
      ],
      { markers: thresholdMarkers(load) },
    ),
    timeseries("Hosts: memory that is left", line(compared(memory, usable.times(100)), percent), {
      markers: thresholdMarkers(memory),
    }),
    timeseries(
      "Hosts: disk and inodes in use",
      [
        line({ disk: compared(disk, system.diskInUse.max().where(disks).by("host", "device").times(100)) }, percent),
        line(
          { inodes: system.inodesInUse.max().where(disks).by("host", "device").times(100) },
          { ...percent, lineType: "dashed" },
        ),
      ],
      { markers: thresholdMarkers(disk) },
    ),
    timeseries(
      "Hosts: network",
      line({ received: system.networkReceived.sum().by("host"), sent: system.networkSent.sum().by("host") }),
    ),
    timeseries("Hosts: disk space left", line(system.diskFree.min().by("host", "device"))),
  ];
}
