import { fastapi } from "../../monitors/fastapi";
import type { SeriesInput } from "../../testing";
import { connectionStories } from "./cannot-connect";
import { tellGroup } from "./catalog";

const latency = (values: string) => ({ "trace.fastapi.request": values });

/** Requests to one endpoint, and those of them that fail. */
const requests = (hits: string, errors: string) => ({
  "trace.fastapi.request.hits{resource_name:runs}": hits,
  "trace.fastapi.request.errors{resource_name:runs}": errors,
});

const failed = (errors: string) => ({ "trace.fastapi.request.errors{resource_name:runs}": errors });

/** Requests a minute over four days: 100 by day and 5 by night; `change` overrides some minutes. */
const traffic = (change: (minute: number) => number | undefined): SeriesInput => ({
  "trace.fastapi.request.hits": (minute) => change(minute) ?? (minute % 1440 < 360 ? 5 : 100),
});

const NOON = 3 * 1440 + 720;
const until = `${NOON + 120}m`;

tellGroup(fastapi, {
  cannotConnect: connectionStories("http.can_connect{host:a,instance:fastapi}"),
  latency: {
    // Of ten samples, the ninth is the 95th percentile: two slow ones are needed. Slow in 00:10 to 00:19.
    bad: {
      series: latency("0.2x9 1.2x9 0.2x19"),
      timeline: "00:12 OK → Alert  1.2  …\n00:29 Alert → OK  0.2  …",
    },
    threshold: { series: latency("1x30"), timeline: "" },
    silence: { series: latency("_x60"), timeline: "" },
    trap: { series: latency("0.2x14 9 0.2x14"), timeline: "" },
  },
  errors: {
    // One error a minute in 00:10 to 00:19, among ten requests: k errors in ten minutes are k %.
    bad: {
      series: requests("10x39", "0x9 1x9 0x19"),
      timeline: `
        00:16 {resource_name:runs} OK → Alert  @pagerduty-data-platform @slack-data-pipeline  Requests to runs fail: …
        00:25 {resource_name:runs} Alert → OK  @pagerduty-data-platform @slack-data-pipeline  Requests to runs succeed again.
      `,
    },
    threshold: { series: requests("20x39", "1x39"), timeline: "" }, // exactly 5%
    silence: { series: requests("_x60", "_x60"), timeline: "" },
    trap: { series: requests("_x9 1 _x30", "_x9 1 _x30"), timeline: "" },
    "a few errors among thousands of requests": { series: requests("500x39", "1x39"), timeline: "" },
  },
  errorShare: {
    bad: {
      series: requests("10x39", "0x9 1x9 0x19"),
      timeline: `
        00:16 {resource_name:runs} OK → Alert  6  Part of the composite monitor fastapi.errors: …
        00:25 {resource_name:runs} Alert → OK  5  …
      `,
    },
    threshold: { series: requests("20x39", "1x39"), timeline: "" },
    silence: { series: requests("_x60", "_x60"), timeline: "" },
    trap: { series: requests("500x39", "1x39"), timeline: "" },
  },
  errorCount: {
    bad: {
      series: failed("0x9 1x9 0x19"),
      timeline: `
        00:15 {resource_name:runs} OK → Alert  5  Part of the composite monitor fastapi.errors: …
        00:26 {resource_name:runs} Alert → OK  4  …
      `,
    },
    threshold: { series: failed("0x9 1x3 0x19"), timeline: "" }, // one less
    silence: { series: failed("_x60"), timeline: "" },
    trap: { series: failed("_x9 1 _x30"), timeline: "" },
  },
  trafficDrop: {
    // A quarter of an hour after the drop all of its points are below, and a quarter of an hour after its end none.
    bad: {
      series: traffic((minute) => (minute >= NOON && minute < NOON + 60 ? 5 : undefined)),
      options: { until },
      timeline: "84:15 OK → Alert  1  …\n85:15 Alert → OK  0  …",
    },
    // A minute less than a quarter of an hour.
    threshold: {
      series: traffic((minute) => (minute >= NOON && minute < NOON + 14 ? 5 : undefined)),
      options: { until },
      timeline: "",
    },
    silence: { series: { "trace.fastapi.request.hits": "_x300" }, timeline: "" },
    trap: { series: traffic(() => undefined), options: { until }, timeline: "" },
  },
});
