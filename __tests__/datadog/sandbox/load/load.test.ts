import fc from "fast-check";
import type { Json } from "../../../../datadog/json";
import { declaredObjects, loadTerraform, Org } from "../../../../datadog/sandbox";
import { everything, submittedMetrics } from "./everything";

const monitor = {
  name: "Queue",
  type: "metric alert",
  query: "avg(last_5m):avg:mill.queue{*} > 90",
  message: "Look.",
};

const config = (resource: object, more: object = {}) => ({ resource, ...more });

function orgWithMetrics(): Org {
  const org = new Org();
  for (const submission of submittedMetrics) org.metrics.submit({ ...submission, tags: [], points: [] });
  return org;
}

/** The one monitor that a configuration makes. */
function monitorOf(attributes: object, more: object = {}): Record<string, Json | undefined> {
  const org = new Org();
  loadTerraform(org, config({ datadog_monitor: { queue: { ...monitor, ...attributes } } }, more));
  const [made] = org.monitors.values();
  return { ...made };
}

describe("a configuration with every resource", () => {
  const org = orgWithMetrics();
  const { objects, warnings } = loadTerraform(org, everything);

  test("is loaded whole", () => {
    expect(warnings).toEqual([]);
    const written = Object.values(everything.resource).flatMap((named) => Object.keys(named));
    expect(objects).toHaveLength(written.length);
    const counts: Record<string, number> = {};
    for (const { kind } of declaredObjects(org)) counts[kind] = (counts[kind] ?? 0) + 1;
    expect(counts).toEqual({
      SLO: 3,
      "catalog entity": 1,
      dashboard: 1,
      downtime: 3,
      "log pipeline": 2,
      "logs metric": 2,
      "metric metadata": 2,
      "metric tag configuration": 3,
      monitor: 14,
      "notification rule": 1,
      webhook: 2,
      "custom variable of webhooks": 2,
      "retention filter": 1,
      "spans metric": 2,
    });
  });

  test("templates are undone: a grok rule reaches the org byte-equal", () => {
    const pipeline = [...org.logsPipelines.values()].find(({ name }) => name === "Mill");
    const processors = pipeline?.processors as Record<string, unknown>[] | undefined;
    const grok = processors?.find(({ type }) => type === "grok-parser");
    expect(grok).toMatchObject({
      samples: ["2026-01-05 sack 12 filled", "100%% of ${x}"],
      grok: {
        match_rules: 'filled %{date("yyyy-MM-dd"):date} sack %{integer:sack} %{word:state}\nother %{data::keyvalue}',
        support_rules: "mill %{word}",
      },
    });
    expect([...org.dashboards.values()][0]?.description).toBe("Costs ${5} at 90%{}");
  });

  test("a schema processor keeps its mappers, remappers first, their sources read as lists", () => {
    const pipeline = [...org.logsPipelines.values()].find(({ name }) => name === "Mill");
    const processors = pipeline?.processors as Record<string, unknown>[] | undefined;
    expect(processors?.find(({ type }) => type === "schema-processor")).toMatchObject({
      schema: { class_uid: 3001, profiles: ["cloud", "datetime"], extensions: [] },
      mappers: [
        { type: "schema-remapper", name: "user", preserve_source: true, override_on_conflict: false },
        { type: "schema-category-mapper", fallback: { sources: { "ocsf.activity_name": ["event"] } } },
        { type: "schema-category-mapper", name: "status", fallback: { values: {}, sources: {} } },
      ],
    });
  });

  test("references become the ids of this org, variables their defaults", () => {
    const idOf = (address: string) => objects.find((object) => object.address === address)?.id;
    const composite = org.monitors.get(Number(idOf("datadog_monitor.both")));
    expect(composite).toMatchObject({
      query: `${idOf("datadog_monitor.plain")} && !${idOf("datadog_monitor.full")}`,
      message: "Both in the north.",
      tags: ["from:a-variable"],
    });
    expect([...org.logsPipelines.values()].map(({ name }) => name)).toEqual(["Bare", "Mill"]);
  });
});

