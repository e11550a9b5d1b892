import { Testing } from "cdktf";
import { type Environment, environmentSchema } from "../../environments/schema";
import { BaseStack, DatadogStack } from "../../stacks/base";

const environment = (state: Environment["state"], site?: string): Environment => ({
  ...environmentSchema([]).parse({ organization: "acme", site, state }),
  name: "demo",
});
const LOCAL = { local: { path: ".state" } };

class Plain extends BaseStack {}
class OfDatadog extends DatadogStack {}

const json = (Stack: typeof Plain | typeof OfDatadog, of: Environment) =>
  JSON.parse(Testing.synth(new Stack(Testing.app(), "demo-things", of)));

describe("a stack's state", () => {
  it("is a file outside of cdktf.out, seen from where Terraform runs", () => {
    expect(json(Plain, environment({ local: { path: ".state/kept/" } })).terraform.backend).toEqual({
      local: { path: "../../../.state/kept/demo-things.tfstate" },
    });
  });

  it("is an object of its own in S3, encrypted", () => {
    const s3 = { bucket: "b", key: "monitoring.tfstate", region: "eu-west-1", encrypt: true, dynamodbTable: "locks" };
    expect(json(Plain, environment({ s3 })).terraform.backend).toEqual({
      s3: {
        bucket: "b",
        key: "monitoring/demo-things.tfstate",
        region: "eu-west-1",
        encrypt: true,
        dynamodb_table: "locks",
      },
    });
  });

  it("is a folder of its own in GCS", () => {
    expect(json(Plain, environment({ gcs: { bucket: "b", prefix: "monitoring/" } })).terraform.backend).toEqual({
      gcs: { bucket: "b", prefix: "monitoring/demo-things" },
    });
  });
});

describe("Datadog's provider", () => {
  it("is left to DD_HOST on its own site", () => {
    const { provider, variable } = json(OfDatadog, environment(LOCAL));
    expect([provider, variable]).toEqual([{ datadog: [{}] }, undefined]);
  });

  it("talks to another site by a variable that can be set elsewhere", () => {
    const { provider, variable } = json(OfDatadog, environment(LOCAL, "us5.datadoghq.com"));
    expect(provider).toEqual({ datadog: [{ api_url: "${var.datadog_api_url}" }] });
    expect(variable.datadog_api_url).toMatchObject({ default: "https://api.us5.datadoghq.com", type: "string" });
  });
});

describe("the versions of Datadog's provider", () => {
  const required = (file: object) => {
    const settings = { organization: "acme", state: LOCAL, ...file };
    const stack = json(OfDatadog, { ...environmentSchema([]).parse(settings), name: "demo" });
    return stack.terraform.required_providers.datadog;
  };

  it("are those with which the stacks are tried", () => {
    expect(required({})).toEqual({ source: "DataDog/datadog", version: ">= 3.82.0, < 5.0.0" });
  });

  it("are those that the environment names", () => {
    expect(required({ terraform: { datadog: "4.19.0" } })).toEqual({ source: "DataDog/datadog", version: "4.19.0" });
  });
});
