import {
  checkLogsMetric,
  checkSpansMetric,
  type GeneratedMetricSpec,
  logsMetric,
  spansMetric,
} from "../../../datadog/definitions";
import { corpusObjects, describeCorpus } from "../../corpus";

test("a logs metric without a measure counts", () => {
  expect(logsMetric({ name: "app.errors", query: "status:error", groupBy: { error_type: "@error.kind" } })).toEqual({
    type: "logs_metrics",
    id: "app.errors",
    attributes: {
      compute: { aggregation_type: "count" },
      filter: { query: "status:error" },
      group_by: [{ path: "@error.kind", tag_name: "error_type" }],
    },
  });
});

test("a spans metric with a measure is a distribution with percentiles", () => {
  expect(spansMetric({ name: "app.duration", query: "service:app", measure: "@duration" }).attributes).toEqual({
    compute: { aggregation_type: "distribution", path: "@duration", include_percentiles: true },
    filter: { query: "service:app" },
    group_by: [],
  });
});

test.each<[what: string, spec: Partial<GeneratedMetricSpec>, message: string]>([
  [
    "a name with a dash",
    { name: "app-errors" },
    'logs metric "app-errors": id is not a valid metric name: it must start with a letter, contain only letters, digits, "_", and ".", and have at most 200 characters',
  ],
  [
    "a broken search",
    { query: "status:(error" },
    'logs metric "app.errors": attributes.filter.query: This parenthesis is not closed',
  ],
  [
    "a tag in capitals",
    { groupBy: { errorType: "@error.kind" } },
    'logs metric "app.errors": attributes.group_by[0].tag_name: Datadog changes the tag "errorType" to "errortype"',
  ],
  ["an empty measure", { measure: "" }, 'logs metric "app.errors": attributes.compute.path is empty.'],
])("%s is refused", (_what, spec, message) => {
  expect(() => logsMetric({ name: "app.errors", query: "*", ...spec })).toThrow(message);
});

test("percentiles of a count, and two groups of one tag, are told of", () => {
  const attributes = { compute: { aggregation_type: "count", include_percentiles: true } };
  expect(checkLogsMetric({ type: "logs_metrics", id: "a", attributes })).toMatchObject([
    { check: "unknown-key", path: ["attributes", "compute", "include_percentiles"] },
  ]);
  const group_by = [
    { path: "env", tag_name: "x" },
    { path: "service", tag_name: "x" },
  ];
  expect(
    checkSpansMetric({
      type: "spans_metrics",
      id: "a",
      attributes: { compute: { aggregation_type: "count" }, group_by },
    }),
  ).toMatchObject([
    {
      check: "duplicate-group",
      path: ["attributes", "group_by", 1, "tag_name"],
      message: 'Two groups have the tag "x": give each its own tag_name.',
    },
  ]);
});

describeCorpus("the metrics of the recordings", () => {
  interface Recording {
    readonly interactions: readonly {
      readonly method: string;
      readonly url: string;
      readonly status: number;
      readonly body: string;
    }[];
  }
  const posted = (url: string) =>
    corpusObjects<Recording>("cassettes.jsonl.gz")
      .flatMap(({ interactions }) => interactions)
      .filter((each) => each.method === "POST" && each.url === url && each.status === 200)
      .map(({ body }) => JSON.parse(body).data as { id: string });

  test("are taken, but for names that Datadog rewrites", () => {
    const plain = (data: { id: string }) => /^\w[\w.]*$/.test(data.id);
    const logs = posted("/api/v2/logs/config/metrics").filter(plain);
    const spans = posted("/api/v2/apm/config/metrics").filter(plain);
    expect(logs.length).toBeGreaterThan(0);
    expect(spans.length).toBeGreaterThan(0);
    expect(logs.flatMap(checkLogsMetric)).toEqual([]);
    expect(spans.flatMap(checkSpansMetric)).toEqual([]);
  });
});
