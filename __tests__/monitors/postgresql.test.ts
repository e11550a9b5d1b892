import { postgresql } from "../../monitors/postgresql";
import type { SeriesInput } from "../../testing";
import { connectionStories } from "./cannot-connect";
import { tellGroup } from "./catalog";

const GIB = 2 ** 30;

/** One series of a metric of PostgreSQL. */
const of =
  (metric: string, tags: string) =>
  (values: SeriesInput[string]): SeriesInput => ({ [`postgresql.${metric}{${tags}}`]: values });

const connections = of("percent_usage_connections", "host:a");
const delay = of("replication_delay", "host:a,port:5432");
const slot = of("replication_slot.restart_delay_bytes", "host:a,slot_name:replica");
const left = of("before_xid_wraparound", "host:a,db:orders");
const age = of("activity.xact_start_age", "host:a,db:orders,app:load");
const idle = of("transactions.idle_in_transaction", "host:a,db:orders");
const deadlocks = of("deadlocks.count", "host:a,db:orders");
const waiting = of("active_waiting_queries", "host:a,db:orders");
const archiver = of("archiver.failed_count", "host:a");
const size = of("database_size", "host:a,db:orders");

/** In every other minute. */
const alternating = (value: number) => Array.from({ length: 40 }, (_, minute) => (minute % 2 === 0 ? value : 0));

