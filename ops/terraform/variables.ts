import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { isPlaceholder } from "../../constructs/api-key";

export type Variables = Readonly<Record<string, string | undefined>>;

/** Datadog's keys in a process's variables, under either of the provider's names; empty where there is none. */
export function keysIn(env: Variables): { readonly apiKey: string; readonly appKey: string } {
  return {
    apiKey: env.DD_API_KEY || env.DATADOG_API_KEY || "",
    appKey: env.DD_APP_KEY || env.DATADOG_APP_KEY || "",
  };
}

/** The names of the variables of Datadog's keys that are not set. */
export function missingKeys(env: Variables): string[] {
  const { apiKey, appKey } = keysIn(env);
  return [...(apiKey === "" ? ["DD_API_KEY"] : []), ...(appKey === "" ? ["DD_APP_KEY"] : [])];
}

/** The names of the variables of Datadog's keys that hold what an example has in their place. */
function placeholderKeys(env: Variables): string[] {
  const { apiKey, appKey } = keysIn(env);
  return [...(isPlaceholder(apiKey) ? ["DD_API_KEY"] : []), ...(isPlaceholder(appKey) ? ["DD_APP_KEY"] : [])];
}

/** What keeps a command from using Datadog's keys, with the fix: variables not set, or holding an example's placeholder. */
export function keyMistake(env: Variables): string | undefined {
  const missing = missingKeys(env);
  if (missing.length > 0) {
    return `${missing.join(" and ")} must be set in the environment: see "Deploy to an account" in the README`;
  }
  const [placeholder] = placeholderKeys(env);
  if (placeholder === undefined) return undefined;
  const page = placeholder === "DD_API_KEY" ? "API Keys" : "Application Keys";
  return `${placeholder} is the placeholder of an example: set it to a key from Organization Settings > ${page}`;
}

/** What Terraform is told beside what this process was: nothing here is written anywhere. */
export function childVariables(env: Variables): Variables {
  const host = env.DD_HOST || env.DATADOG_HOST;
  const { apiKey } = keysIn(env);
  return {
    CHECKPOINT_DISABLE: "1",
    // Shortens what Terraform says of next steps, which are not those of this project.
    TF_IN_AUTOMATION: "1",
    ...pluginCache(env),
    // An address that a stack has for its site wins over DD_HOST; whoever sets DD_HOST means all stacks.
    ...(host ? { TF_VAR_datadog_api_url: host } : {}),
    // The agent sends with the key that deploys it, unless it is given its own.
    ...(apiKey === "" ? {} : { TF_VAR_DD_API_KEY: apiKey }),
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
