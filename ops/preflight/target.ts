import type { Environment } from "../../environments/schema";
import type { Sandbox } from "../../stacks/sandbox";
import type { Variables } from "../terraform";

/** Where an environment's requests go. */
export interface Target {
  readonly environment: string;
  /** The address of Datadog's API. */
  readonly url: string;
  readonly isSandbox: boolean;
}

/** The account, or the sandbox, that the stacks of an environment go to. */
export function targetOf({ name, site }: Environment, sandbox: Sandbox | undefined, env: Variables): Target {
  const url = sandbox?.url ?? (env.DD_HOST || env.DATADOG_HOST || `https://api.${site}`);
  return { environment: name, url, isSandbox: sandbox !== undefined };
}

/** The same in words: `production (organization acme on datadoghq.eu)`, `demo (sandbox at http://127.0.0.1:8080)`. */
export function targetText({ name, organization, site }: Environment, sandbox: Sandbox | undefined): string {
  return sandbox ? `${name} (sandbox at ${sandbox.url})` : `${name} (organization ${organization} on ${site})`;
}
