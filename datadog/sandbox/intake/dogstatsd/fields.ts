/**
 * What metrics, events, and service checks have in common: fields between `|`, tags, and the origin that clients add, which
 * only an agent beside the containers could resolve.
 *
 * @see https://docs.datadoghq.com/developers/dogstatsd/datagram_shell/
 */

/** A line that cannot be read, and why. */
export class BadLine extends Error {
  override readonly name = "BadLine";
}

/** Container id, external data, and cardinality of protocols 1.2 to 1.6. */
const ORIGIN = /^(?:c|e|card):/;

/** Whether a field tells where the sender runs. */
export const isOrigin = (field: string): boolean => ORIGIN.test(field);

/** Tags that clients put in for the agent alone. */
const INTERNAL = /^dd\.internal\.(?:entity_id|card|jmx_check_name):/;

/** `env:prod,stage:canary` as tags; none that is empty or only for the agent. */
export function tagsIn(list: string): string[] {
  return list.split(",").filter((tag) => tag !== "" && !INTERNAL.test(tag));
}

/** A whole number of seconds since 1970. */
export function timestampIn(text: string): number {
  const time = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (time < 1) throw new BadLine(`"${text}" is not a UNIX timestamp in seconds`);
  return time;
}

/** A number as clients write it: `1`, `-4`, `+5`, `1e+21`, `.5`. NaN for anything else, `nan` and `inf` among it. */
export function numberIn(text: string): number {
  return NUMBER.test(text) ? Number(text) : Number.NaN;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
