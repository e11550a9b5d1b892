import { fromYaml, monitorsFromYaml } from "../../../../datadog/definitions/yaml";

const document = `type: metric alert
query: avg(last_15m):avg:pipeline.stage.duration{*} by {stage} > 300
message: |
  Pipeline stage {{stage.name}} is executing slowly.

  {{#is_alert}}
  Average execution time: {{value}}s (threshold: 300s)
  {{/is_alert}}
`;

describe("a monitor written as YAML", () => {
  test("needs type, query and message alone", () => {
    expect(fromYaml(document, { file: "monitors/slow-stage.yaml" })).toEqual({
      name: "Slow stage",
      type: "metric alert",
      query: "avg(last_15m):avg:pipeline.stage.duration{*} by {stage} > 300",
      message:
        "Pipeline stage {{stage.name}} is executing slowly.\n\n{{#is_alert}}\nAverage execution time: {{value}}s (threshold: 300s)\n{{/is_alert}}",
      options: { thresholds: { critical: 300 }, require_full_window: false },
    });
  });

  test("keeps what it says itself", () => {
    const text = `name: Slow\ntags: [team:data]\npriority: 2\noptions:\n  thresholds: { warning: 200 }\n  require_full_window: true\n${document}`;
    expect(fromYaml(text)).toMatchObject({
      name: "Slow",
      tags: ["team:data"],
      priority: 2,
      options: { thresholds: { critical: 300, warning: 200 }, require_full_window: true },
    });
  });

  test("may be one of a list, or of several documents", () => {
    const one = "{ name: One, type: metric alert, query: 'avg(last_5m):avg:a.b{*} > 1', message: one }";
    const names = (text: string) => monitorsFromYaml(text).map(({ name }) => name);
    expect(names(`- ${one}\n- ${one.replace("One", "Two")}\n`)).toEqual(["One", "Two"]);
    expect(names(`---\n${one}\n---\n${one.replace("One", "Two")}\n---\n`)).toEqual(["One", "Two"]);
    expect(names("")).toEqual([]);
  });
});

describe("a mistake is shown at its place", () => {
  const file = "monitors/slow-stage.yaml";
  test.each<[string, string, string]>([
    [
      "in the query",
      document.replace("avg:pipeline", "avrg:pipeline"),
      `${file}:2:22: \`avrg\` is not a space aggregator: use `,
    ],
    [
      "in a query between quotes",
      document.replace(/query: (.*)/, 'query: "$1"').replace("avg:pipeline", "avrg:pipeline"),
      `${file}:2:23: \`avrg\` is not a space aggregator: use `,
    ],
    [
      "in a folded query",
      document.replace(/query: (.*) by (.*)/, "query: >-\n  $1\n  by $2").replace("avg:pipeline", "avrg:pipeline"),
      `${file}:3:17: \`avrg\` is not a space aggregator: use `,
    ],
    ["in the query's syntax", document.replace("{*}", "{*"), `${file}:2:`],
    [
      "in the third line of the message",
      document.replace("{{#is_alert}}", "{{#is_alrt}}"),
      `${file}:6:6: \`{{#is_alrt}}\` is not a known block. Blocks are `,
    ],
    [
      "in a group",
      document.replace("{{stage.name}}", "{{stag.name}}"),
      `${file}:4:20: \`{{stag.name}}\` is always empty: the query groups by stage. Group it by stag, or remove the variable. Did you mean "stage"?`,
    ],
    [
      "in a threshold",
      `${document}options:\n  thresholds: { critical: 300, warning: 400 }\n`,
      `${file}:10:41: The warning threshold 400 must be below the critical threshold 300, because the query alerts at "> 300": otherwise, it never warns first.`,
    ],
    [
      "in a key",
      document.replace("query:", "querry:"),
      `${file}:2:1: unknown key "querry", did you mean "query"? Expected one of name, type, query,`,
    ],
    [
      "in an option",
      `${document}options: { notify_nodata: true }\n`,
      `${file}:9:12: unknown key "notify_nodata" in options, did you mean "notify_no_data"? Expected one of `,
    ],
    [
      "in a type",
      document.replace("metric alert", "metrics alert"),
      `${file}:1:7: type is "metrics alert", did you mean "metric alert"? Expected one of `,
    ],
    ["in a kind of value", `${document}priority: high\n`, `${file}:9:11: priority is "high", not a number`],
    [
      "a variable without quotes, which YAML takes for a section",
      document.replace(/message:[\s\S]*/, "message: {{value}}\n"),
      `${file}:3:1: message is a mapping, not text`,
    ],
    ["a missing query", document.replace(/query:.*\n/, ""), `${file}:1:1: query is missing: it must be text`],
    [
      "a key written twice",
      `${document}type: log alert\n`,
      `${file}:9:1: the key "type" is a duplicate; remove one of the two`,
    ],
    [
      "what is no YAML",
      `${document}tags: [a\n`,
      `${file}:9:7: this is not YAML: the list that begins here is never closed: add ]`,
    ],
  ])("%s", (_, text, message) => {
    expect(() => fromYaml(text, { file })).toThrow(message);
  });

  test("in the second of two monitors", () => {
    const one = "name: a\ntype: metric alert\nquery: avg(last_5m):avg:a.b{*} > 1\nmessage: one\n";
    expect(() =>
      monitorsFromYaml(`${one}---\n${one.replace("message: one", "message: '{{nope}}'")}`, { file }),
    ).toThrow(`${file}:9:13: \`{{nope}}\` is not a variable`);
  });

  test("a handle that the environment does not know", () => {
    expect(() =>
      fromYaml(document.replace("slowly.", "slowly. @slack-dta"), { file, handles: ["@slack-data"] }),
    ).toThrow(
      new Error(
        `${file}:4:54: @slack-dta is an unknown handle: known handles are @slack-data. Fix it, or add it to the environment's handles. Did you mean "@slack-data"?`,
      ),
    );
  });

  test("several or none where one is wanted, and several without names", () => {
    expect(() => fromYaml("", { file })).toThrow(
      new Error(`${file}:1:1: there are 0 monitors here: keep one, or read them as a list`),
    );
    expect(() => monitorsFromYaml(`${document}---\n${document}`, { file })).toThrow(
      new Error(`${file}:1:1: each monitor in a file with several monitors must have a name`),
    );
  });
});
