import {
  type CatalogEntityDefinition,
  catalogEntity,
  checkRetentionFilter,
  danglingReferences,
  metricMetadata,
  retentionFilter,
  tagConfiguration,
} from "../../../datadog/definitions";

describe("a retention filter", () => {
  test("keeps all spans that it takes, and no whole traces, unless told otherwise", () => {
    expect(retentionFilter({ name: "Errors", query: "status:error" })).toEqual({
      type: "apm_retention_filter",
      attributes: {
        name: "Errors",
        enabled: true,
        filter_type: "spans-sampling-processor",
        filter: { query: "status:error" },
        rate: 1,
      },
    });
  });

  test.each([
    [{ rate: 1.9 }, 'retention filter "Errors": attributes.rate must be between 0 and 1.'],
    [{ traceRate: -1 }, 'retention filter "Errors": attributes.trace_rate must be between 0 and 1.'],
    [{ query: "status:(error" }, 'retention filter "Errors": attributes.filter.query: This parenthesis is not closed'],
    [{ name: "" }, 'retention filter "": attributes.name is empty.'],
  ])("with %j is refused", (wrong, message) => {
    expect(() => retentionFilter({ name: "Errors", query: "status:error", ...wrong })).toThrow(message);
  });

  test("of another type is told of", () => {
    const { attributes } = retentionFilter({ name: "Errors", query: "*" });
    const other = {
      type: "apm_retention_filter",
      attributes: { ...attributes, filter_type: "trace-sampling-processor" },
    };
    expect(checkRetentionFilter(other).map(({ path }) => path)).toEqual([["attributes", "filter_type"]]);
  });
});

describe("metric metadata", () => {
  test.each<[definition: object, message: string]>([
    [{ type: "distribution" }, "metadata of a.b: type must be count, rate, or gauge; omit it for a distribution."],
    [
      { type: "gauge", statsd_interval: 10 },
      "metadata of a.b: statsd_interval: A gauge cannot have statsd_interval: remove it.",
    ],
    [
      { type: "rate", statsd_interval: 0 },
      "metadata of a.b: statsd_interval must be a whole number of seconds of at least 1.",
    ],
    [{ per_unit: "second" }, 'metadata of a.b: per_unit is "second", but there is no unit: add unit.'],
    [{ unit: " " }, "metadata of a.b: unit is empty."],
  ])("with %j is refused", (wrong, message) => {
    expect(() => metricMetadata({ metric: "a.b", ...wrong })).toThrow(message);
  });
});

describe("a tag configuration", () => {
  test.each<[attributes: Parameters<typeof tagConfiguration>[1], message: string]>([
    [
      { metric_type: "gauge", tags: ["a"], include_percentiles: false },
      "tag configuration of a.b: attributes.include_percentiles: Only distributions have percentiles, but the metric is a gauge: remove include_percentiles.",
    ],
    [
      { metric_type: "gauge", tags: [], exclude_tags_mode: true },
      "tag configuration of a.b: attributes.tags: exclude_tags_mode is on, but tags is empty: list the tags to exclude.",
    ],
    [
      { metric_type: "count", tags: ["a", "a"] },
      'tag configuration of a.b: attributes.tags: tags contains "a" twice: remove one of them.',
    ],
    [
      { metric_type: "count", tags: ["1a"] },
      "tag configuration of a.b: attributes.tags[0] is not a valid tag key: it must start with a letter, contain only letters, digits, and . - _ : /, and have at most 200 characters.",
    ],
  ])("with %j is refused", (attributes, message) => {
    expect(() => tagConfiguration("a.b", attributes)).toThrow(message);
  });

  test("of no metric is refused", () => {
    expect(() => tagConfiguration("a b", { metric_type: "count", tags: [] })).toThrow(
      "tag configuration of a b: id is not a valid metric name",
    );
  });
});

describe("a catalog entity", () => {
  const entity = (kind: string, name: string, spec: object): CatalogEntityDefinition =>
    ({ apiVersion: "v3", kind, metadata: { name }, spec }) as CatalogEntityDefinition;

  test.each<[what: string, definition: CatalogEntityDefinition, message: string]>([
    [
      "a datastore that depends on something",
      entity("datastore", "db", { dependsOn: [] }),
      'catalog entity "db": spec.dependsOn: Unknown key "dependsOn" in spec; expected one of lifecycle, tier, type, componentOf.',
    ],
    [
      "a name in capitals",
      entity("service", "API", {}),
      'catalog entity "API": metadata.name is not a valid entity name: ',
    ],
    [
      "a reference without a kind",
      entity("service", "api", { dependsOn: ["db"] }),
      'catalog entity "api": spec.dependsOn[0] is not a valid reference: use kind:name, such as service:fastapi.',
    ],
    [
      "a link that is none",
      {
        apiVersion: "v3",
        kind: "service",
        metadata: { name: "api", links: [{ name: "x", type: "doc", url: "wiki" }] },
      },
      'catalog entity "api": metadata.links[0].url is not a URL.',
    ],
  ])("%s is refused", (_what, definition, message) => {
    expect(() => catalogEntity(definition)).toThrow(message);
  });

  test("that names one which is not declared is told of", () => {
    const entities = [
      entity("service", "api", { dependsOn: ["datastore:db", "queue:q"] }),
      entity("datastore", "db", {}),
    ];
    expect(danglingReferences(entities)).toEqual([
      {
        check: "dangling-reference",
        severity: "advice",
        path: [0, "spec", "dependsOn"],
        message: '"queue:q" is not one of the entities declared here: service:api, datastore:db.',
      },
    ]);
  });
});
