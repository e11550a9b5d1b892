import { DatadogProvider } from "@cdktf/provider-datadog/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";

/** What the benchmark's programs declare; each declares it in its own way. */

export const MONITORS = 200;
export const DASHBOARDS = 3;
export const WIDGETS = 30;

export const MANY_DASHBOARDS = 100;
export const MANY_WIDGETS = 50;

/** The service that a monitor or a widget is about. */
export const serviceOf = (index: number) => `service-${index}`;

/** Synthesizes the stack `bench` into the folder that the benchmark gave, and prints the most memory held, in KB. */
export function synthesizeBench(build: (stack: TerraformStack) => void): void {
  const outdir = process.argv[2];
  if (outdir === undefined) throw new Error("the benchmark runs this program with the folder to write to");
  const app = new App({ outdir, stackTraces: false });
  const stack = new TerraformStack(app, "bench");
  new LocalBackend(stack, { path: "bench.tfstate" });
  new DatadogProvider(stack, "datadog", {});
  build(stack);
  app.synth();
  console.log(process.resourceUsage().maxRSS);
}
