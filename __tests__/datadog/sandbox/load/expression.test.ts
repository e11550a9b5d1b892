import { loadTerraform } from "../../../../datadog/sandbox/load";
import { readPipelineOrder } from "../../../../datadog/sandbox/objects/logs-pipelines";
import { Org } from "../../../../datadog/sandbox/org";

const pipeline = (name: string) => ({ name, is_enabled: true, filter: [{ query: `source:${name}` }] });

/** A configuration whose order of pipelines is the given expression; `others` are in the organization before. */
function orderOf(expression: string, others: readonly string[] = []) {
  const org = new Org();
  for (const name of others) {
    loadTerraform(org, { resource: { datadog_logs_custom_pipeline: { [name]: pipeline(name) } } });
  }
  loadTerraform(org, {
    data: { datadog_logs_pipelines: { all: {} } },
    resource: {
      datadog_logs_pipeline_order: { order: { name: "order", pipelines: expression } },
      datadog_logs_custom_pipeline: { a: pipeline("a"), b: pipeline("b") },
    },
  });
  const { pipeline_ids: ids } = readPipelineOrder(org) as { pipeline_ids: string[] };
  return ids.map((id) => org.logsPipelines.get(id)?.name);
}

const b = "datadog_logs_custom_pipeline.b.id";
const a = "datadog_logs_custom_pipeline.a.id";
const existing = "data.datadog_logs_pipelines.all.logs_pipelines[*].id";

test("ours first, then all others in the order that they have, each once", () => {
  expect(orderOf(`\${distinct(concat([${b}, ${a}], ${existing}))}`, ["x", "y"])).toEqual(["b", "a", "x", "y"]);
});

test("a list may stand alone, whatever white space is in it", () => {
  expect(orderOf(`\${[ ${b},\n  ${a} ]}`)).toEqual(["b", "a"]);
});

test.each([
  [
    `\${distinct(sort([${a}]))}`,
    `datadog_logs_pipeline_order.order: pipelines: the Terraform function sort() is not evaluated here: sort([${a}]). Replace it with its result, or load a plan (terraform show -json).`,
  ],
  [`\${concat([${a}], ${b})}`, 'datadog_logs_pipeline_order.order: pipelines: concat() takes lists, not "'],
  [
    `\${[${a}, datadog_logs_custom_pipeline.none.id]}`,
    "datadog_logs_pipeline_order.order: pipelines: ${datadog_logs_custom_pipeline.none.id} refers to something unknown",
  ],
])("%s is refused", (expression, message) => {
  expect(() => orderOf(expression)).toThrow(message);
});
