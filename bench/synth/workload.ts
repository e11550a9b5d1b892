import { DatadogProvider } from "@cdktf/provider-datadog/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { withoutCreationStacks } from "../../stacks/creation-stacks";

/** What the benchmark's programs declare; each declares it in its own way. */

export const MONITORS = 200;
export const DASHBOARDS = 3;
export const WIDGETS = 30;

export const MANY_DASHBOARDS = 100;
export const MANY_WIDGETS = 50;

/** The service that a monitor or a widget is about: another one for each, so that no query occurs twice. */
export const serviceOf = (index: number) => `service-${index}`;

/** The service of a widget, of so many on each dashboard. */
export const serviceOn = (dashboard: number, widget: number, widgets: number) =>
  serviceOf(dashboard * widgets + widget);

/**
 * Synthesizes the stack `bench` into the folder that the benchmark gave, for every program without cdktf's creation
 * stacks, and prints what the process took: CPU seconds and the most memory it held.
 */
export function synthesizeBench(build: (stack: TerraformStack) => void): void {
  const outdir = process.argv[2];
  if (outdir === undefined) throw new Error("the benchmark runs this program with the folder to write to");
  const app = new App({ outdir, stackTraces: false });
  const stack = new TerraformStack(app, "bench");
  new LocalBackend(stack, { path: "bench.tfstate" });
  new DatadogProvider(stack, "datadog", {});
  withoutCreationStacks(() => {
    build(stack);
    app.synth();
  });
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  console.log(JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 }));
}
