import { readDocument, terraformForm } from "../../../datadog/terraform";

const values = { name: "Queue", type: "metric alert", query: "avg(last_5m):avg:mill.queue{*} > 90", message: "Look." };

/** Each resource as its address and the path of its values. */
const placesIn = (json: unknown) =>
  readDocument(json).resources.map(({ address, path }) => [address, path.join(".")] as const);

/** What the path leads to. */
const at = (json: unknown, path: readonly (string | number)[]) =>
  path.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], json);

describe("a configuration", () => {
  test("of objects", () => {
    expect(placesIn({ resource: { datadog_monitor: { queue: values } } })).toEqual([
      ["datadog_monitor.queue", "resource.datadog_monitor.queue"],
    ]);
  });

  // https://developer.hashicorp.com/terraform/language/syntax/json#block-type-labels: "a nested array of objects" is
  // taken wherever an object is.
  test("of lists, at each level", () => {
    const json = {
      resource: [
        { datadog_monitor: { a: values } },
        { datadog_monitor: [{ b: [values] }, { c: values }], datadog_dashboard_json: { d: { dashboard: "{}" } } },
      ],
      variable: [{ x: { default: 1 } }, { y: {} }],
      locals: [{ z: 2 }],
      provider: [{ datadog: { default_tags: { tags: { team: "millers" } } } }],
    };
    expect(placesIn(json)).toEqual([
      ["datadog_monitor.a", "resource.0.datadog_monitor.a"],
      ["datadog_monitor.b", "resource.1.datadog_monitor.0.b.0"],
      ["datadog_monitor.c", "resource.1.datadog_monitor.1.c"],
      ["datadog_dashboard_json.d", "resource.1.datadog_dashboard_json.d"],
    ]);
    for (const { path, values: found } of readDocument(json).resources) expect(at(json, path)).toBe(found);
    const { variables, locals, defaultTags } = readDocument(json);
    expect([variables, locals, defaultTags]).toEqual([{ x: { default: 1 }, y: {} }, { z: 2 }, { team: "millers" }]);
  });

  test("says which resources it repeats", () => {
    const { resources } = readDocument({
      resource: { datadog_monitor: { a: { count: 2 }, b: { for_each: {} }, c: {} } },
    });
    expect(resources.map(({ repeated }) => repeated)).toEqual(["count", "for_each", undefined]);
  });
});

describe("a plan and a state", () => {
  test("with modules, data sources apart", () => {
    const json = {
      planned_values: {
        root_module: {
          resources: [{ address: "datadog_monitor.a", type: "datadog_monitor", values }],
          child_modules: [
            {
              resources: [
                { address: "module.m.datadog_monitor.b[0]", type: "datadog_monitor", values },
                { address: "module.m.data.datadog_role.r", type: "datadog_role", values: {} },
              ],
            },
          ],
        },
      },
      resource_changes: [{ address: "datadog_monitor.a", change: { after_unknown: { id: true, tags: [] } } }],
    };
    expect(terraformForm(json)).toBe("plan");
    expect(placesIn(json)).toEqual([
      ["datadog_monitor.a", "planned_values.root_module.resources.0.values"],
      ["module.m.datadog_monitor.b[0]", "planned_values.root_module.child_modules.0.resources.0.values"],
    ]);
    expect(readDocument(json).data.map(({ address }) => address)).toEqual(["module.m.data.datadog_role.r"]);
    expect(readDocument(json).resources[0]?.unknown).toEqual(["id"]);
  });

  // https://developer.hashicorp.com/terraform/language/state: the file itself, `terraform.tfstate`.
  test("as Terraform keeps the file, an instance for each key", () => {
    const instance = (index_key?: string | number) => ({ schema_version: 0, index_key, attributes: values });
    const resource = { mode: "managed", type: "datadog_monitor", name: "q", provider: "p" };
    const json = {
      version: 4,
      terraform_version: "1.11.4",
      serial: 3,
      lineage: "3f0e",
      outputs: {},
      resources: [
        { ...resource, instances: [instance()] },
        { ...resource, module: "module.m", name: "each", instances: [instance("a"), instance("b")] },
        { ...resource, name: "counted", instances: [instance(0)] },
        { ...resource, mode: "data", type: "datadog_role", name: "r", instances: [{ attributes: {} }] },
      ],
    };
    expect(terraformForm(json)).toBe("state");
    expect(placesIn(json)).toEqual([
      ["datadog_monitor.q", "resources.0.instances.0.attributes"],
      ['module.m.datadog_monitor.each["a"]', "resources.1.instances.0.attributes"],
      ['module.m.datadog_monitor.each["b"]', "resources.1.instances.1.attributes"],
      ["datadog_monitor.counted[0]", "resources.2.instances.0.attributes"],
    ]);
    expect(readDocument(json).data.map(({ address }) => address)).toEqual(["data.datadog_role.r"]);
  });
});

test.each([
  ["4.19.0", { terraform: { required_providers: { datadog: { source: "DataDog/datadog", version: "4.19.0" } } } }],
  ["~> 4.0", { terraform: [{ required_providers: [{ datadog: "~> 4.0" }] }] }],
  [
    ">= 4.0.0",
    {
      planned_values: { root_module: {} },
      configuration: { provider_config: { datadog: { name: "datadog", version_constraint: ">= 4.0.0" } } },
    },
  ],
  [undefined, { terraform: {}, resource: {} }],
])("the provider that is asked for is %s", (provider, json) => {
  expect(readDocument(json).provider).toBe(provider);
});

test.each([
  ["an exported monitor", { id: 1, name: "a", type: "metric alert", query: "q", options: {} }],
  ["a dashboard", { title: "a", widgets: [], template_variables: [] }],
  ["an answer of the API's second version", { data: [{ id: "1", type: "roles" }] }],
  ["a list", [1]],
  ["nothing", null],
])("%s is no Terraform", (_what, json) => {
  expect(terraformForm(json)).toBeUndefined();
});
