import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Variables } from "./run";

/** What Terraform is told beside what this process was: nothing here is written anywhere. */
export function childVariables(env: Variables): Variables {
  const host = env.DD_HOST || env.DATADOG_HOST;
  const key = env.DD_API_KEY || env.DATADOG_API_KEY;
  return {
    CHECKPOINT_DISABLE: "1",
    // Shortens what Terraform says of next steps, which are not those of this project.
    TF_IN_AUTOMATION: "1",
    ...pluginCache(env),
    // An address that a stack has for its site wins over DD_HOST; whoever sets DD_HOST means all stacks.
    ...(host ? { TF_VAR_datadog_api_url: host } : {}),
    // The agent sends with the key that deploys it, unless it is given its own.
    ...(key ? { TF_VAR_DD_API_KEY: key } : {}),
    ...env,
  };
}

/**
 * One copy of each provider for all stacks, where cdktf keeps it too. The lock files lie in cdktf.out and are nobody
 * else's, so that they may list the checksums of this machine alone.
 */
function pluginCache(env: Variables): Variables {
  if (env.TF_PLUGIN_CACHE_DIR || env.TF_CLI_CONFIG_FILE) return {};
  const folder = join(homedir(), ".terraform.d", "plugin-cache");
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    return {};
  }
  return { TF_PLUGIN_CACHE_DIR: folder, TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "true" };
}
