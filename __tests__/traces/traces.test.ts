import { danglingReferences, entityReference } from "../../datadog/definitions";
import { components } from "../../metrics/components";
import * as spanMetrics from "../../metrics/spans";
import { catalogEntries } from "../../traces/catalog";
import { errorsKept } from "../../traces/retention-filters";
import {
  apiCallSpans,
  celeryTaskSpans,
  databaseQuerySpans,
  prefectTaskSpans,
  webRequestSpans,
} from "../../traces/spans-metrics";

const kinds = [webRequestSpans(), databaseQuerySpans(), prefectTaskSpans(), apiCallSpans(), celeryTaskSpans()];

test("there is a metric for each of the five kinds of span", () => {
  expect(kinds.map(({ id, attributes }) => `${id}: ${attributes.filter?.query}`)).toEqual([
    "pipeline.spans.web_request: operation_name:fastapi.request service:fastapi",
    "pipeline.spans.database_query: operation_name:postgres.query service:postgresql",
    "pipeline.spans.prefect_task: operation_name:internal @prefect.run.type:task service:prefect",
    "pipeline.spans.api_call: operation_name:(requests.request OR http.request OR aiohttp.request) @span.kind:client -@http.useragent:prefect*",
    "pipeline.spans.celery_task: operation_name:celery.run service:celery",
  ]);
});

test("each measures the duration, with the tags that the catalog of metrics says it has", () => {
  const declared = Object.values(spanMetrics);
  expect(declared.map(({ name }) => name).sort()).toEqual(kinds.map(({ id }) => id).sort());
  for (const { id, attributes } of kinds) {
    const tags = attributes.group_by?.map(({ tag_name }) => tag_name) ?? [];
    const metric = declared.find(({ name }) => name === id);
    expect(attributes.compute).toEqual({
      aggregation_type: "distribution",
      path: "@duration",
      include_percentiles: metric?.percentiles,
    });
    expect(tags).toEqual(["env", "service", ...(metric?.tags ?? [])]);
  }
});

test("all spans of the components that failed are kept", () => {
  const { filter, ...attributes } = errorsKept().attributes;
  expect(attributes).toMatchObject({ enabled: true, rate: 1 });
  const [, services] = /^service:\((.+)\) status:error$/.exec(filter.query)!;
  expect(services?.split(" OR ")).toEqual(Object.values(components).map(({ service }) => service));
});

describe("the Software Catalog", () => {
  const entries = catalogEntries({ owner: "data-platform", runbook: "https://wiki.example.com/runbook" });

  test("has the six components under the names of their services, and nothing that they depend on is missing", () => {
    expect(Object.keys(entries).sort()).toEqual(
      [...Object.values(components).map(({ service }) => service), "data-pipeline"].sort(),
    );
    expect(Object.values(entries).map(entityReference)).toEqual(
      expect.arrayContaining([
        "service:fastapi",
        "datastore:postgresql",
        "service:prefect",
        "service:spark",
        "queue:rabbitmq",
        "service:celery",
      ]),
    );
    expect(danglingReferences(Object.values(entries))).toEqual([]);
  });

  test("says of each who owns it and where its runbook is", () => {
    for (const { metadata } of Object.values(entries)) {
      expect(metadata).toMatchObject({ owner: "data-platform", tags: ["team:data-platform"] });
      expect(metadata.links?.[0]).toEqual({
        name: "Runbook",
        type: "runbook",
        url: "https://wiki.example.com/runbook",
      });
    }
  });

  test("names no owner and no runbook where the environment has none", () => {
    const { metadata } = catalogEntries().celery!;
    expect(metadata).not.toHaveProperty("owner");
    expect(metadata.links).toHaveLength(1);
  });

  test("groups the six into one system, each with its tier and lifecycle", () => {
    const { "data-pipeline": system, ...parts } = entries;
    expect(system).toMatchObject({
      kind: "system",
      spec: { lifecycle: "production", tier: "1", components: Object.values(parts).map(entityReference) },
    });
    for (const { spec } of Object.values(parts)) {
      expect(spec).toMatchObject({ lifecycle: "production", tier: expect.stringMatching(/^[12]$/) });
      expect(spec).toMatchObject({ componentOf: ["system:data-pipeline"] });
    }
  });

  test("says that Celery's tasks go through RabbitMQ and end in PostgreSQL", () => {
    expect(entries.celery?.spec).toMatchObject({ dependsOn: ["datastore:postgresql", "queue:rabbitmq"] });
  });
});
