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
  expect(Object.keys(totals.unchecked).sort()).toEqual(["datadog_logs_pipeline_order", "datadog_restriction_policy"]);
});

describe("an entity of the software catalog", () => {
  const found = async (text: string) => {
    const { reports } = await lintFile({ name: "main.tf", text, byteOrderMark: false }, { options: {}, ignores: [] });
    return reports.map(({ check, line, column }) => `${check} ${line}:${column}`);
  };
  const entity = (yaml: string) => `resource "datadog_software_catalog" "api" {\n  entity = ${yaml}\n}\n`;

  it.each([
    [
      "as text",
      "<<-EOF\n    apiVersion: v3\n    kind: service\n    metadata:\n      name: api\n      ownr: data\n  EOF",
      "unknown-key 7:7",
    ],
    [
      "as an object",
      'yamlencode({\n    apiVersion = "v3"\n    kind = "service"\n    metadata = { name = "api", ownr = "data" }\n  })',
      "unknown-key 5:32",
    ],
    [
      "with a kind that there is not",
      '"apiVersion: v3\\nkind: servce\\nmetadata: { name: api }"',
      "definition-shape 2:35",
    ],
    ["that is malformed", '"apiVersion: [v3"', "definition-shape 2:25"],
  ])("is checked %s, at its place in the file", async (_, yaml, expected) => {
    expect(await found(entity(yaml))).toEqual([expected]);
  });

  it("is fine", async () => {
    expect(await found(entity('"apiVersion: v3\\nkind: service\\nmetadata: { name: api }"'))).toEqual([]);
  });
});
