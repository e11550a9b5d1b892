import {
  bars,
  compared,
  line,
  queryValue,
  size,
  thresholdFormats,
  thresholdMarkers,
  timeseries,
} from "../../datadog/definitions";
import * as measures from "../../metrics/measures";
import * as postgresql from "../../metrics/postgresql";
import * as rabbitmq from "../../metrics/rabbitmq";
import * as spark from "../../metrics/spark";
import { monitored } from "../monitored";
import type { DashboardSettings } from "../settings";
import { percent } from "../styles";
import { topic } from "../topic";
import type { Pages } from "./pages";

/** How full the components are: what makes everybody else wait. */
export const componentsTopic = (settings: DashboardSettings, { links }: Pages) =>
  topic(
    "Saturation",
    {
      means:
        "**Which component is full?** RabbitMQ near its memory or disk limit stops all publishers; PostgreSQL refuses connections " +
        "at 100 percent, and writes when its transaction ids run out.\nIdle in transaction: a program forgot to commit, and its " +
        "locks stay. Find it in pg_stat_activity and end it before you add connections. Lines are the monitors' thresholds.",
      links,
      color: "vivid_orange",
    },
    [...ofPostgresql(settings), ...ofRabbitmq(settings), ofSpark()],
  );

const limit = { lineType: "dashed", palette: "red" } as const;

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
    monitored("PostgreSQL: connections in use", connections, measures.connectionsInUse, { style: percent }),
    monitored("PostgreSQL: idle in transaction", idle, postgresql.idleInTransaction.sum().by("host", "db")),
    monitored("PostgreSQL: oldest transaction", long, measures.oldestTransaction),
    monitored("PostgreSQL: queries that wait", waiting, postgresql.activeWaitingQueries.sum().by("host", "db")),
    monitored("PostgreSQL: delay of replicas", delay, postgresql.replicationDelay.avg().by("host", "port")),
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
    monitored(
      "PostgreSQL: transactions left before wraparound",
      wraparound,
      postgresql.transactionsLeft.min().by("host", "db"),
    ),
  ];
}

function ofRabbitmq({ monitors = {} }: DashboardSettings) {
  const { "rabbitmq.memory": memory, "rabbitmq.memoryAlarm": memoryAlarm, "rabbitmq.diskAlarm": diskAlarm } = monitors;
  return [
    monitored("RabbitMQ: memory of its limit", memory, measures.brokerMemory, { style: percent }),
    timeseries("RabbitMQ: free disk and its limit", [
      line({ free: rabbitmq.diskFree.min().by("rabbitmq_node") }),
      line({ limit: rabbitmq.diskLimit.max().by("rabbitmq_node") }, limit),
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
      line({ limit: spark.executorMemoryLimit.max().by("app_name").rollup("max") }, limit),
    ],
    { size: size.full },
  );
