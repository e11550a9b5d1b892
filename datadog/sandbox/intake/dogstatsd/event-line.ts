import type { StoredEvent } from "../../events";
import { BadLine, isOrigin, tagsIn } from "./fields";

/**
 * `_e{title length,text length}:title|text[|d:time][|h:host][|k:key][|p:priority][|s:source][|t:alert type][|#tags]…`.
 * The lengths are what clients take for them: bytes of UTF-8 (Python, Go) or units of UTF-16 (Node). Those count that
 * leave a `|` after the title, and one or nothing after the text.
 *
 * @param line the bytes of the line
 * @param now UNIX seconds, for an event without a time
 * @throws BadLine
 */
export function eventIn(line: Buffer, now: number): StoredEvent {
  const header = HEADER.exec(line.toString("latin1", 0, 40));
  if (header === null) throw new BadLine("an event starts with _e{title length,text length}:");
  const [start, titleLength = 0, textLength = 0] = header.map((part, index) =>
    index === 0 ? part.length : Number(part),
  );
  if (titleLength === 0) throw new BadLine("an event needs a title");
  const body = line.subarray(start);
  const parts =
    partsByBytes(body, titleLength, textLength) ?? partsByUnits(body.toString("utf8"), titleLength, textLength);
  if (parts === undefined) {
    throw new BadLine(`the lengths ${titleLength} and ${textLength} do not match the title and the text`);
  }
  const { title, text, rest } = parts;
  return { kind: "events", time: now, title: unescaped(title), message: unescaped(text), ...metadataIn(rest) };
}

const HEADER = /^_e\{(\d{1,7}),(\d{1,7})\}:/;

interface Parts {
  readonly title: string;
  readonly text: string;
  /** What follows the text, from its `|` on. */
  readonly rest: string;
}

function partsByBytes(body: Buffer, titleLength: number, textLength: number): Parts | undefined {
  const end = titleLength + 1 + textLength;
  if (body.length < end || body[titleLength] !== BAR || (body.length > end && body[end] !== BAR)) return undefined;
  return {
    title: body.toString("utf8", 0, titleLength),
    text: body.toString("utf8", titleLength + 1, end),
    rest: body.toString("utf8", end),
  };
}

function partsByUnits(body: string, titleLength: number, textLength: number): Parts | undefined {
  const end = titleLength + 1 + textLength;
  if (body.length < end || body[titleLength] !== "|" || (body.length > end && body[end] !== "|")) return undefined;
  return { title: body.slice(0, titleLength), text: body.slice(titleLength + 1, end), rest: body.slice(end) };
}

const BAR = 0x7c;

const unescaped = (text: string) => text.replaceAll("\\n", "\n");

const ALERT_TYPES: readonly string[] = ["error", "warning", "info", "success"];

/** As the agent does it, a field that cannot be read is left out, and the event counts. */
function metadataIn(rest: string): Partial<StoredEvent> {
  const fields = rest
    .trimEnd()
    .split("|")
    .filter((field) => !isOrigin(field));
  const value = (prefix: string) => fields.find((field) => field.startsWith(prefix))?.slice(prefix.length);
  const time = value("d:") ?? "";
  const alertType = value("t:") ?? "";
  const key = value("k:");
  const host = value("h:");
  const source = value("s:");
  const priority = value("p:") === "low" ? "low" : "normal";
  return {
    ...(/^\d{1,11}$/.test(time) && Number(time) > 0 ? { time: Number(time) } : {}),
    ...(host ? { host } : {}),
    ...(source ? { source } : {}),
    status: ALERT_TYPES.includes(alertType) ? alertType : "info",
    tags: tagsIn(value("#") ?? ""),
    attributes: { priority, ...(key ? { aggregation_key: key } : {}) },
  };
}
