import { checkDefinition, declared, KINDS, recognized } from "../../../datadog/definitions";
import type { JsonObject } from "../../../datadog/json";
import { corpusObjects, describeCorpus } from "../../corpus";

const found = (value: unknown) =>
  checkDefinition(value)?.map(({ check, path, message }) => `${check} ${path.join(".")}: ${message}`);

const slo = {
  name: "S",
  type: "metric",
  thresholds: [{ timeframe: "30d", target: 99.5, warning: 99.8 }],
  query: { numerator: "sum:runs{status:ok}.as_count()", denominator: "sum:runs{*}.as_count()" },
};

describe("an SLO", () => {
  test("of each type is taken", () => {
    const queries = [{ name: "q", data_source: "metrics", query: "avg:latency{*}" }];
    const slice = { query: { queries, formulas: [{ formula: "q" }] }, comparator: "<=", threshold: 2 };
    const { query: _, ...rest } = slo;
    expect(found(slo)).toEqual([]);
    expect(found({ ...rest, type: "monitor", monitor_ids: [1] })).toEqual([]);
    expect(found({ ...rest, type: "time_slice", sli_specification: { time_slice: slice } })).toEqual([]);
  });

  test.each<[object, string]>([
    [
      { query: undefined },
      "slo query: A metric-based SLO requires a query (numerator and denominator) or sli_specification.count.",
    ],
    [{ type: "monitor" }, "slo monitor_ids: A monitor-based SLO requires monitor_ids."],
    [{ type: "time_slice" }, "slo sli_specification: A time slice SLO requires sli_specification.time_slice."],
    [
      { thresholds: [{ timeframe: "30d", target: 99.5, warning: 99 }] },
      "slo thresholds.0.warning: The warning is 99, but it must be above the target, 99.5.",
    ],
    [
      { thresholds: [slo.thresholds[0], slo.thresholds[0]] },
      "slo thresholds.1.timeframe: There are two targets for 30d.",
    ],
    [{ name: " " }, "slo name: The name is empty."],
  ])("%j is refused", (change, message) => expect(found({ ...slo, ...change })).toEqual([message]));

  test("with a query that cannot be read, or a formula that names none, is refused", () => {
    expect(found({ ...slo, query: { ...slo.query, numerator: "sum:runs{" } })?.[0]).toMatch(/^slo query\.numerator: /);
    const count = { queries: [], good_events_formula: { formula: "a" }, total_events_formula: { formula: "1" } };
    expect(found({ ...slo, query: undefined, sli_specification: { count } })).toEqual([
      "slo sli_specification.count.good_events_formula.formula: The formula uses a, but the queries are missing.",
    ]);
  });
});

const downtime = (attributes: object) => ({
  type: "downtime",
  attributes: { scope: "env:prod", monitor_identifier: { monitor_tags: ["*"] }, ...attributes },
});

