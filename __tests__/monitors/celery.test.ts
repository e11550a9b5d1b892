import { celery } from "../../monitors/celery";
import { connectionStories } from "./cannot-connect";
import { tellGroup } from "./catalog";

const failed = (values: string) => ({ "celery.flower.events.count{task:load,type:task-failed}": values });

const ended = (succeeded: string, failures: string) => ({
  ...failed(failures),
  "celery.flower.events.count{task:load,type:task-succeeded}": succeeded,
});

const online = (values: string) => ({ "celery.flower.worker.online{worker:a}": values });
const executing = (values: string | readonly number[]) => ({
  "celery.flower.worker.executing_tasks{worker:a}": values,
});
const waiting = (values: string | readonly number[]) => ({ "rabbitmq.queue.messages.ready{queue:celery}": values });
const wait = (values: string) => ({ "celery.flower.task.prefetch_time.seconds{task:load,worker:a}": values });

/** In every other minute. */
const alternating = (value: number) => Array.from({ length: 40 }, (_, minute) => (minute % 2 === 0 ? value : 0));

tellGroup(celery, {
  cannotConnect: connectionStories("celery.flower.openmetrics.health{host:a}"),
  failureShare: {
    // Nine tasks a minute succeed, and one fails in 00:10 to 00:19. With k failures in 15 minutes the share is k in 135 + k:
    // 8 of 143 is 5.59%, 7 of 142 is 4.93%.
    bad: {
      series: ended("9x39", "0x9 1x9 0x19"),
      timeline: `
        00:18 {task:load} OK → Alert  5.594…
        00:28 {task:load} Alert → OK  4.929…
      `,
    },
    threshold: { series: ended("19x30", "1x30"), timeline: "" },
    silence: { series: ended("_x60", "_x60"), timeline: "" },
    trap: { series: ended("1000x30", "1x30"), timeline: "" },
  },
  failureCount: {
    bad: {
      series: failed("0x9 1x3 0x29"),
      timeline: `
        00:13 {task:load} OK → Alert  3  Part of the composite monitor celery.failures: 3 load tasks failed.
        00:27 {task:load} Alert → OK  2  …
      `,
    },
    threshold: { series: failed("0x9 1x1 0x29"), timeline: "" }, // one less
    silence: { series: failed("_x60"), timeline: "" },
    trap: { series: failed("_x9 1 _x30"), timeline: "" },
  },
  failures: {
    // The count is reached at 00:13, the share at 00:18; the share ends at 00:28.
    bad: {
      series: ended("9x39", "0x9 1x9 0x19"),
      timeline: `
        00:18 {task:load} OK → Alert  @pagerduty-data-platform @slack-data-pipeline  The task load fails: …
        00:28 {task:load} Alert → OK  @pagerduty-data-platform @slack-data-pipeline  The task load succeeds again.
      `,
    },
    threshold: { series: ended("19x30", "1x30"), timeline: "" },
    silence: { series: ended("_x60", "_x60"), timeline: "" },
    trap: { series: ended("_x40", "_x9 1 _x30"), timeline: "" },
    "a few failures among thousands of tasks": { series: ended("1000x30", "1x30"), timeline: "" },
  },
  workersDown: {
    // None in all of ten minutes, which begin in 00:10.
    bad: {
      series: online("1x9 0x14 1x9"),
      timeline: `
        00:20 OK → Alert  0  @pagerduty-data-platform @slack-data-pipeline  0 Celery workers are online. …
        00:26 Alert → OK  1  …
      `,
    },
    threshold: { series: online("1x30"), timeline: "" },
    silence: { series: online("_x60"), timeline: "" },
    // The old worker stays offline for good, and the new one has another name.
    trap: { series: { ...online("1x9 0x29"), "celery.flower.worker.online{worker:b}": "_x15 1x24" }, timeline: "" },
  },
  idle: {
    bad: {
      series: executing("2x9 0x14 2x9"),
      timeline: `
        00:20 OK → Alert  0  Part of the composite monitor celery.idleWithBacklog: 0 tasks are being executed.
        00:26 Alert → OK  2  …
      `,
    },
    threshold: { series: executing("1x30"), timeline: "" }, // one more
    silence: { series: executing("_x60"), timeline: "" },
    trap: { series: executing(alternating(1)), timeline: "" },
  },
  waiting: {
    bad: {
      series: waiting("0x9 5x14 0x9"),
      timeline: `
        00:20 OK → Alert  5  Part of the composite monitor celery.idleWithBacklog: 5 tasks wait.
        00:26 Alert → OK  0  …
      `,
    },
    threshold: { series: waiting("0x30"), timeline: "" },
    silence: { series: waiting("_x60"), timeline: "" },
    trap: { series: waiting([0, ...alternating(5)]), timeline: "" },
  },
  idleWithBacklog: {
    // Tasks wait all the time; nobody works in 00:10 to 00:24.
    bad: {
      series: { ...executing("2x9 0x14 2x9"), ...waiting("5x34") },
      timeline: `
        00:20 OK → Alert  @pagerduty-data-platform @slack-data-pipeline  Tasks are waiting in the queue, and no Celery worker is executing any. …
        00:26 Alert → OK  @pagerduty-data-platform @slack-data-pipeline  Celery workers are executing tasks again, or no tasks are waiting.
      `,
    },
    threshold: { series: { ...executing("1x30"), ...waiting("1x30") }, timeline: "" },
    silence: { series: { ...executing("_x60"), ...waiting("_x60") }, timeline: "" },
    trap: { series: { ...executing("0x30"), ...waiting("0x30") }, timeline: "" },
    "a full queue in a busy hour": { series: { ...executing("8x30"), ...waiting("500x30") }, timeline: "" },
  },
  tasksWait: {
    // With k of 15 minutes at 90 s the average is 6 k s. High in 00:15 to 00:44.
    bad: {
      series: wait("0x14 90x29 0x29"),
      timeline: `
        00:26 {task:load} OK → Alert  66  @pagerduty-data-platform @slack-data-pipeline  load tasks wait 66 s …
        00:50 {task:load} Alert → OK  60  …
      `,
    },
    threshold: { series: wait("60x30"), timeline: "" },
    silence: { series: wait("_x60"), timeline: "" },
    trap: { series: wait("0x14 600 0x29"), timeline: "" },
  },
});
