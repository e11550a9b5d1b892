import { readFileSync, writeFileSync } from "node:fs";
import { type MetricAlert, parseMonitorQuery } from "../../datadog/query";
import { windowEvaluator } from "../../datadog/sandbox/evaluate";
import { SeriesStore } from "../../datadog/sandbox/series";
import { ASKED_EVERY, type Case, type States } from "./cases";

/** `ours.ts CASES HOURS STATES`: evaluates each monitor of a file every minute and writes which groups alert. */
const [casesFile = "", hours = "24", statesFile = ""] = process.argv.slice(2);
const cases = JSON.parse(readFileSync(casesFile, "utf8")) as Case[];
const minutes = Number(hours) * 60;

const store = new SeriesStore({ step: 60 });
for (const { metric, type, host, values } of cases.flatMap(({ series }) => series)) {
  const tags = host === undefined ? [] : [`host:${host}`];
  store.submit({ metric, type, interval: 60, tags, points: values.map((value, minute) => [minute * 60, value]) });
}

let evaluations = 0;
const alerting: Record<string, string[][]> = {};
for (const { name, query } of cases) {
  const parsed = parseMonitorQuery(query);
  if (!parsed.ok) throw new Error(`${query}: ${parsed.errors[0]?.message}`);
  const alert = parsed.node as MetricAlert;
  const evaluator = windowEvaluator(alert, store);
  const asked: string[][] = [];
  for (let minute = 1; minute <= minutes; minute++) {
    const { groups, values } = evaluator.at(minute * 60);
    evaluations++;
    const firing: string[] = [];
    for (let index = 0; index < values.length; index++) {
      if (values[index]! > alert.comparison.value) firing.push(groups[index]!.tags.host ?? "");
    }
    if (minute % ASKED_EVERY === 0) asked.push(firing.sort());
  }
  alerting[name] = asked;
}
const states: States = { alerting, evaluations, megabytes: process.resourceUsage().maxRSS / 1024 };
writeFileSync(statesFile, JSON.stringify(states));
