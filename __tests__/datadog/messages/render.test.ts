import fc from "fast-check";
import {
  checkMessage,
  handlesOf,
  type MessageFacts,
  MOMENTS,
  type Moment,
  notificationTitle,
  parseTemplate,
  renderMessage,
} from "../../../datadog/messages";

const moments = Object.keys(MOMENTS) as Moment[];
const spark: MessageFacts = {
  moment: "alert",
  priority: 2,
  values: {
    value: 300,
    threshold: 0.5,
    comparator: ">",
    // 2021-05-31 14:43:27 UTC, the example of the documentation
    last_triggered_at: 1_622_472_207_000,
    last_triggered_at_epoch: 1_622_472_207_000,
    triggered_duration_sec: 90,
    check_message: "https://status.example.com/check?service=web&region=us-east",
  },
  tags: { stage: "spark", "kube.cluster": "a", "@status": ["b", "a"], service: "ad-server", role: "db_cassandra" },
  about: {
    host: { ip: "10.0.0.1", metadata_platform: "linux", role: ["web", "db"] },
    log: {
      message: "no & more",
      attributes: { error: { message: "deep" }, "http.url": "/a b" },
      tags: { env: "prod" },
    },
    service: { team: "data", links: { "Run book": "https://example.com/?a=1&b=2" } },
    a: { value: 7, status: "Alert" },
    synthetics: { steps: [{ description: "one" }, { description: "two" }] },
  },
};

const text = (template: string, facts: Partial<MessageFacts> = {}) =>
  renderMessage(template, { ...spark, ...facts }).text;

describe("what a variable shows", () => {
  test.each([
    ["a whole value as a float", "{{value}}", "300.0"],
    ["a fraction", "{{threshold}}", "0.5"],
    ["a whole number that is no float", "{{last_triggered_at_epoch}}", "1622472207000"],
    ["seconds", "{{triggered_duration_sec}}", "90"],
    ["a time", "{{last_triggered_at}}", "Mon May 31 2021 14:43:27 UTC"],
    ["a comparator, encoded", "{{comparator}}", "&gt;"],
    ["a comparator, raw", "{{{comparator}}}", ">"],
    ["a URL, encoded", "{{check_message}}", "https://status.example.com/check?service=web&amp;region=us-east"],
    ["a URL, raw", "{{{check_message}}}", "https://status.example.com/check?service=web&region=us-east"],
    ["a tag", "{{stage.name}} {{ stage.name }}", "spark spark"],
    ["a tag with dots", "{{[kube.cluster].name}}", "a"],
    ["several values of a facet, in order", "{{@status.name}}", "a,b"],
    ["a missing tag, empty", "[{{user.name}}]", "[]"],
    ["a missing value, empty", "[{{warn_threshold}}{{nonsense}}]", "[]"],
    ["what is known of a host", "{{host.ip}} {{host.metadata_platform}} {{host.role}}", "10.0.0.1 linux db,web"],
    ["a host's tag, with .name", "{{host.role.name}}", "db,web"],
    ["a log", "{{log.message}} {{{log.message}}} {{log.tags.env}}", "no &amp; more no & more prod"],
    [
      "attributes by path and in brackets",
      "{{log.attributes.error.message}} {{log.attributes.[error.message]}}",
      "deep deep",
    ],
    ["an attribute whose key has a dot", "{{log.attributes.http.url}} {{log.attributes.[http.url]}}", "/a b /a b"],
    [
      "what the catalog knows of a service",
      "{{service.team}} {{{service.links[Run book]}}}",
      "data https://example.com/?a=1&b=2",
    ],
    ["a part of a composite", "{{a.value}} {{a.status}}", "7.0 Alert"],
  ])("%s", (_, template, expected) => expect(text(template)).toBe(expected));

  test("a float without the noise of binary fractions", () => {
    expect(text("{{value}}", { values: { value: 0.1 + 0.2 } })).toBe("0.3");
  });
});