describe("a downtime", () => {
  // https://docs.datadoghq.com/monitors/downtimes/#downtime-scope-syntax
  test.each([
    "*",
    "service:web-store",
    "service:web-store AND env:dev",
    "env:(dev OR staging)",
    "service:web-store AND env:(dev OR staging)",
    "host:authentication-*",
    "host:*-prod-cluster",
    "service:webstore AND -env:prod",
    "-service:(a OR b)",
  ])("takes the scope %s", (scope) => expect(found(downtime({ scope }))).toEqual([]));

  // https://docs.datadoghq.com/monitors/downtimes/#downtime-scope-limitations
  test.each([
    [
      "team:app AND (service:auth OR (service:graphics-writer AND (env:prod OR status:ok)))",
      "A scope can have at most two levels",
    ],
    ["-service:(A AND B)", "A scope can only negate a key and its value"],
    ["service:(-A OR -B)", "Put the minus before the key: -service:value."],
    ["service:A OR host:X", "A scope cannot have OR at its top level"],
    ["prod AND service:(A OR B)", "All values must have a key: use key:prod instead of prod."],
    ["prod", "All values must have a key"],
    ["service:auth?", "A scope supports the wildcard *, but not ?"],
    ["", "The scope is empty"],
  ])("refuses the scope %s", (scope, message) => {
    expect(found(downtime({ scope }))).toEqual([
      expect.stringContaining(`downtime-scope attributes.scope: ${message}`),
    ]);
  });

  test.each<[object, string | undefined]>([
    [{ start: "2026-02-01T08:00:00Z", end: null }, undefined],
    [
      {
        recurrences: [{ rrule: "FREQ=DAILY;INTERVAL=1", duration: "8h", start: "2026-02-01T08:00:00" }],
        timezone: "UTC",
      },
      undefined,
    ],
    [{ start: "2026-02-01T08:00:00Z", end: "2026-02-01T08:00:00Z" }, "downtime-schedule attributes.schedule.end"],
    [{ recurrences: [] }, "downtime-schedule attributes.schedule.recurrences"],
    [
      { recurrences: [{ rrule: "BYDAY=SA", duration: "1d" }] },
      "downtime-schedule attributes.schedule.recurrences.0.rrule",
    ],
    [
      { recurrences: [{ rrule: "FREQ=DAILY;DURATION=PT1H", duration: "1d" }] },
      "downtime-schedule attributes.schedule.recurrences.0.rrule",
    ],
    [{ recurrences: [{ rrule: "FREQ=MONTHLY;BYDAY=2TU,-1FR", duration: "1d" }] }, undefined],
    [
      { recurrences: [{ rrule: "FREQ=WEEKLY;BYDAY=MO,XX", duration: "1d" }] },
      "downtime-schedule attributes.schedule.recurrences.0.rrule",
    ],
    [
      { recurrences: [{ rrule: "FREQ=DAILY", duration: "1h" }], timezone: "Europe/Berlni" },
      "downtime-schedule attributes.schedule.timezone",
    ],
  ])("schedule %j", (schedule, finding) => {
    expect(found(downtime({ schedule }))).toEqual(finding ? [expect.stringMatching(`^${finding}: `)] : []);
  });
});

describeCorpus("the recordings of SLOs and downtimes", () => {
  interface Interaction {
    readonly method: string;
    readonly url: string;
    readonly body: string;
    readonly status: number;
    readonly response: string;
  }
  const requests = (path: RegExp) =>
    corpusObjects<{ interactions: Interaction[] }>("cassettes.jsonl.gz")
      .flatMap(({ interactions }) => interactions)
      .filter(({ method, url, body }) => method === "POST" && path.test(url) && body !== "");
  const parsed = (text: string) => JSON.parse(text) as Record<string, never>;

  test.each([
    ["SLO", /^\/api\/v1\/slo$/],
    ["downtime", /^\/api\/v2\/downtime(\?|$)/],
  ] as const)("%s: what was taken is taken, what was refused is refused", (name, path) => {
    const all = requests(path);
    expect(all.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(5);
    for (const { body, status } of all) {
      const value = parsed(body).data ?? parsed(body);
      expect(recognized(value)?.kind.name).toBe(name);
      const kind = name === "SLO" ? KINDS.slo : KINDS.downtime;
      const findings = kind.check(value);
      if (status === 200) expect([body, findings]).toEqual([body, []]);
      if (status === 400) expect([body, findings.length > 0]).toEqual([body, true]);
    }
  });

  test("an SLO is kept as it was answered, and is the same when it is completed again", () => {
    let seen = 0;
    for (const { body, status, response } of requests(/^\/api\/v1\/slo$/)) {
      // answers of 2022 did not repeat the first threshold
      if (status !== 200 || !response.includes("target_threshold")) continue;
      const sent = parsed(body) as JsonObject;
      // both forms of a metric SLO are answered, whichever was sent
      const answer = declared(KINDS.slo.given, (JSON.parse(response) as { data: JsonObject[] }).data[0]!);
      const { query: _, sli_specification: __, tags, ...kept } = answer;
      const {
        query: ___,
        sli_specification: ____,
        tags: given,
        ...completed
      } = declared(KINDS.slo.given, KINDS.slo.given.complete(sent));
      const { monitor_ids: _____, ...without } = completed;
      expect(sent.type === "metric" ? without : completed).toEqual(kept);
      expect([...(given as string[])].sort()).toEqual([...(tags as string[])].sort());
      seen++;
    }
    expect(seen).toBeGreaterThan(5);
  });
});
