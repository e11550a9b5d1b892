import {
  checkLogPipeline,
  checkLogPipelines,
  grok,
  type LogPipelineDefinition,
  logPipeline,
  remap,
} from "../../../../datadog/definitions";
import { corpusObjects, describeCorpus } from "../../../corpus";

const parser = (match_rules: string, samples?: string[]) => ({
  type: "grok-parser",
  source: "message",
  samples,
  grok: { match_rules, support_rules: "" },
});
const pipeline = (...processors: unknown[]) =>
  ({ name: "P", filter: { query: "source:x" }, processors }) as LogPipelineDefinition;
const status = { type: "status-remapper", sources: ["level"] };

test("a log pipeline is switched on unless it says otherwise: Datadog's own default is off", () => {
  expect(logPipeline(pipeline(status)).is_enabled).toBe(true);
  expect(logPipeline({ ...pipeline(status), is_enabled: false }).is_enabled).toBe(false);
});

test.each<[what: string, definition: unknown, message: string]>([
  ["no name", { ...pipeline(), name: " " }, 'log pipeline " ": name is empty.'],
  [
    "a search that cannot be read",
    { ...pipeline(), filter: { query: "source:(a OR" } },
    'log pipeline "P": filter.query: Expected a search term',
  ],
  [
    "a broken search of a category",
    pipeline({ type: "category-processor", target: "t", categories: [{ name: "c", filter: { query: "(a" } }] }),
    'log pipeline "P": processors[0].categories[0].filter.query: This parenthesis is not closed',
  ],
  [
    "a broken search of a nested pipeline",
    pipeline({ type: "pipeline", name: "n", filter: { query: "a:[1 TO" } }),
    'log pipeline "P": processors[0].filter.query: Expected an end of the range',
  ],
  [
    "no grok rule",
    pipeline(parser("")),
    'log pipeline "P": processors[0].grok.match_rules: the grok parser has no match rule, so it would parse nothing',
  ],
  [
    "two rules of one name",
    pipeline(parser("a %{word:x}\na %{data:x}")),
    'log pipeline "P": processors[0].grok.match_rules: two grok rules are named "a": give each rule and helper its own name',
  ],
  [
    "an unknown matcher",
    pipeline(parser("a %{wurd:x}")),
    'log pipeline "P": processors[0].grok.match_rules: rule "a": "wurd" is not a matcher or rule above it: did you mean "word"?',
  ],
  [
    "an unknown matcher in a nested pipeline",
    pipeline({ type: "pipeline", name: "n", filter: { query: "*" }, processors: [parser("a %{wurd:x}")] }),
    'log pipeline "P": processors[0].processors[0].grok.match_rules: rule "a": "wurd" is not a matcher or rule above it: did you mean "word"?',
  ],
  [
    "a sample that no rule takes",
    pipeline(parser("a %{integer:x}", ["12", "twelve"])),
    'log pipeline "P": processors[0].samples[1]: No rule matches the sample "twelve".',
  ],
  [
    "too many samples",
    pipeline(parser("a %{data:x}", ["1", "2", "3", "4", "5", "6"])),
    'log pipeline "P": processors[0].samples has more than 5 samples, the most Datadog keeps: check more lines in a test.',
  ],
  [
    "a remapper of nothing",
    pipeline({ type: "date-remapper", sources: [] }),
    'log pipeline "P": processors[0].sources has no source attribute.',
  ],
  [
    "a pipeline in a pipeline in a pipeline",
    pipeline({
      type: "pipeline",
      name: "n",
      filter: { query: "*" },
      processors: [{ type: "pipeline", name: "m", filter: { query: "*" } }],
    }),
    'log pipeline "P": processors[0].processors[0].type is "pipeline"; expected one of ',
  ],
  [
    "a field that no processor has",
    pipeline({ ...status, target: "x" }),
    'log pipeline "P": processors[0].target: Unknown key "target" in processors[0]; expected one of name, is_enabled, type, sources.',
  ],
])("%s is refused", (_what, definition, message) => {
  expect(() => logPipeline(definition as LogPipelineDefinition)).toThrow(message);
});

test("a parser with one sample that its rule takes is sound", () => {
  expect(checkLogPipeline(pipeline(parser("a %{integer:x}", ["12"])))).toEqual([]);
});

