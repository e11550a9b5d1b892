import type { Context } from "hono";
import { BadPayload } from "../../intake/payloads/bad-payload";
import type { Org } from "../../org";
import { badRequest, Refusal } from "../../refusal";

type Handler = (context: Context) => Promise<Response>;

/** A handler of the intake: what it refuses is counted, and a body that cannot be read is refused with 400. */
export const received =
  (org: Org, handler: Handler): Handler =>
  async (context) => {
    try {
      return await handler(context);
    } catch (error) {
      const refusal = error instanceof BadPayload ? badRequest(error.message) : error;
      if (refusal instanceof Refusal) org.intake.refused(`${context.req.method} ${context.req.path}`, refusal.message);
      throw refusal;
    }
  };
