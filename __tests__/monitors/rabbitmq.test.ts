import { rabbitmq } from "../../monitors/rabbitmq";
import { deadLetters } from "../../monitors/rabbitmq/dead-letters";
import type { SeriesInput } from "../../testing";
import { connectionStories } from "./cannot-connect";
import { tellGroup } from "./catalog";

const queue =
  (metric: string) =>
  (values: SeriesInput[string]): SeriesInput => ({ [`rabbitmq.${metric}{queue:tasks}`]: values });
const node =
  (metric: string) =>
  (values: SeriesInput[string]): SeriesInput => ({ [`rabbitmq.${metric}{rabbitmq_node:rabbit@a}`]: values });

const ready = queue("queue.messages.ready");
const unacked = queue("queue.messages.unacked");
const consumers = queue("queue.consumers");
const memoryAlarm = node("alarms.memory_used_watermark");
const diskAlarm = node("alarms.free_disk_space.watermark");

const memory = (used: string, limit: string) => ({
  ...node("process.resident_memory_bytes")(used),
  ...node("resident_memory_limit_bytes")(limit),
});

const deadLettered = (rejected: string, others: string) => ({
  "rabbitmq.global.messages.dead_lettered.rejected.count": rejected,
  "rabbitmq.global.messages.dead_lettered.delivery_limit.count": others,
  "rabbitmq.global.messages.dead_lettered.maxlen.count": others,
});

/** A batch in the first ten minutes of each hour; `change` overrides some minutes. */
const hourly = (change: (minute: number) => number | undefined) =>
  unacked((minute) => change(minute) ?? (minute % 60 < 10 ? 50 : 10));

/** An alarm that is on in 00:10 to 00:14. */
const alarmStory = `
  00:11 {rabbitmq_node:rabbit@a} OK → Alert  1  @pagerduty-data-platform @slack-data-pipeline  The broker rabbit@a accepts no messages …
  00:20 {rabbitmq_node:rabbit@a} Alert → OK  0  @pagerduty-data-platform @slack-data-pipeline  The broker rabbit@a accepts messages again.
`;

