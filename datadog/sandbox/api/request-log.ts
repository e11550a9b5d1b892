import type { MiddlewareHandler } from "hono";
import { isObject, type Json } from "../../json";

/** Characters of a reason that are logged. */
const MOST = 500;

/**
 * Prints a line for each request, and why it was refused: `POST /api/v1/monitor 400 (2 ms): Invalid JSON: …`. The query is
 * left out, since older clients put their keys there.
 */
export function requestLog(print: (line: string) => void): MiddlewareHandler {
  return async (context, next) => {
    const start = performance.now();
    await next();
    const { method, path } = context.req;
    const fault: unknown = context.get("fault");
    const { status } = context.res;
    const why = fault ? `fault ${fault}` : status >= 400 ? await reasonOf(context.res) : "";
    const took = Math.round(performance.now() - start);
    const line = `${method} ${path} ${status} (${took} ms)${why === "" ? "" : `: ${why}`}`;
    // What a client sent may be in it.
    print(line.replace(/\p{Cc}+/gu, " "));
  };
}

/** What an answer gives as its reason: its errors, however the API of the kind words them. */
async function reasonOf(answer: Response): Promise<string> {
  const text = await answer.clone().text();
  let words = text;
  try {
    words = wordsIn(JSON.parse(text) as Json);
  } catch {
    // It is no JSON: the text itself.
  }
  return words.length > MOST ? `${words.slice(0, MOST)}…` : words;
}

function wordsIn(body: Json): string {
  const errors = isObject(body) ? (body.errors ?? body.error ?? body) : body;
  const words = (Array.isArray(errors) ? errors : [errors]).map((error: Json) => {
    if (typeof error === "string") return error;
    const { detail, message } = isObject(error) ? error : {};
    return String(detail ?? message ?? JSON.stringify(error));
  });
  return words.join("; ");
}
