import { accessOf } from "../../../ops/terraform";
import { secretsHidden } from "../../../ops/terraform/secrets";

describe("secrets in what is shown", () => {
  const hide = secretsHidden({
    DD_API_KEY: "abcdef0123",
    TF_VAR_DD_API_KEY: "other-key",
    PATH: "/usr/bin",
    DD_APP_KEY: "",
  });

  it("are the values of secret variables, wherever they stand", () => {
    expect(hide("a key abcdef0123 in /usr/bin and other-key")).toBe("a key (sensitive) in /usr/bin and (sensitive)");
  });

  it("are values beside such a name, of whichever key", () => {
    expect(hide('["DD_API_KEY=0123","DD_ENV=demo","POSTGRES_PASSWORD=x y"]')).toBe(
      '["DD_API_KEY=(sensitive)","DD_ENV=demo","POSTGRES_PASSWORD=(sensitive) y"]',
    );
  });
});

test("what a resource needs is known by its type and by its address", () => {
  expect(accessOf("datadog_monitor")?.write).toEqual(["monitors_write"]);
  expect(accessOf('module.x["a"].datadog_dashboard_json.errors')?.kind).toBe("dashboards");
  expect(accessOf("docker_container.agent")).toBeUndefined();
});