tellGroup(rabbitmq, {
  cannotConnect: connectionStories("rabbitmq.openmetrics.health{host:a}"),
  queueLong: {
    // All of ten minutes, which begin in 00:10.
    bad: {
      series: ready("0x9 1500x14 0x9"),
      timeline: `
        00:20 {queue:tasks} OK → Alert  1500  Part of the composite monitor rabbitmq.backlog: 1500 messages wait in tasks.
        00:26 {queue:tasks} Alert → OK  0  …
      `,
    },
    threshold: { series: ready("1000x20"), timeline: "" },
    silence: { series: ready("_x60"), timeline: "" },
    trap: { series: ready("5x19 5000x4 5x19"), timeline: "" },
  },
  queueGrows: {
    // Ten more each minute from 00:20 on, and 50 fewer each minute from 00:50 on. At 00:21 the average of five minutes is 102,
    // at 00:56 it is 200, and 290 a quarter of an hour before.
    bad: {
      series: ready("100x19 110+10x29 350-50x7 0x9"),
      timeline: `
        00:21 {queue:tasks} OK → Alert  2  Part of the composite monitor rabbitmq.backlog: tasks changed by 2 messages …
        00:56 {queue:tasks} Alert → OK  -90  …
      `,
    },
    threshold: { series: ready("500x40"), timeline: "" },
    silence: { series: ready("_x60"), timeline: "" },
    trap: { series: ready("5000-10x60"), timeline: "" },
  },
  backlog: {
    // Long from 00:20 on, as all of ten minutes are; it shrinks by 100 a minute from 00:40 on, and at 00:45 its average is 80
    // below that of a quarter of an hour before.
    bad: {
      series: ready("0x9 1200+10x29 1490-100x14 0x9"),
      timeline: `
        00:20 {queue:tasks} OK → Alert  @pagerduty-data-platform @slack-data-pipeline  The queue tasks is long and still growing. …
        00:45 {queue:tasks} Alert → OK  @pagerduty-data-platform @slack-data-pipeline  The queue tasks is short again, or shrinking.
      `,
    },
    threshold: { series: ready("0+100x10 1000x20"), timeline: "" },
    silence: { series: ready("_x60"), timeline: "" },
    trap: { series: ready("5000-10x60"), timeline: "" },
    "a batch that grows to less than the limit": { series: ready("0+30x29 900-30x29"), timeline: "" },
    "a queue that is always short": { series: ready("5 9 3 0 7 4x50"), timeline: "" },
  },
  noConsumers: {
    // None of ten minutes, which begin in 00:10.
    bad: {
      series: consumers("2x9 0x14 2x9"),
      timeline: `
        00:20 {queue:tasks} OK → Alert  0  @pagerduty-data-platform @slack-data-pipeline  The queue tasks has 0 consumers. …
        00:26 {queue:tasks} Alert → OK  2  …
      `,
    },
    threshold: { series: consumers("1x30"), timeline: "" },
    silence: { series: consumers("_x60"), timeline: "" },
    trap: { series: consumers("2x9 0x8 2x9"), timeline: "" },
  },
  unacknowledged: {
    // After a quarter of an hour all of its points are above, and a quarter of an hour after the end none.
    bad: {
      series: hourly((minute) => (minute >= 315 && minute < 345 ? 500 : undefined)),
      options: { until: "370m" },
      timeline: "05:30 {queue:tasks} OK → Alert  1  …\n06:00 {queue:tasks} Alert → OK  0  …",
    },
    // A minute less.
    threshold: {
      series: hourly((minute) => (minute >= 315 && minute < 329 ? 500 : undefined)),
      options: { until: "370m" },
      timeline: "",
    },
    silence: { series: unacked("_x300"), timeline: "" },
    trap: { series: hourly(() => undefined), options: { until: "370m" }, timeline: "" },
  },
  memoryAlarm: {
    bad: { series: memoryAlarm("0x9 1x4 0x14"), timeline: alarmStory },
    threshold: { series: memoryAlarm("1x9"), timeline: "00:01 {rabbitmq_node:rabbit@a} OK → Alert  1  …" },
    silence: { series: memoryAlarm("_x60"), timeline: "" },
    trap: { series: memoryAlarm("0x30"), timeline: "" },
  },
  diskAlarm: {
    bad: { series: diskAlarm("0x9 1x4 0x14"), timeline: alarmStory },
    threshold: { series: diskAlarm("1x9"), timeline: "00:01 {rabbitmq_node:rabbit@a} OK → Alert  1  …" },
    silence: { series: diskAlarm("_x60"), timeline: "" },
    trap: { series: diskAlarm("0x30"), timeline: "" },
  },
  memory: {
    // With k of 15 minutes at 95% the average is 50 + 3 k %. High in 00:15 to 00:44.
    bad: {
      series: memory("50x14 95x29 50x29", "100x73"),
      timeline: `
        00:24 {rabbitmq_node:rabbit@a} OK → Warn  77  …
        00:28 {rabbitmq_node:rabbit@a} Warn → Alert  89  @pagerduty-data-platform @slack-data-pipeline  The broker rabbit@a uses 89% …
        00:48 {rabbitmq_node:rabbit@a} Alert → Warn  86  …
        00:52 {rabbitmq_node:rabbit@a} Warn → OK  74  …
      `,
    },
    threshold: {
      series: memory("87.5x20", "100x20"),
      timeline: "00:01 {rabbitmq_node:rabbit@a} OK → Warn  87.5  …",
    },
    silence: { series: memory("_x60", "_x60"), timeline: "" },
    trap: { series: memory("50x14 95x2 50x29", "100x49"), timeline: "" },
  },
  deadLetters: {
    bad: {
      series: deadLettered("0x9 1 0x29", "0x39"),
      timeline: `
        00:11 OK → Alert  1  @pagerduty-data-platform @slack-data-pipeline  RabbitMQ gave up on 1 messages in the last 15 minutes …
        00:26 Alert → OK  0  …
      `,
    },
    threshold: { series: deadLettered("0x30", "0x30"), timeline: "" },
    silence: { series: deadLettered("_x60", "_x60"), timeline: "" },
    trap: { series: deadLettered("0x30", "0x30"), timeline: "" }, // those that expire are not read, as the test below says
    "a full queue": { series: deadLettered("0x9", "0x8 1"), timeline: "00:10 OK → Alert  2  …" },
  },
});

test("messages that expire, which retries do on purpose, are not given up", () => {
  expect(deadLetters().query).not.toContain("expired");
});
