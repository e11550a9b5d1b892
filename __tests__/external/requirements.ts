import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Something outside Node that a suite needs: `missing` says in a sentence what is not there, or nothing. */
interface Requirement {
  readonly missing: () => string | undefined;
}

function succeeds(command: string, ...args: string[]): boolean {
  return succeedsIn(process.cwd(), command, ...args);
}

function succeedsIn(cwd: string, command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { cwd, stdio: "ignore", timeout: 30_000 }).status === 0;
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

/** The versions of the Datadog provider that every stack is tried with: that of the provider's classes, and a late one. */
export const PROVIDER_VERSIONS = ["3.82.0", "4.19.0"] as const;

/** The part of a configuration that asks for one version of the provider. */
export function pinned(version: string): { readonly datadog: { readonly source: string; readonly version: string } } {
  return { datadog: { source: "DataDog/datadog", version } };
}

/** Whether `terraform init` can get a version of the provider. */
function isAvailable(version: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), "provider-"));
  try {
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: pinned(version) } }));
    return succeedsIn(folder, "terraform", "init", "-input=false");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * `describe` for a suite that is run with each version of the Datadog provider. A version that cannot be had is skipped, and
 * said; where none can, the suite fails as with {@link describeWith}. The suite is also told of the later versions.
 */
export function describeWithProviders(name: string, body: (version: string, later: readonly string[]) => void): void {
  const missing = [terraform, providers].flatMap((requirement) => requirement.missing() ?? []);
  const available = missing.length > 0 ? [] : PROVIDER_VERSIONS.filter(isAvailable);
  const absent: Requirement = {
    missing: () =>
      available.length > 0 ? undefined : `no provider ${PROVIDER_VERSIONS.join(" or ")} can be installed`,
  };
  if (available.length === 0) {
    describeWith([terraform, providers, absent], name, () => body(PROVIDER_VERSIONS[0], []));
    return;
  }
  for (const version of PROVIDER_VERSIONS) {
    const title = `${name}, provider ${version}`;
    if (available.includes(version))
      describe(title, () => body(version, available.slice(available.indexOf(version) + 1)));
    else {
      process.stderr.write(`skipped ${title}: terraform init cannot get this version\n`);
      describe.skip(`skipped ${title}`, () => body(version, []));
    }
  }
}

export const docker: Requirement = {
  missing: () => (succeeds("docker", "info") ? undefined : "no docker daemon answers `docker info`"),
};

export const compose: Requirement = {
  missing: () => (succeeds("docker", "compose", "version") ? undefined : "`docker compose` is not installed"),
};

/** A Python that has these modules: the programs that are instrumented, and the clients. */
export const pythonWith = (...modules: readonly string[]): Requirement => ({
  missing: () => {
    const command = process.env.PYTHON;
    const names = modules.join(", ");
    if (command === undefined) return `PYTHON is not set: it names a Python with ${names}`;
    return succeeds(command, "-c", `import ${names}`) ? undefined : `${command} cannot import all of ${names}`;
  },
});

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