describe("a monitor gets the provider's schema defaults", () => {
  test("where nothing is set", () => {
    expect(monitorOf({})).toMatchObject({
      priority: null,
      tags: [],
      restricted_roles: null,
      draft_status: "published",
      options: {
        require_full_window: true,
        include_tags: true,
        new_host_delay: 300,
        notify_no_data: false,
        notify_audit: false,
        silenced: {},
      },
    });
    expect(monitorOf({})).not.toHaveProperty("options.no_data_timeframe");
    expect(monitorOf({})).not.toHaveProperty("options.thresholds");
  });

  test.each([
    ["ten minutes without data, where that is notified", { notify_no_data: true }, { no_data_timeframe: 10 }],
    [
      "what is set, even to false or zero",
      { require_full_window: false, new_host_delay: 0 },
      { require_full_window: false, new_host_delay: 0 },
    ],
    [
      "numbers for thresholds",
      { monitor_thresholds: { critical: "90", warning: 50.5 } },
      { thresholds: { critical: 90, warning: 50.5 } },
    ],
    [
      "booleans and numbers for texts",
      { include_tags: "false", timeout_h: "3" },
      { include_tags: false, timeout_h: 3 },
    ],
    [
      "a log alert's samples",
      { type: "log alert", query: 'logs("a").index("*").rollup("count").last("5m") > 9' },
      { enable_logs_sample: false },
    ],
  ])("%s", (_what, attributes, options) => {
    expect(monitorOf(attributes)).toMatchObject({ options });
  });

  test("the provider's default tags, where the monitor has none of that key", () => {
    const provider = { datadog: [{ default_tags: [{ tags: { team: "millers", env: "${var.env}" } }] }] };
    const more = { provider, variable: { env: { default: "demo" } } };
    expect(monitorOf({ tags: ["team:bakers", "b"] }, more)).toMatchObject({ tags: ["b", "env:demo", "team:bakers"] });
  });
});

