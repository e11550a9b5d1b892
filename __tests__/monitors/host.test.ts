import { host } from "../../monitors/host";
import type { SeriesInput } from "../../testing";
import { tellGroup } from "./catalog";

const of =
  (metric: string, tags = "host:a") =>
  (values: SeriesInput[string]): SeriesInput => ({ [`system.${metric}{${tags}}`]: values });

const idle = of("cpu.idle");
const load = of("load.norm.5");
const waiting = of("cpu.iowait");
const memory = (usable: string, total: string) => ({ ...of("mem.usable")(usable), ...of("mem.total")(total) });
const disk = of("disk.in_use", "host:a,device:/dev/sda1");
const image = of("disk.in_use", "host:a,device:/dev/loop0");
const inodes = of("fs.inodes.in_use", "host:a,device:/dev/sda1");

// A new host is evaluated after five minutes (new_host_delay): what is so from the beginning is told at 00:06.
tellGroup(host, {
  cpu: {
    // Busy in 01:00 to 02:09: the whole hour before 02:00.
    bad: {
      series: idle("60x59 5x69 60x9"),
      timeline: `
        02:00 {host:a} OK → Alert  95  @pagerduty-data-platform @slack-data-pipeline  The CPU of a has been at 95% or more for 1 hour (alert above 90%). …
        02:11 {host:a} Alert → OK  40  …
      `,
    },
    // A window of an hour is full once the first of its ten-minute buckets has a point: the first is in minute 0.
    threshold: { series: idle("10x70"), timeline: "00:51 {host:a} OK → Warn  90  …" },
    silence: { series: idle("_x90"), timeline: "" },
    trap: { series: idle("60x59 0x49 60x59"), timeline: "" },
  },
  load: {
    // High in 00:30 to 01:09: all of the half hour before 01:00.
    bad: {
      series: load("0.5x29 3x39 0.5x9"),
      timeline: "01:00 {host:a} OK → Alert  3  …\n01:11 {host:a} Alert → OK  0.5  …",
    },
    threshold: { series: load("2.5x40"), timeline: "00:30 {host:a} OK → Warn  2.5  …" },
    silence: { series: load("_x60"), timeline: "" },
    trap: { series: load("0.5x29 9x19 0.5x29"), timeline: "" },
  },
  ioWait: {
    // With k of ten minutes at 80% the average is 8 k %. High in 00:10 to 00:29.
    bad: {
      series: waiting("0x9 80x19 0x19"),
      timeline: `
        00:14 {host:a} OK → Warn  32  …
        00:17 {host:a} Warn → Alert  56  @pagerduty-data-platform @slack-data-pipeline  The CPU of a waits for disks 56% of the time …
        00:34 {host:a} Alert → Warn  48  …
        00:37 {host:a} Warn → OK  24  …
      `,
    },
    threshold: { series: waiting("50x20"), timeline: "00:06 {host:a} OK → Warn  50  …" },
    silence: { series: waiting("_x60"), timeline: "" },
    trap: { series: waiting("0x9 100 0x19"), timeline: "" },
  },
  memory: {
    // All of five minutes, which begin in 00:10.
    bad: {
      series: memory("50x9 4x9 50x9", "100x29"),
      timeline: `
        00:15 {host:a} OK → Alert  4  @pagerduty-data-platform @slack-data-pipeline  a has 4.0% of its memory left …
        00:21 {host:a} Alert → OK  50  …
      `,
    },
    threshold: { series: memory("5x20", "100x20"), timeline: "00:06 {host:a} OK → Warn  5  …" },
    silence: { series: memory("_x60", "_x60"), timeline: "" },
    trap: { series: memory("50x9 1 50x9", "100x20"), timeline: "" },
  },
  disk: {
    // 95% in 00:10 to 00:19, then 85%, which is between the recovery thresholds 88 and 78, then 50%.
    bad: {
      series: disk("0.5x9 0.95x9 0.85x9 0.5x9"),
      timeline: `
        00:11 {host:a,device:/dev/sda1} OK → Alert  95  @pagerduty-data-platform @slack-data-pipeline  The disk /dev/sda1 of a is 95% full …
        00:25 {host:a,device:/dev/sda1} Alert → Warn  85  …
        00:35 {host:a,device:/dev/sda1} Warn → OK  50  …
      `,
    },
    threshold: { series: disk("0.9x20"), timeline: "00:06 {host:a,device:/dev/sda1} OK → Warn  90  …" },
    silence: { series: disk("_x60"), timeline: "" },
    trap: { series: { ...disk("0.5x20"), ...image("1x20") }, timeline: "" },
  },
  diskForecast: {
    // Four percent a day from 50% on: a week later 28% more. After half a day a week leads to 80%; the last point of the
    // forecast is an hour before its end. After three days most is deleted, and a few hours of that turn the line.
    bad: {
      series: disk((minute) => (minute < 4320 ? 0.5 + (minute / 1440) * 0.04 : 0.2)),
      options: { until: "96h" },
      timeline: `
        13:00 {host:a,device:/dev/sda1} OK → Alert  80…
        75:00 {host:a,device:/dev/sda1} Alert → OK  …
      `,
    },
    threshold: { series: disk(() => 0.79), options: { until: "72h" }, timeline: "" },
    silence: { series: disk("_x60"), timeline: "" },
    trap: {
      series: { ...disk(() => 0.7), ...image(() => 1) },
      options: { until: "72h" },
      timeline: "",
    },
  },
  inodes: {
    // All of five minutes, which begin in 00:10.
    bad: {
      series: inodes("0.5x9 0.97x9 0.5x9"),
      timeline: `
        00:15 {host:a,device:/dev/sda1} OK → Alert  97  …
        00:21 {host:a,device:/dev/sda1} Alert → OK  50  …
      `,
    },
    threshold: { series: inodes("0.95x20"), timeline: "00:06 {host:a,device:/dev/sda1} OK → Warn  95  …" },
    silence: { series: inodes("_x60"), timeline: "" },
    trap: {
      series: { ...inodes("0.5x20"), "system.fs.inodes.in_use{host:a,device:/dev/loop0}": "1x20" },
      timeline: "",
    },
  },
});
