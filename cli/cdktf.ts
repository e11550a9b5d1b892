import { spawn, spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { UsageError } from "./npm-command";

export type Variables = Readonly<Record<string, string | undefined>>;

/** What Terraform is told beside what this process was: nothing here is written anywhere. */
export function childVariables(env: Variables, terminal: boolean): Variables {
  const host = env.DD_HOST || env.DATADOG_HOST;
  const key = env.DD_API_KEY || env.DATADOG_API_KEY;
  return {
    CHECKPOINT_DISABLE: "1",
    DISABLE_VERSION_CHECK: "1",
    // Without a terminal, progress is written once and not drawn over.
    ...(terminal ? {} : { CI: "1" }),
    // An address that a stack has for its site wins over DD_HOST; whoever sets DD_HOST means all stacks.
    ...(host ? { TF_VAR_datadog_api_url: host } : {}),
    // The agent sends with the key that deploys it, unless it is given its own.
    ...(key ? { TF_VAR_DD_API_KEY: key } : {}),
    ...env,
  };
}

/** cdktf's command line as a child that shares this terminal. */
export async function runCdktf(args: readonly string[], env: Variables): Promise<number> {
  const binary = env.TERRAFORM_BINARY_NAME || "terraform";
  if (spawnSync(binary, ["version"], { env: { ...env } }).error) {
    throw new UsageError(`${binary} cannot be run: install Terraform 1.5 or newer and put it on the PATH`);
  }
  const cdktf = join(dirname(require.resolve("cdktf-cli/package.json")), "bundle", "bin", "cdktf");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cdktf, ...args], { env: { ...env }, stdio: "inherit" });
    // Terraform ends what it has begun, and so must be waited for. A Ctrl-C reaches it from the terminal itself.
    const interrupted = () => undefined;
    const terminated = () => void child.kill("SIGTERM");
    process.on("SIGINT", interrupted).on("SIGTERM", terminated);
    child.once("error", reject);
    child.once("exit", (code) => {
      process.off("SIGINT", interrupted).off("SIGTERM", terminated);
      resolve(code ?? 1);
    });
  });
}
