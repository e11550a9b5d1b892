import { checkLogPipeline, checkLogsMetric } from "../../../../datadog/definitions";

/** What Datadog's documentation says of log pipelines, a line each, with the page it is from (below docs.datadoghq.com). */

const PIPELINES = "logs/log_configuration/pipelines/";
const PROCESSORS = "logs/log_configuration/processors/";
const PARSING = "logs/log_configuration/parsing/";
const ARRAY_MAP = `${PROCESSORS}array_map_processor/`;
const METRICS = "logs/log_configuration/logs_to_metrics/";

const pipeline = (...processors: readonly object[]) => ({ name: "App", filter: { query: "source:app" }, processors });
const arithmetic = (expression: string, target = "duration") => ({ type: "arithmetic-processor", expression, target });
const builder = (template: string, target = "request") => ({ type: "string-builder-processor", template, target });
const remapper = (more: object) => ({
  type: "attribute-remapper",
  sources: ["user"],
  target: "user.firstname",
  ...more,
});
const category = (names: readonly string[], target = "http.status_category") => ({
  type: "category-processor",
  target,
  categories: names.map((name) => ({ name, filter: { query: "@http.status_code:[200 TO 299]" } })),
});
const lookup = (more: object) => ({ type: "lookup-processor", source: "id", target: "name", ...more });
const grok = (match_rules: string, more: object = {}) => ({
  type: "grok-parser",
  source: "message",
  grok: { match_rules, support_rules: "" },
  ...more,
});
const arrayMap = (...processors: readonly object[]) => ({
  type: "array-map-processor",
  source: "items",
  target: "out",
  processors,
});
const many = (count: number) => Array.from({ length: count }, (_, index) => remapper({ target: `a${index}` }));
const rules = (count: number) => Array.from({ length: count }, (_, index) => `rule${index} word${index}`).join("\n");

test.each<readonly [page: string, what: string, processors: readonly object[]]>([
  [
    `${PROCESSORS}arithmetic_processor/`,
    "parentheses, and names with dashes",
    [arithmetic("(end-time - start-time) / 1000")],
  ],
  [`${PROCESSORS}arithmetic_processor/`, "all operators", [arithmetic("a * 2 + b / (c - 1.5)")]],
  [
    `${PROCESSORS}string_builder_processor/`,
    "the example of the page",
    [builder("Request %{http.method} %{http.url} was answered with response %{http.status_code}")],
  ],
  [`${PROCESSORS}string_builder_processor/`, "text alone", [builder("100% sure")]],
  [`${PROCESSORS}remapper/`, "a remapper that casts", [remapper({ target_format: "integer" })]],
  [`${PROCESSORS}remapper/`, "the example of the page", [remapper({ target_type: "tag", target_format: "integer" })]],
  [`${PROCESSORS}category_processor/`, "categories", [category(["OK", "Notice"])]],
  [
    `${PROCESSORS}lookup_processor/`,
    "a table",
    [lookup({ lookup_table: ["key1,value1", "key2,value2"], default_lookup: "none" })],
  ],
  [`${PROCESSORS}lookup_processor/`, "a Reference Table", [lookup({ lookup_enrichment_table: "services" })]],
  [`${PROCESSORS}url_parser/`, "the default source of a URL", [{ type: "url-parser", target: "http.url_details" }]],
  [
    `${PROCESSORS}user_agent_parser/`,
    "the default source of a user agent",
    [{ type: "user-agent-parser", target: "http.useragent_details" }],
  ],
  [
    `${PROCESSORS}geoip_parser/`,
    "the default source of an address",
    [{ type: "geo-ip-parser", target: "network.client.geoip" }],
  ],
  [`${PROCESSORS}trace_remapper/`, "the default source of a trace", [{ type: "trace-id-remapper" }]],
  [
    ARRAY_MAP,
    "the four processors of an array map",
    [
      arrayMap(
        { type: "attribute-remapper", sources: ["$sourceElem"], target: "$targetElem.ip" },
        { type: "string-builder-processor", template: "%{$sourceElem.name}.%{region}", target: "$targetElem.fqdn" },
        { type: "arithmetic-processor", expression: "$sourceElem.bytes / 1024", target: "$targetElem.kb" },
        {
          type: "category-processor",
          target: "$targetElem.severity",
          categories: [{ filter: { query: "@$sourceElem.status:critical" }, name: "high" }],
        },
      ),
    ],
  ],
  [
    PIPELINES,
    "a nested pipeline",
    [{ type: "pipeline", name: "Web", filter: { query: "service:web" }, processors: many(2) }],
  ],
  [PIPELINES, "20 processors and 10 rules", [...many(19), grok(rules(10))]],
  [PROCESSORS, "five samples", [grok("a %{data}", { samples: [..."12345"] })]],
])("%s: %s is taken", (_, __, processors) => expect(checkLogPipeline(pipeline(...processors))).toEqual([]));

