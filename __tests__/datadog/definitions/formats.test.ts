import { checkDefinition, keptTag } from "../../../datadog/definitions";
import { recurrenceMistake } from "../../../datadog/definitions/recurrence";

/** Where a definition has findings. */
const places = (value: unknown) => checkDefinition(value)?.map(({ path }) => path.join("."));

const downtime = (schedule: object, scope = "env:prod") => ({
  type: "downtime",
  attributes: { scope, monitor_identifier: { monitor_tags: ["*"] }, schedule },
});
const rule = (attributes: object) => ({
  type: "monitor-notification-rule",
  attributes: { name: "Mill", filter: { tags: ["team:mill"] }, recipients: ["slack-mill"], ...attributes },
});

/** A text of a format alone is taken; with one more character before or after it, it is another text. */
const spoiled = (text: string) => [`x${text}`, `${text}x`];

// https://docs.datadoghq.com/monitors/downtimes/#set-a-downtime-schedule: RFC 5545 without DTSTART, DTEND, DURATION
describe("a recurrence", () => {
  test.each([
    "FREQ=DAILY;INTERVAL=1",
    "RRULE:FREQ=DAILY",
    "rrule:freq=daily",
    "FREQ=MINUTELY",
    "FREQ=HOURLY",
    "FREQ=YEARLY",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU",
    "FREQ=MONTHLY;BYDAY=+1MO,-2SU,12TU",
  ])("is %s", (rrule) => expect(recurrenceMistake(rrule)).toBeUndefined());

  test.each([
    ["", "must have a frequency"],
    ["XRRULE:FREQ=DAILY", "must have a frequency"],
    ["FREQ=DAILLY", "must have a frequency"],
    ["FREQ=SECONDLY", "more often than Datadog allows, which is at most MINUTELY"],
    ["FREQ=WEEKLY;BYDAY=XMO", "BYDAY lists days of the week"],
    ["FREQ=WEEKLY;BYDAY=MOX", "BYDAY lists days of the week"],
    ["FREQ=WEEKLY;BYDAY=", "BYDAY lists days of the week"],
    ["FREQ=DAILY;DURATION=PT1H", "DURATION, which is not supported"],
    ["DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY", "DTSTART, which is not supported"],
    ["DTEND=20260101T000000Z;FREQ=DAILY", "DTEND, which is not supported"],
  ])("is not %j: %s", (rrule, why) => expect(recurrenceMistake(rrule)).toContain(why));

  test.each(["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY"])("of days may be %s", (rrule) => {
    expect(recurrenceMistake(rrule, "a day")).toBeUndefined();
  });

  test.each(["FREQ=HOURLY", "FREQ=MINUTELY", "FREQ=SECONDLY"])("of days may not be %s", (rrule) => {
    expect(recurrenceMistake(rrule, "a day")).toContain("at most DAILY");
  });
});

test("the start of a recurrence is a local time alone", () => {
  const at = (start: string) => places(downtime({ recurrences: [{ rrule: "FREQ=DAILY", duration: "1h", start }] }));
  for (const start of ["2026-02-01T08:00:00", "2026-02-01T08:00"]) {
    expect(at(start)).toEqual([]);
    for (const other of [...spoiled(start), `${start}Z`]) expect(at(other)).toHaveLength(1);
  }
});

test("a metric that Datadog generates has a name that starts with a letter", () => {
  const metric = (id: string) =>
    places({
      type: "logs_metrics",
      id,
      attributes: { compute: { aggregation_type: "count" }, filter: { query: "*" } },
    });
  expect([metric("mill.grain"), metric("Mill_2.grain")]).toEqual([[], []]);
  for (const id of ["1mill", " mill", ".mill", "_mill", "mill-grain", "mill grain", "m".repeat(201)]) {
    expect(metric(id)).toHaveLength(1);
  }
  expect(metric("m".repeat(200))).toEqual([]);
});

