import { containers } from "../../monitors/containers";
import { tellGroup } from "./catalog";

const one = (metric: string, values: string) => ({ [`container.${metric}{host:a,container_name:celery}`]: values });
const memory = (usage: string, limit: string) => ({ ...one("memory.usage", usage), ...one("memory.limit", limit) });
const restarts = (values: string) => one("restarts", values);
const throttled = (values: string) => one("cpu.throttled", values);

tellGroup(containers, {
  memory: {
    // All of five minutes, which begin in 00:10.
    bad: {
      series: memory("50x9 95x9 50x9", "100x29"),
      timeline: `
        00:15 {host:a,container_name:celery} OK → Alert  95  @pagerduty-data-platform @slack-data-pipeline  The container celery on a uses 95% …
        00:21 {host:a,container_name:celery} Alert → OK  50  …
      `,
    },
    threshold: {
      series: memory("90x20", "100x20"),
      timeline: "00:06 {host:a,container_name:celery} OK → Warn  90  …",
    },
    silence: { series: memory("_x60", "_x60"), timeline: "" },
    trap: { series: memory("50x9 95x2 50x9", "100x22"), timeline: "" },
  },
  restarts: {
    // Restarted in 00:35 to 00:38. Each minute is compared with half an hour before: from 01:06 on it is two restarts, which is
    // so of all five minutes at 01:11.
    bad: {
      series: restarts("0x34 1+1x3 4x60"),
      timeline: `
        00:38 {host:a,container_name:celery} OK → Alert  3  @pagerduty-data-platform @slack-data-pipeline  The container celery on a was restarted 3 times …
        01:11 {host:a,container_name:celery} Alert → OK  2  …
      `,
    },
    threshold: { series: restarts("0x34 1 2x60"), timeline: "" },
    silence: { series: restarts("_x60"), timeline: "" },
    trap: { series: restarts("5x34 0x60"), timeline: "" },
  },
  throttled: {
    // Half of each second. With k of 15 minutes the average is 50 k / 15%: 26.7 with eight, 23.3 with seven.
    bad: {
      series: throttled("0x14 500000000x29 0x29"),
      timeline: `
        00:23 {host:a,container_name:celery} OK → Alert  26.666…
        00:53 {host:a,container_name:celery} Alert → OK  23.333…
      `,
    },
    threshold: { series: throttled("250000000x30"), timeline: "" },
    silence: { series: throttled("_x60"), timeline: "" },
    trap: { series: throttled("0x14 900000000x1 0x29"), timeline: "" },
  },
});
