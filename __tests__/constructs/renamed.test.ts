import { TerraformStack, Testing } from "cdktf";
import { Monitor, type MonitorSettings } from "../../constructs/monitor";
import type { MonitorDefinition } from "../../datadog/definitions";
import { loadTerraform } from "../../datadog/sandbox/load";
import { Org } from "../../datadog/sandbox/org";

const runs: MonitorDefinition = {
  name: "Runs",
  type: "metric alert",
  query: "avg(last_5m):avg:a.b{*} > 1",
  message: "",
};

/** A stack of monitors, by id. */
function stackOf(monitors: Readonly<Record<string, MonitorSettings>>, definition = runs) {
  const stack = new TerraformStack(Testing.app(), "test");
  for (const [id, settings] of Object.entries(monitors)) new Monitor(stack, id, { ...definition }, settings);
  return JSON.parse(Testing.synth(stack));
}

test("an object that was renamed is moved by Terraform, not deleted", () => {
  // https://developer.hashicorp.com/terraform/language/moved
  const { moved, resource } = stackOf({ jobs: { renamedFrom: "runs" } });
  expect(moved).toEqual([{ from: "datadog_monitor.runs", to: "datadog_monitor.jobs" }]);
  expect(Object.keys(resource.datadog_monitor)).toEqual(["jobs"]);
});

test("several in one stack", () => {
  const { moved } = stackOf({ jobs: { renamedFrom: "runs" }, steps: { renamedFrom: "stages" } });
  expect(moved).toEqual([
    { from: "datadog_monitor.runs", to: "datadog_monitor.jobs" },
    { from: "datadog_monitor.stages", to: "datadog_monitor.steps" },
  ]);
});

test("the restriction policy of a monitor moves with it", () => {
  const { moved } = stackOf({ jobs: { renamedFrom: "runs" } }, { ...runs, restricted_roles: ["role-1"] });
  expect(moved).toContainEqual({ from: "datadog_restriction_policy.runs", to: "datadog_restriction_policy.jobs" });
});

test("without renamedFrom there is no moved block", () => {
  expect(stackOf({ jobs: {} })).not.toHaveProperty("moved");
});

test("the sandbox loads what was renamed", () => {
  const { objects, warnings } = loadTerraform(new Org(), stackOf({ jobs: { renamedFrom: "runs" } }));
  expect([objects.map(({ address }) => address), warnings]).toEqual([["datadog_monitor.jobs"], []]);
});

test.each<[Readonly<Record<string, MonitorSettings>>, string]>([
  [
    { runs: {}, jobs: { renamedFrom: "runs" } },
    "test/jobs: renamedFrom names datadog_monitor.runs, which stack test still has: name the address that it had before",
  ],
  [
    { jobs: { renamedFrom: "runs" }, runs: {} },
    "test/runs: datadog_monitor.jobs was datadog_monitor.runs before (renamedFrom): use a different id, or remove renamedFrom",
  ],
  [
    { jobs: { renamedFrom: "jobs" } },
    "test/jobs: renamedFrom names datadog_monitor.jobs, which stack test still has: name the address that it had before",
  ],
  [
    { jobs: { renamedFrom: "runs" }, steps: { renamedFrom: "runs" } },
    "test/steps: renamedFrom names datadog_monitor.runs, which became datadog_monitor.jobs: it can only have become one of the two",
  ],
  [
    { jobs: { renamedFrom: "datadog_monitor.runs" } },
    'test/jobs: renamedFrom: "datadog_monitor.runs" is not a valid Terraform name: use letters, digits, -, and _, and start with a letter',
  ],
])("%j is refused", (monitors, message) => {
  expect(() => stackOf(monitors)).toThrow(new Error(message));
});
