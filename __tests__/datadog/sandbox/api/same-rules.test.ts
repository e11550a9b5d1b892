import { checkDefinition } from "../../../../datadog/definitions";
import { Client } from "../client";

/** What a construct refuses the org refuses too: the body of a POST, and where the finding points. */
const cases: readonly (readonly [what: string, path: string, body: object, place: string])[] = [
  ["a log pipeline with an unreadable filter", "logs", { filter: { query: "source:(a" } }, "filter.query"],
  [
    "an unknown grok matcher",
    "logs",
    {
      processors: [{ type: "grok-parser", source: "message", grok: { match_rules: "line %{wrod:level}" } }],
    },
    "processors.0.grok.match_rules",
  ],
  [
    "a remapper without sources",
    "logs",
    { processors: [{ type: "status-remapper", sources: [] }] },
    "processors.0.sources",
  ],
  [
    "a category with an unreadable search",
    "logs",
    {
      processors: [
        { type: "category-processor", target: "b", categories: [{ name: "c", filter: { query: "a:[1 TO" } }] },
      ],
    },
    "processors.0.categories.0.filter.query",
  ],
  ["a retention filter ((", "retention", { filter: { query: "((" } }, "attributes.filter.query"],
  [
    "two groups of one tag",
    "logsMetric",
    {
      group_by: [
        { path: "@a", tag_name: "x" },
        { path: "@b", tag_name: "x" },
      ],
    },
    "attributes.group_by.1.tag_name",
  ],
  ["an unreadable search of spans", "spansMetric", { filter: { query: "a:(" } }, "attributes.filter.query"],
  ["a tag key with a space", "tags", { tags: ["a b"] }, "attributes.tags.0"],
];

const count = { compute: { aggregation_type: "count" } };

const requests: Readonly<Record<string, { readonly url: string; readonly body: (changes: object) => object }>> = {
  logs: {
    url: "/api/v1/logs/config/pipelines",
    body: (changes) => ({ name: "Mill", filter: { query: "*" }, processors: [], ...changes }),
  },
  retention: {
    url: "/api/v2/apm/config/retention-filters",
    body: (changes) => ({
      data: {
        type: "apm_retention_filter",
        attributes: { name: "a", enabled: true, filter_type: "spans-sampling-processor", rate: 1, ...changes },
      },
    }),
  },
  logsMetric: {
    url: "/api/v2/logs/config/metrics",
    body: (changes) => ({ data: { type: "logs_metrics", id: "a.b", attributes: { ...count, ...changes } } }),
  },
  spansMetric: {
    url: "/api/v2/apm/config/metrics",
    body: (changes) => ({ data: { type: "spans_metrics", id: "a.b", attributes: { ...count, ...changes } } }),
  },
  tags: {
    url: "/api/v2/metrics/mill.weight/tags",
    body: (changes) => ({
      data: { type: "manage_tags", id: "mill.weight", attributes: { metric_type: "gauge", ...changes } },
    }),
  },
};

test.each(cases)(
  "%s is refused by the check and by the org, with the same sentence",
  async (_, request, changes, place) => {
    const { url, body } = requests[request]!;
    const [finding] = checkDefinition(body(changes)) ?? [];
    expect(finding?.severity).toBe("wrong");
    expect(finding?.path.filter((step) => step !== "data").join(".")).toBe(place);
    const client = new Client();
    client.submit("mill.weight");
    const answer = await client.post(url, body(changes));
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(JSON.stringify(finding?.message).slice(1, -1));
    expect(JSON.stringify(answer.body)).toContain(`'${place}' is invalid`);
  },
);

test("a request that sends along what Datadog set does not change it", async () => {
  const client = new Client();
  const { url, body } = requests.logs!;
  const { body: made } = await client.post(url, body({}));
  const { id } = made as { id: string };
  const echo = { ...(made as object), is_read_only: true, type: "other", id: "x", unheard_of: 1 };
  expect(await client.put(`${url}/${id}`, echo)).toEqual({ status: 200, body: made });
});

test("what is only advice, Datadog takes: an interval of a gauge, a sample that no rule takes", async () => {
  const client = new Client();
  client.submit("mill.weight");
  const metadata = { type: "gauge", statsd_interval: 10 };
  expect(await client.put("/api/v1/metrics/mill.weight", metadata)).toMatchObject({ status: 200, body: metadata });
  const grok = { match_rules: "r %{integer:x}", support_rules: "" };
  const processors = [{ type: "grok-parser", source: "message", samples: ["twelve"], grok }];
  expect(await client.post(requests.logs!.url, requests.logs!.body({ processors }))).toMatchObject({ status: 200 });
});