tellGroup(postgresql, {
  cannotConnect: connectionStories("postgres.can_connect{host:a,port:5432}"),
  connections: {
    // With k of 15 minutes at 95% the average is 50 + 3 k %. High in 00:15 to 00:44. Production warns at 70% and alerts at 80%.
    bad: {
      series: connections("0.5x14 0.95x29 0.5x29"),
      timeline: `
        00:22 {host:a} OK → Warn  71  @slack-data-pipeline  PostgreSQL on a uses 71% of its connections (alert above 80%). …
        00:26 {host:a} Warn → Alert  83  @pagerduty-data-platform @slack-data-pipeline  …
        00:50 {host:a} Alert → Warn  80  …
        00:54 {host:a} Warn → OK  68  @slack-data-pipeline @pagerduty-data-platform  PostgreSQL on a has connections left again.
      `,
    },
    threshold: { series: connections("0.8x30"), timeline: "00:06 {host:a} OK → Warn  80  …" },
    silence: { series: connections("_x60"), timeline: "" },
    trap: { series: connections("0.5x14 1 0.5x20"), timeline: "" },
  },
  replicationDelay: {
    // With k of ten minutes at 300 s the average is 30 k s. High in 00:10 to 00:24.
    bad: {
      series: delay("0x9 300x14 0x19"),
      timeline: `
        00:14 {host:a,port:5432} OK → Warn  120  …
        00:17 {host:a,port:5432} Warn → Alert  210  @pagerduty-data-platform @slack-data-pipeline  The replica a:5432 is 210 s behind …
        00:29 {host:a,port:5432} Alert → Warn  180  …
        00:32 {host:a,port:5432} Warn → OK  90  …
      `,
    },
    threshold: { series: delay("200x20"), timeline: "00:06 {host:a,port:5432} OK → Warn  200  …" },
    silence: { series: delay("_x60"), timeline: "" },
    trap: { series: delay("0x9 300x1 0x19"), timeline: "" },
  },
  replicationSlot: {
    // All of a quarter of an hour, which begins in 00:10.
    bad: {
      series: slot(`0x9 ${11 * GIB}x29 0x9`),
      timeline: `
        00:25 {host:a,slot_name:replica} OK → Alert  11811160064  @pagerduty-data-platform @slack-data-pipeline  PostgreSQL on a keeps 11 GB of write-ahead log for the slot replica (alert above 10 GB). …
        00:41 {host:a,slot_name:replica} Alert → OK  0  …
      `,
    },
    threshold: {
      series: slot(`${10 * GIB}x20`),
      timeline: "00:06 {host:a,slot_name:replica} OK → Warn  10737418240  …",
    },
    silence: { series: slot("_x60"), timeline: "" },
    trap: { series: slot(`0x9 ${11 * GIB}x9 0x20`), timeline: "" },
  },
  wraparound: {
    // The least of an hour: low in 00:10 to 00:19.
    bad: {
      series: left("2000000000x9 400000000x9 2000000000x70"),
      timeline: `
        00:11 {host:a,db:orders} OK → Alert  400000000  @pagerduty-data-platform @slack-data-pipeline  The database orders on a can begin 400 million more transactions (alert below 500 million). …
        01:20 {host:a,db:orders} Alert → OK  2000000000  …
      `,
    },
    threshold: { series: left("500000000x20"), timeline: "00:06 {host:a,db:orders} OK → Warn  500000000  …" },
    silence: { series: left("_x60"), timeline: "" },
    trap: { series: left("1947483648x30"), timeline: "" },
  },
  longTransaction: {
    // 60 (i + 1) seconds in minute i; it ends after 01:09.
    bad: {
      series: age("60+60x69 _x10"),
      timeline: `
        00:31 {host:a,db:orders} OK → Warn  1860  …
        01:01 {host:a,db:orders} Warn → Alert  3660  @pagerduty-data-platform @slack-data-pipeline  A transaction in orders on a has been open for 61 minutes …
        01:15 {host:a,db:orders} Alert → OK  …
      `,
    },
    threshold: { series: age("3600x20"), timeline: "00:06 {host:a,db:orders} OK → Warn  3600  …" },
    silence: { series: age("_x60"), timeline: "" },
    trap: {
      series: { ...of("activity.xact_start_age", "host:a,db:orders,app:pg_dump")("60+60x90"), ...age("1x90") },
      timeline: "",
    },
  },
  idleInTransaction: {
    // All of ten minutes, which begin in 00:10.
    bad: {
      series: idle("0x9 12x19 0x19"),
      timeline: `
        00:20 {host:a,db:orders} OK → Alert  12  @pagerduty-data-platform @slack-data-pipeline  12 connections to orders on a have been idle …
        00:31 {host:a,db:orders} Alert → OK  0  …
      `,
    },
    threshold: {
      series: idle("9x20 10x20"), // at ten, as soon as all of ten minutes are
      timeline: "00:06 {host:a,db:orders} OK → Warn  9  …\n00:31 {host:a,db:orders} Warn → Alert  10  …",
    },
    silence: { series: idle("_x60"), timeline: "" },
    trap: { series: idle(alternating(20)), timeline: "" },
  },
  deadlocks: {
    // One a minute in 00:10 to 00:15: all six are in the window until 00:25.
    bad: {
      series: deadlocks("0x9 1x5 0x29"),
      timeline: `
        00:12 {host:a,db:orders} OK → Warn  2  …
        00:15 {host:a,db:orders} Warn → Alert  5  @pagerduty-data-platform @slack-data-pipeline  There were 5 deadlocks in orders on a …
        00:27 {host:a,db:orders} Alert → Warn  4  …
        00:30 {host:a,db:orders} Warn → OK  1  …
      `,
    },
    threshold: {
      series: deadlocks("0x9 4 0x29"), // one less
      timeline: "00:11 {host:a,db:orders} OK → Warn  4  …\n00:26 {host:a,db:orders} Warn → OK  0  …",
    },
    silence: { series: deadlocks("_x60"), timeline: "" },
    trap: { series: deadlocks("0x9 1 0x29"), timeline: "" },
  },
  waitingQueries: {
    // All of five minutes, which begin in 00:10.
    bad: {
      series: waiting("0x9 25x9 0x9"),
      timeline: `
        00:15 {host:a,db:orders} OK → Alert  25  @pagerduty-data-platform @slack-data-pipeline  25 queries in orders on a …
        00:21 {host:a,db:orders} Alert → OK  0  …
      `,
    },
    threshold: {
      series: waiting("19x20 20x20"), // at twenty, as soon as all of five minutes are
      timeline: "00:06 {host:a,db:orders} OK → Warn  19  …\n00:26 {host:a,db:orders} Warn → Alert  20  …",
    },
    silence: { series: waiting("_x60"), timeline: "" },
    trap: { series: waiting("0x9 25x2 0x9"), timeline: "" },
  },
  archiverFails: {
    // One attempt a minute in 00:10 to 00:14; at 00:28 two are left in the window.
    bad: {
      series: archiver("0x9 1x4 0x29"),
      timeline: `
        00:13 {host:a} OK → Alert  3  @pagerduty-data-platform @slack-data-pipeline  PostgreSQL on a failed 3 times …
        00:28 {host:a} Alert → OK  2  …
      `,
    },
    threshold: { series: archiver("0x9 2 0x29"), timeline: "" }, // one less
    silence: { series: archiver("_x60"), timeline: "" },
    trap: { series: archiver("0x9 1 0x29"), timeline: "" },
  },
  databaseGrowth: {
    // It grows by 5 GiB a day from 60 GiB on, so that a day later a week more leads to 100 GiB; the last point of the forecast
    // is an hour before its end. After three days most is deleted, and two hours of that turn the line.
    bad: {
      series: size((minute) => (minute < 4320 ? 60 + minute / 288 : 20) * GIB),
      options: { until: "96h" },
      timeline: `
        25:00 {host:a,db:orders} OK → Alert  107…
        74:30 {host:a,db:orders} Alert → OK  …
      `,
    },
    threshold: { series: size((minute) => (10 + minute / 1440) * GIB), options: { until: "72h" }, timeline: "" },
    silence: { series: size("_x60"), timeline: "" },
    trap: { series: size(() => 85 * GIB), options: { until: "72h" }, timeline: "" },
  },
});
