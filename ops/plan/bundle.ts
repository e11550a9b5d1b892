import { createHash } from "node:crypto";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { objectOf } from "../../datadog/json";
import { readTextFile } from "../../datadog/source";
import type { Stack } from "../terraform";
import type { SavedPlan } from "./plans";
import { readPlan } from "./read";

/** The plans of several stacks in one file, to be applied later as they were reviewed. */
interface Bundle {
  readonly format: typeof FORMAT;
  readonly environment: string;
  readonly stacks: readonly {
    readonly id: string;
    /** The SHA-256 of the stack's JSON that was planned. */
    readonly configuration: string;
    /** Terraform's saved plan, in base64. */
    readonly plan: string;
  }[];
}

const FORMAT = "datadog-monitoring-plan/1";

/** Writes plans into a file that only this user can read: they hold the values of variables, also of secret ones. */
export function writeBundle(file: string, environment: string, saved: readonly SavedPlan[]): void {
  const bundle: Bundle = {
    format: FORMAT,
    environment,
    stacks: saved.map(({ stack, file: plan }) => ({
      id: stack.id,
      configuration: configurationOf(stack),
      plan: readFileSync(plan, "base64"),
    })),
  };
  writeFileSync(file, JSON.stringify(bundle), { mode: 0o600 });
  // The mode above is only that of a new file.
  chmodSync(file, 0o600);
}

/**
 * Reads plans that {@link writeBundle} wrote, for stacks that were synthesized since.
 * @param folder where the plans are put
 * @throws Error when it is no such file, is of another environment, or what is synthesized now is not what was planned
 */
export async function readBundle(
  file: string,
  environment: string,
  stackOf: (id: string) => Stack,
  folder: string,
): Promise<SavedPlan[]> {
  const bundle = bundleIn(file);
  if (bundle.environment !== environment)
    throw new Error(`${file} is a plan for ${bundle.environment}, not ${environment}`);
  const saved: SavedPlan[] = [];
  for (const { id, configuration, plan } of bundle.stacks) {
    const stack = stackOf(id);
    if (configurationOf(stack) !== configuration) {
      throw new Error(`${file} was made from other code: ${id} has changed since. Make the plan again.`);
    }
    const path = join(folder, id);
    writeFileSync(path, Buffer.from(plan, "base64"), { mode: 0o600 });
    await stack.initialize();
    saved.push({ stack, file: path, plan: readPlan(id, await stack.planJson(path), stack.synthesized()) });
  }
  return saved;
}

function configurationOf(stack: Stack): string {
  return createHash("sha256").update(readFileSync(stack.configuration)).digest("hex");
}

function bundleIn(file: string): Bundle {
  const bundle = jsonIn(file);
  if (objectOf(bundle).format !== FORMAT) {
    throw new Error(`${file} is not a plan that npm run deploy -- ENVIRONMENT --plan-only --out FILE saved`);
  }
  return bundle as Bundle;
}

function jsonIn(file: string): unknown {
  const { text } = readTextFile(file, file);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
