import { lintFile } from "../../../datadog/lint";
import { RESOURCE_TABLES } from "../../../datadog/terraform";
import { everything } from "../sandbox/load/everything";

const lint = (name: string, value: unknown) =>
  lintFile({ name, text: JSON.stringify(value), byteOrderMark: false }, { options: {}, ignores: [] });

it("finds nothing wrong with what the org takes, one resource of each kind and processor", async () => {
  const { reports } = await lint("cdk.tf.json", everything);
  expect(reports.filter(({ severity }) => severity === "wrong")).toEqual([]);
});

it("checks every resource that has a table, but those without rules", async () => {
  const resource = Object.fromEntries(RESOURCE_TABLES.map(({ type }) => [type, { empty: {} }]));
  const { totals } = await lint("main.tf.json", { resource });
  expect(Object.keys(totals.unchecked).sort()).toEqual([
    "datadog_logs_pipeline_order",
    "datadog_restriction_policy",
    "datadog_software_catalog",
  ]);
});
