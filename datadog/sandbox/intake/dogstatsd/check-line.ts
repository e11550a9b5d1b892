import { CHECK_STATUSES, type CheckRun } from "../../events";
import { BadLine, isOrigin, tagsIn } from "./fields";

/**
 * `_sc|name|status[|d:time][|h:host][|#tags][|m:message]…`. The message is the last of these fields and may contain `|`;
 * the container id and its kin stand before it (Node) or behind it (Python, Go).
 *
 * @param now UNIX seconds, for a run without a time
 * @throws BadLine
 */
export function checkRunIn(line: string, now: number): CheckRun {
  const [, check = "", code = "", ...fields] = line.trimEnd().split("|");
  if (check === "") throw new BadLine("a service check needs a name");
  const status = /^[0-3]$/.test(code) ? CHECK_STATUSES[Number(code)] : undefined;
  if (status === undefined) throw new BadLine(`"${code}" is not the status of a service check: 0, 1, 2, or 3`);
  const start = fields.findIndex((field) => field.startsWith("m:"));
  const before = start < 0 ? fields : fields.slice(0, start);
  const value = (prefix: string) => before.find((field) => field.startsWith(prefix))?.slice(prefix.length);
  const time = value("d:") ?? "";
  const host = value("h:");
  const message = start < 0 ? undefined : messageIn(fields.slice(start));
  return {
    check,
    status,
    time: /^\d{1,11}$/.test(time) && Number(time) > 0 ? Number(time) : now,
    tags: [...tagsIn(value("#") ?? ""), ...(host ? [`host:${host}`] : [])],
    ...(message ? { message } : {}),
  };
}

/** The fields of the message without those of the origin behind it; `\n` and `m\:` are how clients escape. */
function messageIn(fields: readonly string[]): string {
  let end = fields.length;
  while (end > 1 && isOrigin(fields[end - 1]!)) end--;
  return fields.slice(0, end).join("|").slice("m:".length).replaceAll("\\n", "\n").replaceAll("m\\:", "m:");
}
