import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { Refusal } from "../refusal";

/** The two keys that open an org's API. */
export interface Keys {
  readonly apiKey: string;
  readonly appKey: string;
}

/** Keys in Datadog's form (32 and 40 hexadecimal digits), new on every call. */
export function madeUpKeys(): Keys {
  return { apiKey: randomBytes(16).toString("hex"), appKey: randomBytes(20).toString("hex") };
}

/**
 * A shell command that sends clients to an org: Terraform and the API clients by `DD_` variables, those of the older
 * libraries (`datadog` and `dog` for Python, which read only these) by `DATADOG_` ones, statsd clients, and tracers. No key of an
 * account that is already set reaches the org.
 * @param statsdPort the DogStatsD port on 127.0.0.1
 */
export function exportCommand(url: string, { apiKey, appKey }: Keys, statsdPort: number): string {
  const variables = {
    DD_HOST: url,
    DD_API_KEY: apiKey,
    DD_APP_KEY: appKey,
    DATADOG_HOST: url,
    DATADOG_API_KEY: apiKey,
    DATADOG_APP_KEY: appKey,
    DD_AGENT_HOST: "127.0.0.1",
    DD_DOGSTATSD_PORT: statsdPort,
    DD_TRACE_AGENT_URL: url,
  };
  return `export ${Object.entries(variables)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ")}`;
}

const apiKeyOnly = [
  "/api/v1/validate",
  "/api/v1/series",
  "/api/v2/series",
  "/api/v1/distribution_points",
  "/api/beta/sketches",
  "/api/v1/check_run",
  "/api/v2/logs",
  "/intake",
  "/intake/",
  "/v1/input",
];

/**
 * Lets a request through that carries both keys, as headers or as the query parameters of older clients; validation and
 * the intake want the API key alone.
 *
 * @see https://docs.datadoghq.com/api/latest/authentication/
 */
export function keyCheck(keys: Keys): MiddlewareHandler {
  return async (context, next) => {
    const apiKey = context.req.header("DD-API-KEY") ?? context.req.query("api_key");
    if (apiKey === undefined || apiKey === "") throw forbidden("API key required");
    if (!same(apiKey, keys.apiKey)) throw forbidden("Forbidden");
    if (!apiKeyOnly.includes(context.req.path)) {
      const appKey = context.req.header("DD-APPLICATION-KEY") ?? context.req.query("application_key");
      if (appKey === undefined || appKey === "") throw forbidden("Application key required");
      if (!same(appKey, keys.appKey)) throw forbidden("Forbidden");
    }
    await next();
  };
}

const forbidden = (text: string) => new Refusal(403, [text]);

/** Compares in a time that does not tell how much of the key was right. */
function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
