import { Org } from "../../../../datadog/sandbox";
import { cancelDowntime, createDowntime } from "../../../../datadog/sandbox/objects/downtimes";
import { createMonitor, deleteMonitor, readMonitor, updateMonitor } from "../../../../datadog/sandbox/objects/monitors";
import { createNotificationRule } from "../../../../datadog/sandbox/objects/notification-rules";
import { Watch } from "../../../../datadog/sandbox/watch";

const START = Date.parse("2026-01-05T09:00:00Z") / 1000;

let org: Org;
let watch: Watch;
let now: number;
let id: number;

beforeEach(() => {
  now = START;
  org = new Org({ clock: () => now * 1000 });
  watch = new Watch(org);
  id = Number(
    createMonitor(org, {
      name: "Queue",
      type: "metric alert",
      query: "max(last_1m):max:mill.queue{*} by {mill} > 90",
      message: "{{mill.name}} waits. @slack-mill",
      options: { thresholds: { critical: 90 } },
    }).id,
  );
});

/** A minute in which the queue of a mill has so many; what its evaluation sends. */
function minute(value: number, mill = "north") {
  org.series.sample({ metric: "mill.queue", type: "gauge", value, time: now + 30, tags: [`mill:${mill}`] });
  now += 60;
  return watch.evaluate(now).notifications.map(({ moment, text, recipients }) => [moment, text, ...recipients]);
}

test("says who is notified when a monitor alerts and recovers", () => {
  expect(minute(10)).toEqual([]);
  expect(minute(95)).toEqual([["alert", "north waits. @slack-mill", "@slack-mill"]]);
  expect(minute(99)).toEqual([]);
  expect(minute(10)).toEqual([["alert_recovery", "north waits. @slack-mill", "@slack-mill"]]);
});

test("the API answers the state that a monitor is in, and since when", () => {
  expect(readMonitor(org, id).overall_state).toBe("No Data");
  minute(10);
  expect(readMonitor(org, id)).toMatchObject({
    overall_state: "OK",
    overall_state_modified: "2026-01-05T09:01:00+00:00",
  });
  minute(95);
  minute(95);
  expect(readMonitor(org, id)).toMatchObject({
    overall_state: "Alert",
    overall_state_modified: "2026-01-05T09:02:00+00:00",
  });
});

test("shows the groups that are not OK, and a monitor that has no data", () => {
  createMonitor(org, { name: "Silo", type: "metric alert", query: "max(last_1m):max:silo.level{*} > 1", message: "" });
  minute(10, "south");
  minute(95);
  expect(watch.overview()).toEqual([
    { name: "Queue", state: "Alert", groups: new Map([["mill:north", "Alert"]]) },
    { name: "Silo", state: "No Data", groups: new Map() },
  ]);
});

test("a monitor that is changed is evaluated as it is then, one that is deleted no more", () => {
  minute(10);
  updateMonitor(org, id, {
    query: "max(last_1m):max:mill.queue{*} by {mill} > 5",
    options: { thresholds: { critical: 5 } },
  });
  expect(minute(10)).toHaveLength(1);
  deleteMonitor(org, id);
  expect(minute(10)).toEqual([]);
  expect(watch.overview()).toEqual([]);
});

test("a downtime mutes while it lasts, and no longer once it is canceled", () => {
  minute(10);
  const { id: downtime } = createDowntime(org, {
    type: "downtime",
    attributes: { scope: "mill:north", monitor_identifier: { monitor_id: id } },
  });
  expect(minute(95)).toEqual([]);
  cancelDowntime(org, String(downtime));
  minute(10);
  expect(minute(95)).toHaveLength(1);
});

test("a notification rule that is added later counts from then on", () => {
  minute(10);
  updateMonitor(org, id, { tags: ["team:mill"] });
  createNotificationRule(org, {
    type: "monitor-notification-rule",
    attributes: { name: "All", filter: { tags: ["team:mill"] }, recipients: ["pagerduty-mill"] },
  });
  expect(minute(95)).toEqual([["alert", "north waits. @slack-mill", "@slack-mill", "@pagerduty-mill"]]);
});

test("a monitor that cannot be evaluated here stops no other, and says why", () => {
  const refused = createMonitor(org, {
    name: "Processes",
    type: "process alert",
    query: 'processes("java").over("*").rollup("count").last("5m") < 1',
    message: "",
  });
  minute(10);
  expect(minute(95)).toHaveLength(1);
  expect([...watch.refused.keys()]).toEqual([refused.id]);
  expect(watch.refused.get(Number(refused.id))).toMatch(/^Monitors over processes are not simulated/);
});