describe("values", () => {
  test("given to variables go before their defaults, and keep their type", () => {
    const org = new Org();
    const json = config(
      { datadog_monitor: { queue: { ...monitor, tags: "${var.tags}", timeout_h: "${var.hours}" } } },
      { variable: { tags: { default: [] }, hours: {} } },
    );
    loadTerraform(org, json, { variables: { tags: ["a:b"], hours: 4 } });
    expect([...org.monitors.values()][0]).toMatchObject({ tags: ["a:b"], options: { timeout_h: 4 } });
  });

  test("of locals and of other resources' attributes", () => {
    const org = new Org();
    const lines = { name: "mill.lines", compute: { aggregation_type: "count" }, filter: { query: "*" } };
    const named = { ...monitor, name: "${local.name} ${datadog_logs_metric.lines.name}" };
    loadTerraform(org, {
      resource: { datadog_monitor: { queue: named }, datadog_logs_metric: { lines } },
      locals: { name: "Watch ${var.what}" },
      variable: { what: { default: "out:" } },
    });
    expect([...org.monitors.values()][0]).toMatchObject({ name: "Watch out: mill.lines" });
  });

  test("of the data source of the pipelines' order", () => {
    const org = new Org();
    const order = { name: "order", pipelines: "${data.datadog_logs_pipelines_order.all.pipeline_ids}" };
    loadTerraform(org, config({ datadog_logs_custom_pipeline: { mill: { name: "Mill", filter: { query: "*" } } } }));
    loadTerraform(
      org,
      config({ datadog_logs_pipeline_order: { order } }, { data: { datadog_logs_pipelines_order: { all: {} } } }),
    );
    expect(org.logsPipelines.size).toBe(1);
  });

  describe("of the data sources of another configuration's objects", () => {
    const slo = {
      name: "Flour",
      type: "metric",
      query: [{ numerator: "sum:mill.flour{*}.as_count()", denominator: "sum:mill.grain{*}.as_count()" }],
      thresholds: [{ timeframe: "30d", target: 99 }],
      tags: ["env:north"],
    };
    const page = (title: string) => ({ dashboard: JSON.stringify({ title, layout_type: "ordered", widgets: [] }) });
    /** An org with some objects, of which several have similar names. */
    const filled = () => {
      const org = new Org();
      loadTerraform(
        org,
        config({
          datadog_monitor: {
            queue: { ...monitor, tags: ["env:north"] },
            south: { ...monitor, tags: ["env:south"] },
            queues: { ...monitor, name: "Queues of all", tags: ["env:east"] },
          },
          datadog_service_level_objective: { flour: slo, south: { ...slo, tags: ["env:south"] } },
          datadog_dashboard_json: { mill: page("Mill"), mills: page("Mill of the south") },
        }),
      );
      return org;
    };
    /** What a monitor's message becomes that refers to a data source. */
    const message = (type: string, source: object, attribute = "id") => {
      const org = filled();
      const refers = { ...monitor, name: "Refers", message: `\${data.${type}.it.${attribute}}` };
      loadTerraform(org, config({ datadog_monitor: { refers } }, { data: { [type]: { it: source } } }));
      return { org, text: [...org.monitors.values()].at(-1)?.message };
    };

    test("a monitor by a part of its name, in any case, and all of its tags", () => {
      const { org, text } = message("datadog_monitor", { name_filter: "queue", monitor_tags_filter: ["env:north"] });
      expect(text).toBe(
        String(org.monitors.all().find(({ definition }) => JSON.stringify(definition.tags) === '["env:north"]')?.id),
      );
    });

    test("an SLO by its name and a tag", () => {
      const { org, text } = message("datadog_service_level_objective", {
        name_query: "Flour",
        tags_query: "env:south",
      });
      expect(text).toBe(org.slos.all()[1]?.id);
    });

    test("a dashboard by its whole name", () => {
      const { org, text } = message("datadog_dashboard", { name: "Mill" });
      expect(text).toBe([...org.dashboards.values()].find(({ title }) => title === "Mill")?.id);
    });

    test("what it is asked for may be a variable", () => {
      const org = filled();
      const refers = { ...monitor, name: "Refers", message: "${data.datadog_dashboard.it.title}" };
      const more = {
        variable: { title: { default: "Mill" } },
        data: { datadog_dashboard: { it: { name: "${var.title}" } } },
      };
      loadTerraform(org, config({ datadog_monitor: { refers } }, more));
      expect([...org.monitors.values()].at(-1)?.message).toBe("Mill");
    });

    test.each([
      ["datadog_monitor", { name_filter: "queue" }, "your query returned more than one result"],
      ["datadog_monitor", { name_filter: "queues of none" }, "your query returned no result"],
      ["datadog_service_level_objective", { name_query: "Flour" }, "your query returned more than one result"],
      ["datadog_dashboard", { name: "mill" }, "couldn't find a dashboard named mill"],
    ])("%s %j fails as the provider does", (type, source, words) => {
      expect(() => message(type, source)).toThrow(`data.${type}.it: ${words}`);
    });
  });
});