test.each<readonly [page: string, what: string, check: string, processors: readonly object[]]>([
  [`${PROCESSORS}arithmetic_processor/`, "another operator", "log-processor", [arithmetic("a ^ 2")]],
  [
    `${PROCESSORS}arithmetic_processor/`,
    "a parenthesis that is not closed",
    "log-processor",
    [arithmetic("(a - b / 2")],
  ],
  [`${PROCESSORS}arithmetic_processor/`, "a parenthesis too many", "log-processor", [arithmetic("a - b) / 2")]],
  [`${PROCESSORS}arithmetic_processor/`, "no operand", "log-processor", [arithmetic("a -")]],
  [`${PROCESSORS}arithmetic_processor/`, "no operator", "log-processor", [arithmetic("a b")]],
  [`${PROCESSORS}arithmetic_processor/`, "a name with spaces", "log-processor", [arithmetic("a - b", "the duration")]],
  [`${PROCESSORS}string_builder_processor/`, "a block that is not closed", "log-processor", [builder("%{http.method")]],
  [`${PROCESSORS}string_builder_processor/`, "an empty block", "log-processor", [builder("a %{} b")]],
  [
    `${PROCESSORS}string_builder_processor/`,
    "a name with a special character",
    "log-processor",
    [builder("a", "what?")],
  ],
  [`${PROCESSORS}remapper/`, "a target with a colon", "log-processor", [remapper({ target: "user:name" })]],
  [`${PROCESSORS}remapper/`, "a target with a comma", "log-processor", [remapper({ target: "user,name" })]],
  [`${PROCESSORS}remapper/`, "no source", "definition-shape", [remapper({ sources: [] })]],
  [`${PROCESSORS}category_processor/`, "two categories of one name", "log-processor", [category(["OK", "OK"])]],
  [`${PROCESSORS}category_processor/`, "a name with spaces", "log-processor", [category(["OK"], "status category")]],
  [`${PROCESSORS}lookup_processor/`, "a line without a value", "log-processor", [lookup({ lookup_table: ["key1"] })]],
  [
    `${PROCESSORS}lookup_processor/`,
    "more than 100 kB",
    "log-processor",
    [lookup({ lookup_table: [`key,${"x".repeat(100_000)}`] })],
  ],
  [`${PROCESSORS}lookup_processor/`, "no table", "log-processor", [lookup({})]],
  [ARRAY_MAP, "no processor", "log-processor", [arrayMap()]],
  [ARRAY_MAP, "a target outside the item", "log-processor", [arrayMap(arithmetic("$sourceElem.bytes / 1024", "kb"))]],
  [
    ARRAY_MAP,
    "another processor",
    "definition-shape",
    [arrayMap({ type: "url-parser", sources: ["a"], target: "$targetElem.b" })],
  ],
  [PROCESSORS, "six samples", "definition-shape", [grok("a %{data}", { samples: [..."123456"] })]],
  [PROCESSORS, "a sample of 5001 characters", "definition-shape", [grok("a %{data}", { samples: ["x".repeat(5001)] })]],
  [PARSING, "two rules of one name", "grok-rule", [grok("a %{data:x}\na %{word:y}")]],
  [PARSING, "a rule's name that begins with a dot", "grok-rule", [grok(".a %{data:x}")]],
  [PARSING, "an unknown matcher", "grok-rule", [grok("a %{wrd:x}")]],
  [
    PIPELINES,
    "a pipeline in a nested pipeline",
    "definition-shape",
    [
      {
        type: "pipeline",
        name: "A",
        filter: { query: "" },
        processors: [{ type: "pipeline", name: "B", filter: { query: "" } }],
      },
    ],
  ],
  [PIPELINES, "21 processors", "pipeline-size", many(21)],
  [PIPELINES, "11 rules", "pipeline-size", [grok(rules(11))]],
])("%s: %s is reported", (_, __, check, processors) =>
  expect(checkLogPipeline(pipeline(...processors)).map((found) => found.check)).toContain(check),
);

const generated = (id: string, attributes: object = {}) =>
  checkLogsMetric({
    type: "logs_metrics",
    id,
    attributes: { compute: { aggregation_type: "count" }, ...attributes },
  }).map(({ check }) => check);

test(`${METRICS}: a metric from logs has a name of a metric`, () => {
  expect(generated("shop.errors")).toEqual([]);
  expect(generated("9.errors")).toEqual(["definition-shape"]);
  expect(generated("shop errors")).toEqual(["definition-shape"]);
  expect(generated("a".repeat(201))).toEqual(["definition-shape"]);
});

test(`${METRICS}: a distribution measures an attribute, and each group is a tag of its own`, () => {
  expect(generated("a.b", { compute: { aggregation_type: "distribution" } })).toEqual(["definition-shape"]);
  const group_by = [
    { path: "@a", tag_name: "x" },
    { path: "@b", tag_name: "x" },
  ];
  expect(generated("a.b", { group_by })).toEqual(["duplicate-group"]);
});