// https://docs.datadoghq.com/monitors/notify/notification_rules/#configure-the-scope
describe("a notification rule", () => {
  const condition = (scope: string) =>
    places(rule({ recipients: undefined, conditional_recipients: { conditions: [{ scope, recipients: ["a"] }] } }));

  test("filters by tags, which have a key and a value", () => {
    for (const tag of ["team:mill", "team:mill:2", "a:b c"])
      expect(places(rule({ filter: { tags: [tag] } }))).toEqual([]);
    for (const tag of ["team:", ":mill", "team", " team:mill", "the team:mill"]) {
      expect(places(rule({ filter: { tags: [tag] } }))).toEqual(["attributes.filter.tags.0"]);
    }
  });

  test("has conditions of a single tag", () => {
    for (const scope of ["env:prod", " env:prod ", 'team:"a b"', "url:http://x"]) expect(condition(scope)).toEqual([]);
    for (const scope of ["a env:prod", "env:prod b", "(env:prod)", 'env:"a" b', "env:pr?d", "env:"]) {
      expect(condition(scope)).toEqual(["attributes.conditional_recipients.conditions.0.scope"]);
    }
  });

  test.each([
    ["@slack-mill", 'use "slack-mill" instead of "@slack-mill"'],
    ["@@slack-mill", 'use "slack-mill" instead of "@@slack-mill"'],
    ["@ann@example.com", 'use "ann@example.com" instead of "@ann@example.com"'],
  ])("has recipients without the @ of %s", (recipient, fix) => {
    expect(checkDefinition(rule({ recipients: [recipient] }))?.[0]?.message).toContain(fix);
    expect(places(rule({ recipients: [recipient.replace(/^@+/, "")] }))).toEqual([]);
  });
});

// https://docs.datadoghq.com/monitors/configuration/#custom-schedules, …/guide/custom_schedules
describe("a monitor", () => {
  const monitor = (query: string, options: object = {}, message = "Look.") => ({
    ...{ name: "Queue", type: "query alert", query, message, tags: ["team:mill"] },
    options: { include_tags: true, ...options },
  });
  const wrong = (value: unknown) =>
    checkDefinition(value)?.flatMap(({ severity, path }) => (severity === "wrong" ? [path.join(".")] : []));

  test("starts its day at a time of day", () => {
    const starts = (day_starts: string) =>
      wrong(
        monitor("avg(current_1d):avg:mill.queue{*} > 3", {
          thresholds: { critical: 3 },
          scheduling_options: { evaluation_window: { day_starts } },
        }),
      )?.filter((path) => path.endsWith("day_starts"));
    for (const time of ["00:00", "04:00", "19:59", "23:59"]) expect(starts(time)).toEqual([]);
    for (const time of ["24:00", "4:00", "04:60", ...spoiled("04:00")]) expect(starts(time)).toHaveLength(1);
  });

  test("has windows in the words of Datadog alone", () => {
    for (const window of ["last_5m", "last_1d"]) {
      expect(wrong(monitor(`avg(${window}):avg:a.b{*} > 3`, { thresholds: { critical: 3 } }))).toEqual([]);
      for (const other of spoiled(window)) {
        expect(wrong(monitor(`avg(${other}):avg:a.b{*} > 3`, { thresholds: { critical: 3 } }))?.length).toBeGreaterThan(
          0,
        );
      }
    }
    const change = (shift: string) => wrong(monitor(`change(avg(last_5m),${shift}):avg:a.b{*} > 3`));
    for (const shift of ["last_5m", "1d_ago"]) {
      expect(change(shift)).toEqual([]);
      for (const other of spoiled(shift)) expect(change(other)?.length).toBeGreaterThan(0);
    }
  });
});

// https://docs.datadoghq.com/getting_started/tagging/#define-tags
test("what is in the middle or at the end of a tag stays", () => {
  expect(keptTag("a1:2b")).toBe("a1:2b");
  expect(keptTag("key:value:")).toBe("key:value");
  expect(keptTag("a:b:c")).toBe("a:b:c");
  expect(keptTag("_:a-1")).toBe("a-1");
});
