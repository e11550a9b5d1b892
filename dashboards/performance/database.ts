import { bars, line, queryValue, size, tall, timeseries, toplist } from "../../datadog/definitions";
import { constant, defaultZero } from "../../datadog/query";
import { databaseQueries } from "../../metrics/pipeline";
import * as postgresql from "../../metrics/postgresql";
import * as traces from "../../metrics/traces";
import { counted } from "../styles";
import { topic } from "../topic";
import type { Pages } from "./pages";

/** How fast PostgreSQL answers, and what it does. */
export const databaseTopic = ({ links }: Pages) =>
  topic(
    "Database",
    {
      means:
        "**Is it PostgreSQL?** Slow queries with waiting ones: locks; find who holds them in Database Monitoring. Slow queries " +
        "with few cache hits: memory, or an index that is missing.\nMore queries than usual with the same runs: a loop in the code; " +
        "the list of the slowest queries names it.",
      links,
      color: "vivid_purple",
    },
    database(),
  );

function database() {
  const { latency, hits } = traces.databaseQueries;
  const cacheHits = constant(100).times(
    postgresql.bufferHits.sum().dividedBy(postgresql.bufferHits.sum().plus(postgresql.diskReads.sum())),
  );
  return [
    timeseries("Database query performance", [
      line({ median: latency.p50(), "95th percentile": latency.p95(), "99th percentile": latency.p99() }),
      bars({ queries: hits.sum().asCount() }, counted),
    ]),
    timeseries("Queries of the pipeline by type", bars(databaseQueries.sum().asCount().by("query_type"))),
    toplist("Slowest database queries", latency.p95().by("resource_name")),
    timeseries(
      "Rows",
      line({
        read: postgresql.rowsReturned.sum(),
        inserted: postgresql.rowsInserted.sum(),
        updated: postgresql.rowsUpdated.sum(),
      }),
      { size: size.third },
    ),
    timeseries(
      "Connections and waiting queries",
      line({ connections: postgresql.connections.sum(), waiting: postgresql.waitingQueries.sum() }),
      { size: size.third },
    ),
    timeseries("Transactions and spilled bytes", [
      line({ "commits per second": postgresql.commits.sum() }),
      line({ "bytes to temporary files": postgresql.temporaryBytes.sum() }, { onRightYaxis: true, lineType: "dashed" }),
    ]),
    timeseries("Locks by mode", bars(postgresql.locks.sum().by("lock_mode"))),
    queryValue("Buffer cache hits", cacheHits, {
      size: tall(size.half, 2),
      unit: "percent",
      precision: 1,
      background: "area",
    }),
    queryValue("Deadlocks", defaultZero(postgresql.deadlocks.sum().asCount()), {
      size: tall(size.half, 2),
      precision: 0,
      background: "bars",
    }),
  ];
}
