import { readFileSync, writeFileSync } from "node:fs";
import { none, type SentAs, type SeriesInput, simulate } from "../../testing";
import { ASKED_EVERY, type Case, type States } from "./cases";

/**
 * `ours.ts CASES HOURS STATES`: simulates each monitor of a file, one in a line, over its series, evaluated every minute,
 * with states, notifications and their texts, and writes which groups alert.
 */
const [casesFile = "", hours = "24", statesFile = ""] = process.argv.slice(2);
const minutes = Number(hours) * 60;

let evaluations = 0;
let notifications = 0;
const alerting: Record<string, string[][]> = {};
for (const line of readFileSync(casesFile, "utf8").trimEnd().split("\n")) {
  const each = JSON.parse(line) as Case;
  const simulation = simulated(each);
  evaluations += minutes;
  notifications += simulation.notifications.length;
  const asked: string[][] = [];
  for (let minute = ASKED_EVERY; minute <= minutes; minute += ASKED_EVERY) {
    const firing = simulation.groups.filter((group) => simulation.at(`${minute}m`, group).state === "Alert");
    asked.push(firing.map((group) => (group === "*" ? "" : group.slice("host:".length))).sort());
  }
  alerting[each.name] = asked;
}
const states: States = { alerting, evaluations, notifications, megabytes: process.resourceUsage().maxRSS / 1024 };
writeFileSync(statesFile, JSON.stringify(states));

function simulated({ name, query, series }: Case) {
  const input: Record<string, SeriesInput[string]> = {};
  const types: Record<string, SentAs> = {};
  for (const { metric, type, host, values } of series) {
    input[host === undefined ? metric : `${metric}{host:${host}}`] = values;
    types[metric] = type;
  }
  const message =
    "{{#is_alert}}{{value}} is above {{threshold}}. @slack-bench{{/is_alert}}{{#is_recovery}}Over.{{/is_recovery}}";
  const critical = Number(/[\d.]+$/.exec(query)?.[0]);
  const options = { thresholds: { critical } };
  return simulate({ name, type: "metric alert", query, message, options }, input, { environment: none, types });
}