describe("what cannot be loaded is one clear error that names the place", () => {
  const wrong: readonly [message: string, json: unknown][] = [
    [
      "Terraform JSON: expected a configuration (with resource, terraform or provider), a plan or a state (terraform show -json)",
      [],
    ],
    [
      "Terraform JSON: expected a configuration (with resource, terraform or provider), a plan or a state (terraform show -json)",
      "text",
    ],
    [
      "Terraform JSON: expected a configuration (with resource, terraform or provider), a plan or a state (terraform show -json)",
      { hello: 1 },
    ],
    ["resource.datadog_monitor.0: expected an object, not 3", config({ datadog_monitor: [3] })],
    ["resource.datadog_monitor.queue: expected an object, not 3", config({ datadog_monitor: { queue: 3 } })],
    [
      "datadog_monitor.queue: count is not evaluated here: load a plan (terraform show -json) instead",
      config({ datadog_monitor: { queue: { ...monitor, count: 2 } } }),
    ],
    [
      'datadog_monitor.queue: message: the Terraform function file() is not evaluated here: file("a.md"). Replace it with its result, or load a plan (terraform show -json).',
      config({ datadog_monitor: { queue: { ...monitor, message: '${file("a.md")}' } } }),
    ],
    [
      "datadog_monitor.queue: message: the variable text has no value: set a value or a default",
      config({ datadog_monitor: { queue: { ...monitor, message: "${var.text}" } } }, { variable: { text: {} } }),
    ],
    [
      "datadog_monitor.queue: message: ${datadog_monitor.none.id} refers to something unknown",
      config({ datadog_monitor: { queue: { ...monitor, message: "${datadog_monitor.none.id}" } } }),
    ],
    [
      "datadog_monitor.queue: message: ${var.list} is not a string, number, or boolean",
      config(
        { datadog_monitor: { queue: { ...monitor, message: "a ${var.list}" } } },
        { variable: { list: { default: [] } } },
      ),
    ],
    [
      "datadog_monitor.queue: message: the data source datadog_role is not evaluated here: load a plan (terraform show -json)",
      config(
        { datadog_monitor: { queue: { ...monitor, message: "${data.datadog_role.a.id}" } } },
        { data: { datadog_role: { a: {} } } },
      ),
    ],
    [
      "datadog_monitor.a: it refers to itself: datadog_monitor.a → datadog_monitor.b → datadog_monitor.a",
      config({
        datadog_monitor: {
          a: { ...monitor, message: "${datadog_monitor.b.id}" },
          b: { ...monitor, message: "${datadog_monitor.a.id}" },
        },
      }),
    ],
    ["datadog_monitor.queue: query is required", config({ datadog_monitor: { queue: { ...monitor, query: null } } })],
    [
      'datadog_monitor.queue: timeout_h must be a number, not "soon"',
      config({ datadog_monitor: { queue: { ...monitor, timeout_h: "soon" } } }),
    ],
    [
      'datadog_monitor.queue: include_tags must be true or false, not "perhaps"',
      config({ datadog_monitor: { queue: { ...monitor, include_tags: "perhaps" } } }),
    ],
    [
      'datadog_monitor.queue: tags must be a list, not "a:b"',
      config({ datadog_monitor: { queue: { ...monitor, tags: "a:b" } } }),
    ],
    [
      "datadog_monitor.queue: monitor_thresholds must be a block, not 3",
      config({ datadog_monitor: { queue: { ...monitor, monitor_thresholds: 3 } } }),
    ],
    [
      "datadog_monitor.queue: 400 from the sandbox: Alert threshold (1.0) does not match that used in the query (90.0).",
      config({ datadog_monitor: { queue: { ...monitor, monitor_thresholds: { critical: 1 } } } }),
    ],
    [
      "datadog_dashboard_json.a: dashboard must contain a JSON object",
      config({ datadog_dashboard_json: { a: { dashboard: "[1]" } } }),
    ],
    [
      'datadog_apm_retention_filter.a: rate must be a number from 0 to 1, not "all"',
      config({
        datadog_apm_retention_filter: { a: { name: "a", filter_type: "b", rate: "all", enabled: true, filter: {} } },
      }),
    ],
    [
      "datadog_logs_custom_pipeline.a.processor: expected one of arithmetic_processor",
      config({
        datadog_logs_custom_pipeline: { a: { name: "a", filter: { query: "*" }, processor: { blender: {} } } },
      }),
    ],
  ];

  test.each(wrong)("%s", (message, json) => {
    expect(() => loadTerraform(new Org(), json)).toThrow(message);
  });

  test("a metric that was not submitted yet is a warning: Datadog does not know it", () => {
    const { objects, warnings } = loadTerraform(
      new Org(),
      config({ datadog_metric_metadata: { a: { metric: "mill.a" } } }),
    );
    expect(objects).toEqual([]);
    expect(warnings).toEqual([
      "datadog_metric_metadata.a: not loaded: mill.a not found. Datadog accepts it only after the metric has been submitted",
    ]);
  });
});

test("an unknown resource of Datadog is a warning, one of another provider is passed over", () => {
  const org = new Org();
  const json = config({
    datadog_team: { a: { name: "a" } },
    docker_container: { b: { image: '${file("x")}' } },
    datadog_monitor: { queue: { ...monitor, colour: "red" } },
  });
  expect(loadTerraform(org, json)).toEqual({
    objects: [{ address: "datadog_monitor.queue", type: "datadog_monitor", id: 10_000_001 }],
    warnings: [
      "datadog_team.a: the sandbox does not support datadog_team; it was not loaded",
      "datadog_monitor.queue: the attribute colour is unknown and was ignored",
    ],
    others: ["docker_container.b"],
  });
});