describe("a block", () => {
  test.each<[Moment, string]>([
    ["alert", "alert"],
    ["warning", "warning"],
    ["alert_to_warning", "warning alert_to_warning"],
    ["no_data", "no_data"],
    ["unknown", "unknown"],
    ["alert_recovery", "recovery alert_recovery"],
    ["warning_recovery", "recovery warning_recovery"],
    ["no_data_recovery", "recovery no_data_recovery"],
    ["unknown_recovery", "recovery"],
    ["alert_renotify", "alert renotify"],
    ["warning_renotify", "warning renotify"],
    ["no_data_renotify", "no_data renotify"],
  ])("shows at %s where it is about that", (moment, shown) => {
    const names =
      "alert warning no_data unknown recovery alert_recovery warning_recovery no_data_recovery alert_to_warning renotify";
    const template = names
      .split(" ")
      .map((name) => `{{#is_${name}}}${name} {{/is_${name}}}`)
      .join("");
    expect(text(template, { moment }).split(" ").sort()).toEqual(shown.split(" ").sort());
    const negated = names
      .split(" ")
      .map((name) => `{{^is_${name}}}${name} {{/is_${name}}}`)
      .join("");
    expect([...text(negated, { moment }).split(" "), ...shown.split(" ")].sort()).toEqual(names.split(" ").sort());
  });

  test.each([
    ['{{#is_match "role.name" "db"}}yes{{/is_match}}', "yes"],
    ['{{#is_match "role.name" "web" "database" "cass"}}yes{{/is_match}}', "yes"],
    ['{{#is_match "role.name" "web"}}yes{{else}}no{{/is_match}}', "no"],
    ['{{^is_match "role.name" "db"}}yes{{else}}no{{/is_match}}', "no"],
    ['{{#is_match "role" "db"}}yes{{/is_match}}', "yes"],
    [
      '{{#is_match "role.name" ""}}filled{{/is_match}}{{#is_match "user.name" ""}}filled{{else}} empty{{/is_match}}',
      "filled empty",
    ],
    ['{{#is_exact_match "role.name" "db"}}yes{{else}}no{{/is_exact_match}}', "no"],
    ['{{#is_exact_match "role.name" "x" "db_cassandra"}}yes{{/is_exact_match}}', "yes"],
    ['{{#is_exact_match "host.datacenter" ""}}missing{{/is_exact_match}}', "missing"],
    ['{{#is_exact_match "stage.name" ""}}missing{{else}}there{{/is_exact_match}}', "there"],
    [
      '{{#is_exact_match "value" "300"}}yes{{/is_exact_match}}{{#is_exact_match "value" "300.00"}} yes{{/is_exact_match}}',
      "yes yes",
    ],
    ['{{#is_exact_match "@status.name" "a"}}yes{{/is_exact_match}}', "yes"],
    // the documentation's routing by time of day: 14:43 UTC
    [
      '{{#is_exact_match (eval "int(last_triggered_at_epoch / 3600000 % 24)") "13" "14"}}afternoon{{/is_exact_match}}',
      "afternoon",
    ],
    ["{{#is_priority 'P2'}}yes{{/is_priority}}{{#is_priority 'P1'}}no{{/is_priority}}", "yes"],
    ["{{#each synthetics.steps}}{{@index}}{{description}}{{this.description}} {{/each}}", "0oneone 1twotwo"],
    ["{{#if synthetics.nothing}}a{{else}}b{{/if}}{{#unless synthetics.nothing}}c{{/unless}}", "bc"],
    ["{{#with log}}{{message}}{{/with}}", "no &amp; more"],
  ])("%s", (template, expected) => expect(text(template)).toBe(expected));
});

describe("what is computed", () => {
  test.each([
    ["int(value)", "300"],
    ["int(threshold)", "0"],
    ["int(-1.5)", "-1"],
    ["trunc(12.345)", "12"],
    ["float(last_triggered_at_epoch - last_triggered_at_epoch)", "0.0"],
    ["dec(12.345)", "0.345"],
    ["round(12.376, 2)", "12.38"],
    ["round(2.5)", "3"],
    ["ceil(1.2)", "2"],
    ["floor(1.8)", "1"],
    ["sgn(-3)", "-1"],
    ["to_bool(1)", "true"],
    ["to_bool(0)", "false"],
    ["abs(-1.5)", "1.5"],
    ["exp(0)", "1.0"],
    ["log10(1000)", "3.0"],
    ["atan2(0, 1)", "0.0"],
    ["last_triggered_at_epoch-15*60*1000", "1622471307000"],
    ["1+2*3^2", "19"],
    ["2^3^2", "512"],
    ["-2^2", "-4"],
    ["(1+2)*3 % 5", "4"],
    ["1/2", "0.5"],
    ["value/threshold", "600.0"],
    ["value / 0", ""],
    ["value + warn_threshold", ""],
    ["stage.name + 1", ""],
    ["humanize_bytes(1610612736)", "1.5 GB"],
    ["humanize_bytes(100)", "100 B"],
    ["humanize_bits(2500000)", "2.5 Mb"],
    ["humanize_bytes(0)", "0 B"],
    ["humanize_bytes(1023)", "1023 B"],
    ["humanize_bytes(1024)", "1 KB"],
    ["humanize_bytes(0-1536)", "-1.5 KB"],
    ["humanize_bits(999)", "999 b"],
    ["humanize_bits(1000)", "1 Kb"],
    // a text that reads as a number is one
    ["'5' + 1", "6"],
    ["' 5 ' + 1", "6"],
    ["'-.5e1' + 1", "-4.0"],
    ["'x5' + 1", ""],
    ["'5x' + 1", ""],
    ["'' + 1", ""],
    ["strip('abchost:Eabc', 'abc')", "host:E"],
    ["strip(' host:E ')", "host:E"],
    ["substring('host:D', 5)", "D"],
    ["substring('host:D', 0, 4)", "host"],
    ["upper(stage.name)", "SPARK"],
    ["lower('AbC')", "abc"],
    ["[kube.cluster].name", "a"],
  ])("%s", (expression, expected) => expect(text(`{{eval "${expression}"}}`)).toBe(expected));

  test.each([
    ["{{local_time 'last_triggered_at' 'Asia/Tokyo'}}", "2021-05-31 23:43:27+09:00"],
    ["{{local_time 'last_triggered_at' 'America/New_York'}}", "2021-05-31 10:43:27-04:00"],
    ["{{local_time 'last_triggered_at' 'UTC'}}", "2021-05-31 14:43:27+00:00"],
    ["{{local_time 'first_triggered_at' 'UTC'}}", ""],
    ['{{urlencode "log.attributes.[http.url]"}}', "%2Fa%20b"],
  ])("%s", (template, expected) => expect(text(template)).toBe(expected));
});

