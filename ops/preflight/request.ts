import { keysIn, type Variables } from "../terraform";

/** An answer, or why there is none. */
export type Answer =
  | { readonly status: number; readonly body: unknown }
  | { readonly status: undefined; readonly why: string; readonly isProblem: boolean };

/** Asks Datadog's API: `ask("/api/v1/validate")`; a body, as JSON, makes it a POST. Never rejects. */
export type DatadogRequest = (path: string, body?: object) => Promise<Answer>;

/** An account, or a sandbox, to ask. */
export interface Account {
  /** The address of Datadog's API. */
  readonly url: string;
  readonly env: Variables;
  /** @default Node's own */
  readonly fetch?: typeof fetch;
}

/** Seconds until a request counts as unanswered. */
const PATIENCE = 20;

/** Requests to an account, with the keys of a process's variables. */
export function requestOf(account: Account): DatadogRequest {
  const { url, env, fetch: ask = fetch } = account;
  const { apiKey, appKey } = keysIn(env);
  const headers = { Accept: "application/json", "DD-API-KEY": apiKey, "DD-APPLICATION-KEY": appKey };
  return async (path, body) => {
    const post =
      body === undefined
        ? { headers }
        : { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(body) };
    try {
      const response = await ask(new URL(path, url), { ...post, signal: AbortSignal.timeout(PATIENCE * 1000) });
      return { status: response.status, body: await response.json().catch(() => undefined) };
    } catch (error) {
      return unanswered(error, account);
    }
  };
}

/** Terraform goes through a proxy that Node does not know of: then nothing can be said from here. */
function unanswered(error: unknown, { env, url }: Account): Answer {
  if (env.HTTPS_PROXY || env.https_proxy) {
    const why = `anything: ${url} is reached through a proxy, which is not used here`;
    return { status: undefined, isProblem: false, why };
  }
  const cause = (error as { readonly cause?: { readonly code?: string } }).cause?.code;
  return { status: undefined, isProblem: true, why: cause ?? (error instanceof Error ? error.message : String(error)) };
}
