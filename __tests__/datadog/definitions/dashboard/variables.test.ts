import {
  dashboard,
  line,
  logStream,
  narrowedBy,
  note,
  queriesOf,
  rawWidget,
  templateVariable,
  timeseries,
} from "../../../../datadog/definitions";

const queriesIn = (text: string, variables?: readonly string[]) => {
  const made = dashboard({
    title: "t",
    description: "d",
    widgets: [rawWidget({ type: "timeseries", requests: [{ q: text }] })],
    narrowedBy: variables,
  });
  return queriesOf(made).map((query) => query.text);
};

const searchIn = (text: string) =>
  queriesOf(dashboard({ title: "t", description: "d", widgets: [logStream("l", text)] })).map((query) => query.text);

describe("every query of a dashboard is narrowed by $env", () => {
  test.each([
    ["avg:a.b{*}", "avg:a.b{$env}"],
    ["avg:a.b{role:db}", "avg:a.b{role:db,$env}"],
    ["avg:a.b{!role:db}", "avg:a.b{!role:db,$env}"],
    ["avg:a.b{role:db,az:1}", "avg:a.b{role:db,az:1,$env}"],
    ["avg:a.b{role:db AND az:1}", "avg:a.b{role:db AND az:1 AND $env}"],
    ["avg:a.b{role:db OR az:1}", "avg:a.b{(role:db OR az:1) AND $env}"],
    ["avg:a.b{role IN (db,cache)}", "avg:a.b{role IN (db,cache) AND $env}"],
    [
      "100 * sum:a.b{x:y}.as_count() / sum:a.c{*}.as_count()",
      "100 * sum:a.b{x:y,$env}.as_count() / sum:a.c{$env}.as_count()",
    ],
    ["top(avg:a.b{*} by {host}, 5, 'mean', 'desc')", "top(avg:a.b{$env} by {host}, 5, 'mean', 'desc')"],
    ["avg:a.b{$env}", "avg:a.b{$env}"],
    ["avg:a.b{env:$env.value}", "avg:a.b{env:$env.value}"],
  ])("%s becomes %s", (text, narrowed) => {
    expect(queriesIn(text)).toEqual([narrowed]);
  });

  test.each([
    ["", "$env"],
    ["*", "$env"],
    ["status:error", "status:error $env"],
    ["status:error OR status:warn", "(status:error OR status:warn) $env"],
    ["status:error $env", "status:error $env"],
    ["status:error env:$env.value", "status:error env:$env.value"],
    ["status:error $environment", "status:error $environment $env"],
  ])('the search "%s" becomes "%s"', (text, narrowed) => {
    expect(searchIn(text)).toEqual([narrowed]);
  });

  test("by several variables, or by none", () => {
    expect(queriesIn("avg:a.b{*}", ["env", "service"])).toEqual(["avg:a.b{$env,$service}"]);
    expect(queriesIn("avg:a.b{*}", [])).toEqual(["avg:a.b{*}"]);
  });

  test("the dashboard that was given is left as it is", () => {
    const before = dashboard({
      title: "t",
      description: "d",
      widgets: [timeseries("l", line("avg:a.b{*}"))],
      narrowedBy: [],
    });
    const text = JSON.stringify(before);
    narrowedBy(before, ["env"]);
    expect(JSON.stringify(before)).toBe(text);
  });

  test("a query that cannot be read is refused with its place", () => {
    const widget = rawWidget({ type: "timeseries", title: "Load", requests: [{ q: "avg:a.b{" }] });
    expect(() => dashboard({ title: "t", description: "d", widgets: [widget] })).toThrow(
      /^The query of "Load" cannot be parsed\.\n/,
    );
  });
});

describe("template variables", () => {
  const variablesOf = (variables?: Parameters<typeof dashboard>[0]["variables"]) =>
    dashboard({ title: "t", description: "d", widgets: [note("n")], variables }).template_variables;

  test("env is always there, first, and chooses everything", () => {
    const env = { name: "env", prefix: "env", available_values: [], defaults: ["*"] };
    expect(variablesOf()).toEqual([env]);
    expect(variablesOf([templateVariable("service")])).toEqual([env, { ...env, name: "service", prefix: "service" }]);
  });

  test("an env of the author's own stays", () => {
    const env = templateVariable("env", { defaults: ["demo"], availableValues: ["demo", "staging"] });
    expect(variablesOf([env])).toEqual([
      { name: "env", prefix: "env", available_values: ["demo", "staging"], defaults: ["demo"] },
    ]);
  });
});

test("what Datadog would add to a dashboard is written, so that no plan differs", () => {
  const made = dashboard({ title: "t", description: "d", widgets: [], tags: ["team:data"] });
  expect(made).toEqual({
    title: "t",
    description: "d",
    layout_type: "ordered",
    reflow_type: "fixed",
    widgets: [],
    template_variables: [{ name: "env", prefix: "env", available_values: [], defaults: ["*"] }],
    notify_list: [],
    tags: ["team:data"],
  });
});

test("a variable filters only the metrics that it is said to be for, and searches unless told otherwise", () => {
  const made = dashboard({
    title: "t",
    description: "d",
    widgets: [timeseries("ts", line({ x: "sum:queue.a{*} / sum:host.b{x:y}" })), logStream("logs", "status:error")],
    narrowedBy: ["env", { variable: "queue", metrics: (name) => name.startsWith("queue."), searches: false }],
    variables: [templateVariable("queue")],
  });
  expect(queriesOf(made).map(({ text }) => text)).toEqual([
    "sum:queue.a{$env,$queue}",
    "sum:host.b{x:y,$env}",
    "query1 / query2",
    "status:error $env",
  ]);
});
