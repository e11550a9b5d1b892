import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { allows, lockedVersion, readVersions } from "../../datadog/terraform";

/**
 * Terraform keeps the provider version that it chose beside a stack, and ends in an error where the stack asks for another.
 *
 * @param outdir cdktf's output folder
 * @param constraint the versions that the stacks ask for
 * @throws Error naming the stack, both versions and the file to delete
 */
export function refuseOtherLock(stacks: readonly string[], outdir: string, constraint: string): void {
  const asked = readVersions(constraint);
  for (const stack of stacks) {
    const file = join(outdir, "stacks", stack, ".terraform.lock.hcl");
    const locked = existsSync(file) ? lockedVersion(readFileSync(file, "utf8"), "datadog/datadog") : undefined;
    if (asked === undefined || locked === undefined || allows(asked, locked)) continue;
    const shown = relative(process.cwd(), file).split("\\").join("/");
    throw new Error(
      `${stack} requires Datadog provider ${constraint}, but was last run with ${locked}: delete ${shown} and try again`,
    );
  }
}
