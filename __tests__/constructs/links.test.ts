import { TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import { withEnvironment } from "../../constructs/defaults";
import { Monitor } from "../../constructs/monitor";
import { and, compositeMonitor, linksIn, type MonitorDefinition, not, or } from "../../datadog/definitions";
import { loadTerraform } from "../../datadog/sandbox/load";
import { Org } from "../../datadog/sandbox/org";

const monitor = (name: string): MonitorDefinition => ({
  name,
  type: "metric alert",
  query: `avg(last_5m):avg:a.${name}{*} > 1`,
  message: "",
});
const [failure, slow, maintenance] = [monitor("failure"), monitor("slow"), monitor("maintenance")] as const;

const stack = () => new TerraformStack(Testing.app(), "test");
const both = compositeMonitor({ name: "both", condition: and(failure, not(maintenance)), message: "" });

/** The stack's JSON. */
const synth = (root: TerraformStack) => JSON.parse(Testing.synth(root));

test("a composite takes monitors by value, and is made of Terraform's references to them", () => {
  const root = stack();
  new Monitor(root, "failure", failure);
  new Monitor(root, "maintenance", maintenance);
  new Monitor(root, "both", both);
  expect(synth(root).resource.datadog_monitor.both).toMatchObject({
    type: "composite",
    query: "${datadog_monitor.failure.id} && !${datadog_monitor.maintenance.id}",
  });
});

test("in any order, from any place in the stack", () => {
  const root = stack();
  new Monitor(new Construct(root, "a"), "both", both);
  new Monitor(new Construct(root, "b"), "failing", failure);
  new Monitor(root, "maintenance", maintenance);
  expect(synth(root).resource.datadog_monitor.both.query).toBe(
    "${datadog_monitor.failing.id} && !${datadog_monitor.maintenance.id}",
  );
});

test.each([
  [
    and(failure, or(slow, maintenance)),
    "${datadog_monitor.failure.id} && (${datadog_monitor.slow.id} || ${datadog_monitor.maintenance.id})",
  ],
  [not(or(failure, slow)), "!(${datadog_monitor.failure.id} || ${datadog_monitor.slow.id})"],
  [or(not(failure), not(not(slow))), "!${datadog_monitor.failure.id} || !!${datadog_monitor.slow.id}"],
  [failure, "${datadog_monitor.failure.id}"],
])("%#: with the parentheses that it needs", (condition, query) => {
  const root = stack();
  for (const each of [failure, slow, maintenance]) new Monitor(root, each.name, each);
  new Monitor(root, "composite", compositeMonitor({ name: "c", condition, message: "" }));
  expect(synth(root).resource.datadog_monitor.composite.query).toBe(query);
});

test("the environment adds to a composite as to any other, and leaves its monitors alone", () => {
  const scoped = withEnvironment(both, { name: "demo", scope: true, tags: ["team:data"], notify: {} });
  expect(scoped).toMatchObject({ query: both.query, tags: ["env:demo", "team:data"] });
  expect(linksIn(scoped.query)).toEqual([failure, maintenance]);
});

describe("is refused with what to do", () => {
  test("where a monitor is not in the stack", () => {
    const root = stack();
    new Monitor(root, "failure", failure);
    new Monitor(root, "both", both);
    expect(() => Testing.synth(root)).toThrow(
      'test/both refers to "maintenance", which is in no stack: pass the same object to a construct',
    );
  });

  test("where a monitor is in the stack twice", () => {
    const root = stack();
    for (const id of ["failure", "failure-too"]) new Monitor(root, id, failure);
    new Monitor(root, "maintenance", maintenance);
    new Monitor(root, "both", both);
    expect(() => Testing.synth(root)).toThrow('test/both refers to "failure", which is in stack test twice');
  });

  test("where it is made of more than ten monitors", () => {
    // https://docs.datadoghq.com/monitors/types/composite/: up to ten monitors.
    const [first, second, ...others] = Array.from({ length: 11 }, (_, index) => monitor(`m${index}`));
    const condition = and(first!, second!, ...others);
    expect(() => compositeMonitor({ name: "many", condition, message: "" })).toThrow(
      'monitor "many": query: A composite monitor can have at most 10 monitors, but this one has 11.',
    );
  });
});

test("the sandbox follows the references: its composite names the right monitors", () => {
  const root = stack();
  new Monitor(root, "both", both);
  for (const each of [slow, maintenance, failure]) new Monitor(root, each.name, each);
  const org = new Org();
  const { warnings } = loadTerraform(org, synth(root));
  expect(warnings).toEqual([]);
  const idOf = (name: string) => org.monitors.all().find(({ definition }) => definition.name === name)?.id;
  const composite = [...org.monitors.values()].find(({ name }) => name === "both");
  expect(composite?.query).toBe(`${idOf("failure")} && !${idOf("maintenance")}`);
});
