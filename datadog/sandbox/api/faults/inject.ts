import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, MiddlewareHandler } from "hono";
import { Refusal } from "../../refusal";
import type { Failure, Faults } from "./fault";

/** What the server gives with a request; a test without a server does not. */
type Bindings = { readonly outgoing?: ServerResponse };

/** Has requests fail as the faults say, before or after they are carried out. */
export function faultInjection(faults: Faults): MiddlewareHandler {
  return async (context, next) => {
    const fault = faults.next(context.req.method, context.req.path);
    if (fault === undefined) return next();
    context.set("fault", fault.text);
    return fail(fault.failure, context, next);
  };
}

async function fail(failure: Failure, context: Context, next: () => Promise<void>): Promise<Response | undefined> {
  switch (failure.kind) {
    case "status":
      if (failure.reset !== undefined) context.header("X-RateLimit-Reset", String(failure.reset));
      throw new Refusal(failure.status, [wordsOf(failure.status)]);
    case "slow":
      await sleep(failure.milliseconds, undefined, { ref: false });
      await next();
      return undefined;
    case "drop":
      if (failure.isAfter) await next();
      return replaced(context, dropped(context));
    case "garbage":
      return replaced(context, context.html("<html><body>502 Bad Gateway</body></html>", 200));
    case "truncated":
      await next();
      return replaced(context, await truncated(context));
  }
}

/** The answer in place of what there may be. */
function replaced(context: Context, answer: Response): Response {
  context.res = undefined;
  context.res = answer;
  return answer;
}

/** In Datadog's words where they are recorded. */
function wordsOf(status: number): string {
  return status === 429
    ? "Rate limit of 10 requests in 10 seconds reached. Please try again later."
    : `injected ${status}`;
}

function outgoingOf(context: Context): ServerResponse {
  const { outgoing } = (context.env ?? {}) as Bindings;
  if (outgoing === undefined) throw new Error("a connection can only be dropped by a server");
  return outgoing;
}

function dropped(context: Context): Response {
  outgoingOf(context).destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Says how long the body is, and ends in the middle of it. */
async function truncated(context: Context): Promise<Response> {
  const outgoing = outgoingOf(context);
  const body = Buffer.from(await context.res.arrayBuffer());
  const headers = { ...Object.fromEntries(context.res.headers), "content-length": String(body.length) };
  outgoing.writeHead(context.res.status, headers);
  await new Promise((resolve) => outgoing.write(body.subarray(0, Math.floor(body.length / 2)), resolve));
  outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}