describe("what is sent as it stands", () => {
  test.each([
    ["{{{{raw}}}}\n{{ <TEXT_1> }} {{ <TEXT_2> }}\n{{{{/raw}}}}", "{{ <TEXT_1> }} {{ <TEXT_2> }}"],
    ['{{{{is_match "stage.name" "spark"}}}}\n{{ .matched }} it\n{{{{/is_match}}}}', "{{ .matched }} it"],
    ['{{{{is_match "stage.name" "celery"}}}}\n{{ .matched }} it\n{{{{/is_match}}}}', ""],
    ["a {{!-- note --}}b{{!-- note }}c", "a bc"],
    // the lines of tags that stand alone go with them
    ["Head\n{{#is_alert}}\n  down\n{{/is_alert}}\n{{^is_alert}}\nup\n{{/is_alert}}\nTail", "Head\n  down\nTail"],
    ["{{#is_alert}}a{{/is_alert}} {{value", "a {{value"],
  ])("%j", (template, expected) => expect(text(template)).toBe(expected));
});

describe("the recipients", () => {
  const recipients = (template: string, facts: Partial<MessageFacts> = {}) =>
    renderMessage(template, { ...spark, ...facts }).recipients;

  test("outside all blocks are notified on every occasion", () => {
    for (const moment of moments) expect(recipients("down @slack-data", { moment })).toEqual(["@slack-data"]);
  });

  test.each<[Moment, readonly string[]]>([
    ["alert", ["@pagerduty-data"]],
    ["alert_renotify", ["@pagerduty-data", "@team-lead"]],
    ["warning", ["@slack-data"]],
    ["alert_recovery", []],
  ])("in blocks where the block shows: %s", (moment, expected) => {
    const template =
      "{{#is_alert}}@pagerduty-data{{/is_alert}}{{#is_renotify}}@team-lead{{/is_renotify}}{{#is_warning}}@slack-data{{/is_warning}}";
    expect(recipients(template, { moment })).toEqual(expected);
  });

  test("are made from tags, and one that misses its tag reaches nobody", () => {
    expect(recipients("@slack-{{service.name}} There is an issue. @slack-{{service.name}}")).toEqual([
      "@slack-ad-server",
    ]);
    expect(recipients("@{{service.name}}@example.com, @slack-{{user.name}}")).toEqual(["@ad-server@example.com"]);
    expect(text("@slack-{{service.name}} There is an ongoing issue with {{service.name}}.")).toBe(
      "@slack-ad-server There is an ongoing issue with ad-server.",
    );
  });

  test("are none that a value names", () => {
    expect(recipients("{{log.message}}", { about: { log: { message: "@everybody" } } })).toEqual([]);
  });

  test("of is_alert_recovery get the title when an alert falls to a warning", () => {
    const template =
      "{{#is_alert_recovery}}fine @slack-data{{/is_alert_recovery}}{{#is_alert_to_warning}}@ops{{/is_alert_to_warning}}";
    expect(renderMessage(template, { ...spark, moment: "alert_to_warning" })).toEqual({
      text: "@ops",
      recipients: ["@ops", "@slack-data"],
      titleOnly: ["@slack-data"],
      priority: 2,
    });
  });
});

