import type { MiddlewareHandler } from "hono";
import { Refusal } from "../refusal";
import type { KeptOrg } from "../state";

/** What keeps an org in a file. */
export type Saving = Pick<KeptOrg, "saved" | "hasFailed">;

/**
 * Answers once the file has every change so far, so that what a client heard of is not lost, whatever happens. Where the
 * file cannot be written, the answer is 500, and no other change begins until it can be.
 */
export function savedFirst({ saved, hasFailed }: Saving): MiddlewareHandler {
  const save = () =>
    saved().catch((error: unknown) => {
      throw new Refusal(500, [`Not saved: ${error instanceof Error ? error.message : error}`]);
    });
  return async (context, next) => {
    if (hasFailed() && context.req.method !== "GET") await save();
    await next();
    await save();
  };
}
