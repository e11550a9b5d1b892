import type { Context } from "hono";
import { isObject, type Json, type JsonObject, listOf } from "../../../json";
import type { Org } from "../../org";
import { jsonIn, readText } from "../body";
import { answer, type Routes } from "../routes";
import { received } from "./received";

/** What a client may say of all logs of a request, as query parameters. */
const COMMON = ["ddsource", "ddtags", "hostname", "service"] as const;

/**
 * Where clients and agents send logs: JSON, one or a list, or lines of text.
 * @see https://docs.datadoghq.com/api/latest/logs/#send-logs
 */
export function logIntakeRoutes(org: Org): Routes {
  const takes = (status: number) => ({
    post: received(org, async (context) => {
      for (const entry of entriesIn(context, await readText(context))) org.intake.log(entry);
      return answer(context, {}, status);
    }),
  });
  return { "/api/v2/logs": takes(202), "/v1/input": takes(200) };
}

function entriesIn(context: Context, text: string): JsonObject[] {
  const common = Object.fromEntries(COMMON.flatMap((key) => definedEntry(key, context.req.query(key))));
  const isText = (context.req.header("Content-Type") ?? "").startsWith("text/");
  if (isText || !/^\s*[[{]/.test(text)) {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    return lines.map((message) => ({ ...common, message }));
  }
  const body = jsonIn(text);
  return (Array.isArray(body) ? listOf(body) : [body]).map((entry) => ({ ...common, ...entryOf(entry) }));
}

const definedEntry = (key: string, value: string | undefined) => (value === undefined ? [] : [[key, value] as const]);

const entryOf = (entry: Json): JsonObject => (isObject(entry) ? entry : { message: entry });
