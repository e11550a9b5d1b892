import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DEFAULT_VERSIONS, readVersions, type VersionRange } from "../datadog/terraform";

const VERSIONS = new WeakMap<TerraformStack, VersionRange>();

/**
 * Says which versions of the Datadog provider may apply a stack, before anything is declared in it. The provider's classes
 * name the one version that they were made from.
 *
 * @param constraint as Terraform reads it: `4.19.0`, `>= 3.82.0, < 5.0.0`
 * @throws Error when it is no constraint
 */
export function requireProvider(stack: TerraformStack, constraint: string = DEFAULT_VERSIONS): void {
  const range = readVersions(constraint);
  if (range === undefined) throw new Error(`"${constraint}" is not a version constraint, such as 4.19.0 or >= 3.82.0`);
  VERSIONS.set(stack, range);
  stack.addOverride("terraform.required_providers.datadog.version", constraint);
}

/** The versions of the Datadog provider that may apply what is declared here. */
export function providerVersions(scope: Construct): VersionRange {
  return VERSIONS.get(TerraformStack.of(scope)) ?? (readVersions(DEFAULT_VERSIONS) as VersionRange);
}
