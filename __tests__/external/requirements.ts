import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Something outside Node that a suite needs: `missing` says in a sentence what is not there, or nothing. */
interface Requirement {
  readonly missing: () => string | undefined;
}

function succeeds(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore", timeout: 30_000 }).status === 0;
}

export const terraform: Requirement = {
  missing: () =>
    succeeds("terraform", "version") ? undefined : "the command `terraform` (1.5 or later) is not on the path",
};

/** The providers come from the file that `TF_CLI_CONFIG_FILE` names, or from the Terraform registry. */
export const providers: Requirement = {
  missing: () => {
    const file = process.env.TF_CLI_CONFIG_FILE;
    if (file === undefined) return "TF_CLI_CONFIG_FILE is not set: it names the file that says where the providers are";
    return existsSync(file) ? undefined : `TF_CLI_CONFIG_FILE names ${file}, which does not exist`;
  },
};

export const docker: Requirement = {
  missing: () => (succeeds("docker", "info") ? undefined : "no docker daemon answers `docker info`"),
};

export const compose: Requirement = {
  missing: () => (succeeds("docker", "compose", "version") ? undefined : "`docker compose` is not installed"),
};

/** A statically linked shell: the image of the rehearsal holds nothing else. */
export const busybox: Requirement = {
  missing: () =>
    succeeds("busybox", "true") ? undefined : "the command `busybox` (statically linked) is not on the path",
};

/**
 * `describe` for a suite that needs more than Node. Where something is missing the suite fails and says what;
 * with `ALLOW_SKIP=1` it is skipped and says what.
 */
export function describeWith(requirements: readonly Requirement[], name: string, body: () => void): void {
  const missing = requirements.flatMap((requirement) => requirement.missing() ?? []);
  if (missing.length === 0) {
    describe(name, body);
    return;
  }
  const title = `${name}: ${missing.join("; ")}`;
  if (process.env.ALLOW_SKIP === "1") {
    // Of a file that is skipped as a whole jest prints nothing.
    process.stderr.write(`skipped ${title}\n`);
    describe.skip(`skipped ${title}`, body);
    return;
  }
  test(title, () => {
    throw new Error(`${missing.join("; ")}. Set ALLOW_SKIP=1 to skip what cannot run here.`);
  });
}
