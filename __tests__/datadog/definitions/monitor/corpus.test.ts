import { checkMonitor, conditionOf, type MonitorDefinition } from "../../../../datadog/definitions";
import { corpusObjects, describeCorpus } from "../../../corpus";

interface Interaction {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly status: number;
}

describeCorpus("the 229 monitors that Datadog ships", () => {
  const monitors = corpusObjects<MonitorDefinition>("monitors.jsonl");

  // Each finding was read: message-group 10 monitors that print a tag by which they do not group (one twice, in title and
  // message); message-variable {{host}}, {{page_type}}, {{name}} … without .name, and
  // {{eval "int(value100)"}} without its star; escalation 2 messages without an interval; no-aggregator 1 query that is
  // averaged without a word; anomaly-settings 2 recovery windows that are longer than the trigger window.
  test("have few findings", () => {
    const counts: Record<string, number> = {};
    for (const monitor of monitors) {
      for (const { check, severity } of checkMonitor(monitor)) {
        const key = `${severity} ${check}`;
        counts[key] = (counts[key] ?? 0) + 1;
      }
    }
    expect(monitors).toHaveLength(229);
    expect(counts).toEqual({
      "advice message-group": 11,
      "advice message-variable": 23,
      // minutes over an hour and over 5 minutes; 'basic' with a seasonality
      "advice rollup-in-monitor": 3,
      "advice unused-argument": 1,
      "advice escalation": 2,
      "advice no-aggregator": 1,
      "advice anomaly-settings": 2,
    });
  });

  test("say one critical threshold in query and options", () => {
    const compared = monitors.filter((monitor) => conditionOf(monitor)?.comparator !== undefined);
    expect(compared).toHaveLength(225);
    for (const monitor of compared) expect(conditionOf(monitor)?.critical).toBe(monitor.options?.thresholds?.critical);
  });
});

describeCorpus("the monitors of the recordings", () => {
  const requests = corpusObjects<{ interactions: Interaction[] }>("cassettes.jsonl.gz")
    .flatMap(({ interactions }) => interactions)
    .filter(({ url, method, body }) => /^\/api\/v1\/monitor(\/|$|\?)/.test(url) && method !== "DELETE" && body !== "")
    .map(({ body, status }) => ({ body: JSON.parse(body) as Record<string, unknown>, status }))
    .filter(({ body }) => typeof body.query === "string" && typeof body.type === "string");

  test("are taken where Datadog took them; it takes a priority of 0 for none", () => {
    const taken = requests.filter(({ status, body }) => status === 200 && body.priority !== 0);
    expect(taken.length).toBeGreaterThan(300);
    for (const { body } of taken) {
      expect(checkMonitor(body).filter(({ severity }) => severity === "wrong")).toEqual([]);
    }
  });

  test("are refused where it refused them", () => {
    const refused = requests.filter(({ status }) => status === 400);
    expect(refused.length).toBeGreaterThan(0);
    for (const { body } of refused) {
      expect(checkMonitor(body).some(({ severity }) => severity === "wrong")).toBe(true);
    }
  });
});