// https://docs.datadoghq.com/logs/log_configuration/processors/: each processor's page
describe("a name in a processor", () => {
  const wrongIn = (processor: unknown) =>
    checkLogPipeline(pipeline(processor)).map(({ path }) => path.slice(2).join("."));
  const remapper = (target: string) => ({ type: "attribute-remapper", sources: ["a"], target });
  const category = (target: string) => ({
    ...{ type: "category-processor", target },
    categories: [{ name: "c", filter: { query: "*" } }],
  });
  const builder = (template: string) => ({ type: "string-builder-processor", target: "t", template });
  const mapped = (target: string) => ({
    ...{ type: "array-map-processor", source: "a", target: "b" },
    processors: [{ type: "string-builder-processor", target, template: "x" }],
  });

  test.each([
    ...["a", "http.status", "@a/b-c", "größe"].map(remapper),
    ...["a", "http.status_category", "a-b/c", "größe", "a$b"].map(category),
    ...["a", "%{a}", "x %{a.b} y %{@c}", "100 %", "{}"].map(builder),
    ...["$targetElem", "$targetElem.name"].map(mapped),
  ])("is taken: %j", (processor) => expect(wrongIn(processor)).toEqual([]));

  test.each([
    ...["a:b", ":", "a,b", ",a"].map((text) => [remapper(text), "target"] as const),
    ...["a b", " a", "a ", "a:b", "", "a(b)"].map((text) => [category(text), "target"] as const),
    ...["%{", "a %{b} %{c", "a %{}", "%{a} %{ }"].map((text) => [builder(text), "template"] as const),
    ...["name", "a.$targetElem", "$targetElement", "$target"].map(
      (text) => [mapped(text), "processors.0.target"] as const,
    ),
  ])("is refused: %j", (processor, path) => expect(wrongIn(processor)).toContain(path));
});

test("a sample that no rule takes is advice: Datadog keeps it", () => {
  expect(checkLogPipeline(pipeline(parser("a %{integer:x}", ["twelve"])))).toMatchObject([
    { check: "grok-sample", severity: "advice", path: ["processors", 0, "samples", 0] },
  ]);
});

test("two pipelines of one name are told of", () => {
  expect(checkLogPipelines([pipeline(), pipeline()])).toEqual([
    {
      check: "duplicate-name",
      severity: "advice",
      path: [1, "name"],
      message: 'Two log pipelines are named "P": rename one of them.',
    },
  ]);
});

describe("grok()", () => {
  const rule = (name: string, pattern: string, sample: string) => ({ name, pattern, sample });

  test("writes one rule a line, and keeps each rule's line as a sample", () => {
    expect(
      grok({
        name: "g",
        helpers: { n: "%{integer:n}" },
        rules: [rule("a", "A%{n}", "A1"), rule("b", "%{data:rest}", "else")],
      }),
    ).toEqual({
      type: "grok-parser",
      name: "g",
      is_enabled: true,
      source: "message",
      samples: ["A1", "else"],
      grok: { match_rules: "a A%{n}\nb %{data:rest}", support_rules: "n %{integer:n}" },
    });
  });

  test("refuses a sample that another rule takes first, or none", () => {
    const rules = [rule("a", "%{data:x}", "1"), rule("b", "%{integer:x}", "2")];
    expect(() => grok({ name: "g", rules })).toThrow(
      'grok parser "g": The sample of rule "b" is not matched by that rule: the rule "a" matches it first: "2".',
    );
    expect(() => grok({ name: "g", rules: [rule("a", "%{integer:x}", "one")] })).toThrow(
      'grok parser "g": The sample of rule "a" is not matched by that rule: no rule matches it: "one".',
    );
  });
});

test("a remapper says in its name what it makes of which attributes", () => {
  expect(remap("trace-id", "dd.trace_id", "trace")).toEqual({
    type: "trace-id-remapper",
    name: "dd.trace_id, trace: the trace of the log",
    is_enabled: true,
    sources: ["dd.trace_id", "trace"],
  });
});

describeCorpus("the pipelines of the recordings", () => {
  interface Recording {
    readonly interactions: readonly {
      readonly method: string;
      readonly url: string;
      readonly status: number;
      readonly body: string;
    }[];
  }
  const bodies = corpusObjects<Recording>("cassettes.jsonl.gz")
    .flatMap(({ interactions }) => interactions)
    .filter(
      ({ method, url, status }) =>
        url.startsWith("/api/v1/logs/config/pipelines") && method !== "GET" && method !== "DELETE" && status === 200,
    )
    .map(({ body }) => body);

  test("are all that Datadog took taken here", () => {
    expect(bodies.length).toBeGreaterThanOrEqual(11);
    for (const body of bodies)
      expect(checkLogPipeline(JSON.parse(body)).filter(({ severity }) => severity === "wrong")).toEqual([]);
  });
});