test("is_priority compares with the monitor's own priority", () => {
  expect(
    text("{{override_priority 'P1'}}{{#is_priority 'P1'}}one{{/is_priority}}{{#is_priority 'P2'}}two{{/is_priority}}"),
  ).toBe("two");
});

test("double braces encode & < > \" and '", () => {
  expect(text("{{log.message}}", { about: { log: { message: `<a href="x">'&` } } })).toBe(
    "&lt;a href=&quot;x&quot;&gt;&#x27;&amp;",
  );
});

test("override_priority takes the place of the monitor's where it shows", () => {
  const template =
    "{{#is_alert}}{{override_priority 'P1'}}{{/is_alert}}{{#is_warning}}{{override_priority 'P4'}}{{/is_warning}}";
  expect(renderMessage(template, { moment: "alert" }).priority).toBe(1);
  expect(renderMessage(template, { moment: "warning", priority: 2 }).priority).toBe(4);
  expect(renderMessage(template, { moment: "no_data", priority: 3 }).priority).toBe(3);
  expect(renderMessage(template, { moment: "no_data" }).priority).toBeUndefined();
});

describe("a title", () => {
  const group = ["stage:spark"];
  test.each<[Moment, string]>([
    ["alert", "[Triggered on {stage:spark}] Slow spark"],
    ["alert_renotify", "[Re-Triggered on {stage:spark}] Slow spark"],
    ["warning", "[Warn on {stage:spark}] Slow spark"],
    ["no_data", "[No data on {stage:spark}] Slow spark"],
    ["no_data_renotify", "[Re-No data on {stage:spark}] Slow spark"],
    ["alert_recovery", "[Recovered on {stage:spark}] Slow spark"],
  ])("of %s", (moment, title) => {
    const facts = { moment, tags: { stage: "spark" } };
    expect(notificationTitle("Slow {{stage.name}}", facts, { group })).toBe(title);
  });

  test("without the tags, without a group, with a priority, of several tags", () => {
    const facts = { moment: "alert" } as const;
    expect(notificationTitle("Slow", facts, { group, includeTags: false })).toBe("[Triggered] Slow");
    expect(notificationTitle("Slow", facts, { group: [] })).toBe("[Triggered] Slow");
    expect(notificationTitle("Slow", { ...facts, priority: 2 }, { group: ["b:1", "a:2"] })).toBe(
      "[P2] [Triggered on {a:2,b:1}] Slow",
    );
  });
});

describe("any message", () => {
  const piece = fc.constantFrom(
    ..."{{ }} {{{ }}} {{{{raw}}}} {{{{/raw}}}} {{#is_alert}} {{/is_alert}} {{^is_match {{#each {{else}} {{!-- --}} {{eval|\" value +1 int( ) stage.name synthetics.steps {{/each}} {{value}} @slack- {{stage.name}} @ [ ] ' \\ \n a \uE000 {{local_time|'value'|'x'}}"
      .split(" ")
      .map((one) => one.replaceAll("|", " ")),
  );
  const message = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.array(piece, { maxLength: 40 }).map((all) => all.join("")),
  );

  test("is rendered without an exception, to handles that were known beforehand", () => {
    fc.assert(
      fc.property(message, fc.constantFrom(...moments), (any, moment) => {
        const rendered = renderMessage(any, { ...spark, moment });
        const known = handlesOf(any).filter((handle) => handle.moments.includes(moment));
        expect(rendered.recipients.length).toBeLessThanOrEqual(known.length);
        for (const recipient of rendered.recipients) {
          expect(known.some(({ handle, dynamic }) => dynamic || handle === recipient)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("without tags is sent as it stands, but for white space at its ends", () => {
    fc.assert(
      fc.property(
        fc.string().filter((any) => !any.includes("{{")),
        (any) => expect(renderMessage(any, spark).text).toBe(any.trim()),
      ),
    );
  });

  test("that is long or deep is rendered", () => {
    const deep = `${"{{#each synthetics.steps}}".repeat(50)}x${"{{/each}}".repeat(50)}`;
    const sum = `{{eval "${"1+".repeat(100_000)}1"}}`;
    for (const any of [
      deep,
      sum,
      "@a{{value}} ".repeat(50_000),
      "{{#is_alert}}\n".repeat(1000),
      "@{{value}}".repeat(50_000),
    ]) {
      const template = parseTemplate(any);
      checkMessage(template);
      renderMessage(template, spark);
    }
  });
});
