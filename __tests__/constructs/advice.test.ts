import { TerraformStack, Testing } from "cdktf";
import { Dashboard } from "../../constructs/dashboard";
import { withEnvironment } from "../../constructs/defaults";
import { Monitor, type MonitorSettings } from "../../constructs/monitor";
import { dashboard, type Ignore, type MonitorDefinition, metricMonitor, queryValue } from "../../datadog/definitions";
import { counter, metricCatalog, sum } from "../../datadog/query";

const runs = counter("pipeline.runs", { description: "Runs", tags: ["stage"] });
const catalog = metricCatalog([runs]);

/** Reads the counter as the rate that it is stored as. */
const bare = (ignore?: readonly Ignore[]) =>
  metricMonitor({ name: "Runs", condition: sum("last_5m", runs.sum()).above(3), message: "", ignore });

/** What is said of a monitor when its stack is synthesized; the line of this file aside. */
function advice(definition: MonitorDefinition, settings: MonitorSettings = { catalog }): string[] {
  const stack = new TerraformStack(Testing.app(), "test");
  const { node } = new Monitor(stack, "runs", definition, settings);
  return node.metadata.map(({ data }) => String(data).replace(/\.ts:\d+:\d+/, ".ts:LINE"));
}

const because = (check: string, reason = "rates are what we mean"): Ignore => ({ check, reason });

test("advice is a warning of the construct: where it was made, which field, which check", () => {
  expect(advice(bare())).toEqual([
    expect.stringMatching(
      /^__tests__\/constructs\/advice\.test\.ts:LINE: monitor "Runs": query: .*pipeline\.runs.* \(counter-without-as-count\)$/,
    ),
  ]);
});

test("a definition that was written as JSON has the construct's path for a place", () => {
  expect(advice({ ...bare() })[0]).toMatch(/^test\/runs: monitor "Runs": query: /);
});

describe("an ignore with a reason", () => {
  test("silences a check, beside the value or beside the construct", () => {
    expect(advice(bare([because("counter-without-as-count")]))).toEqual([]);
    expect(advice(bare(), { catalog, ignore: [because("counter-without-as-count")] })).toEqual([]);
  });

  test("stays with the monitor in an environment, and is no part of its JSON", () => {
    const ignored = bare([because("counter-without-as-count")]);
    expect(ignored).toEqual(bare());
    expect(advice(withEnvironment(ignored, { name: "demo", scope: true, tags: [], notify: {} }))).toEqual([]);
    const stack = new TerraformStack(Testing.app(), "test");
    new Monitor(stack, "runs", ignored, { catalog });
    expect(Testing.synth(stack)).not.toMatch(/ignore|rates are what we mean/);
  });

  test("lets a monitor pass that would be refused for advice", () => {
    const never = (ignore?: readonly Ignore[]) =>
      metricMonitor({ name: "Runs", condition: sum("last_5m", runs.sum().asCount()).above(-1), message: "", ignore });
    expect(() => never()).toThrow("is negative");
    expect(advice(never([because("negative-threshold")]), { catalog })).toEqual([]);
  });

  test("silences a check of a dashboard", () => {
    const made = (ignore?: readonly Ignore[]) =>
      dashboard({ title: "a", description: "b", widgets: [queryValue("Runs", runs.sum())], ignore });
    const said = (ignore?: readonly Ignore[]) =>
      new Dashboard(new TerraformStack(Testing.app(), "test"), "a", made(ignore), { catalog }).node.metadata.length;
    expect([said(), said([because("counter-without-as-count")])]).toEqual([1, 0]);
  });
});

test.each([
  [
    because("counter-without-as-cont"),
    'There is no check "counter-without-as-cont", so this ignore has no effect: remove it. Did you mean "counter-without-as-count"?',
  ],
  [because("unknown-tag"), "This ignore has no effect: unknown-tag reports nothing here. Remove it."],
  [because("counter-without-as-count", " "), "Add the reason why counter-without-as-count is ignored, in `reason`."],
])("an ignore that is wrong is refused: %j", (ignore, message) => {
  expect(() => advice(bare([ignore]))).toThrow(`monitor "Runs" (test/runs): ignore: ${message}`);
});

test("an ignore of a check that was not asked is left alone: it needs the metrics", () => {
  expect(advice(bare([because("counter-without-as-count")]), {})).toEqual([]);
});