// https://developer.hashicorp.com/terraform/language/meta-arguments, and "//" for a comment in JSON
test("what Terraform itself reads in every resource is not an unknown attribute", () => {
  const common = {
    ...{ "//": "why", id: "12", depends_on: [], lifecycle: { prevent_destroy: true }, provider: "datadog.eu" },
    ...{ connection: { type: "ssh" }, provisioner: [{ "local-exec": { command: "true" } }] },
  };
  expect(loadTerraform(new Org(), config({ datadog_monitor: { a: { ...monitor, ...common } } })).warnings).toEqual([]);
});

describe("what terraform show -json prints", () => {
  const resource = (name: string, values: object) => ({
    address: `datadog_monitor.${name}`,
    mode: "managed",
    type: "datadog_monitor",
    name,
    values,
  });

  test("a plan has evaluated values, in modules too", () => {
    const org = new Org();
    const inner = { ...resource("b", { ...monitor, message: "${kept}" }), address: "module.m.datadog_monitor.b" };
    const json = {
      planned_values: {
        root_module: {
          resources: [resource("a", { ...monitor, tags: null })],
          child_modules: [{ resources: [inner] }],
        },
      },
    };
    expect(loadTerraform(org, json).objects.map(({ address }) => address)).toEqual([
      "datadog_monitor.a",
      "module.m.datadog_monitor.b",
    ]);
    expect([...org.monitors.values()].map(({ message }) => message)).toEqual(["Look.", "${kept}"]);
  });

  test("what a plan knows only after apply is a clear error", () => {
    const { query, ...rest } = monitor;
    const json = {
      planned_values: { root_module: { resources: [resource("a", { ...rest, type: "composite" })] } },
      resource_changes: [{ address: "datadog_monitor.a", change: { after_unknown: { query: true, id: true } } }],
    };
    expect(() => loadTerraform(new Org(), json)).toThrow(
      "datadog_monitor.a: query is known only after apply: load the configuration (cdk.tf.json) or the applied state instead of the plan",
    );
    expect(query).toBe(monitor.query);
  });

  test("in a state the ids of a composite become those of this org", () => {
    const org = new Org();
    const composite = { ...monitor, id: "78", type: "composite", query: "77 && !76" };
    const json = {
      values: {
        root_module: {
          resources: [
            resource("both", composite),
            resource("a", { ...monitor, id: "76" }),
            resource("b", { ...monitor, id: "77" }),
          ],
        },
      },
    };
    const { objects } = loadTerraform(org, json);
    const idOf = (name: string) => objects.find(({ address }) => address === `datadog_monitor.${name}`)?.id;
    expect(org.monitors.get(Number(idOf("both")))?.query).toBe(`${idOf("b")} && !${idOf("a")}`);
  });

  test("a resource without an address is a clear error", () => {
    const json = { values: { root_module: { resources: [{ type: "datadog_monitor" }] } } };
    expect(() => loadTerraform(new Org(), json)).toThrow(
      "values.root_module.resources[0]: it has no address or no type",
    );
  });
});

test("whatever JSON is given is loaded or refused by name", () => {
  const words = fc.constantFrom(
    ...[
      "resource",
      "datadog_monitor",
      "values",
      "planned_values",
      "root_module",
      "resources",
      "address",
      "type",
      "name",
    ],
    ...["query", "message", "variable", "data", "provider", "datadog", "default_tags", "tags", "terraform", "locals"],
    ...["datadog_logs_custom_pipeline", "processor", "grok_parser", "pipeline", "__proto__", "${var.a}", "${a.b.c}"],
  );
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom(null, true, 0),
      words,
      fc.array(tie("value"), { maxLength: 2 }),
      fc.dictionary(words, tie("value"), { maxKeys: 5 }),
    ),
  })).value;
  fc.assert(
    fc.property(json, (value) => {
      try {
        loadTerraform(new Org(), value);
      } catch (error) {
        expect(error).toHaveProperty("name", "TerraformProblem");
      }
    }),
    { numRuns: 1000 },
  );
});
