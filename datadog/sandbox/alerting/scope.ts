import { parseSearch } from "../../query";
import { matcher } from "../events";
import { AlertingError } from "./error";

/**
 * The scope of a downtime or of a notification rule, a search over tags, as a test of tags such as `env:prod`.
 * @param of whose scope it is, for the error: `a downtime`
 * @param search what is matched, if it differs from what was written
 * @throws AlertingError where it cannot be parsed
 */
export function scopeMatcher(scope: string, of: string, search = scope): (tags: readonly string[]) => boolean {
  const result = parseSearch(search);
  if (!result.ok) throw new AlertingError(`The scope of ${of} cannot be parsed: ${JSON.stringify(scope)}.`);
  const matches = matcher(result.node);
  return (tags) => matches({ kind: "events", time: 0, tags });
}
