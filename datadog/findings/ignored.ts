import { type Finding, finding } from "./finding";
import { nearest } from "./nearest";
import { CHECKS } from "./registry";

/** A check that is to be ignored, and why; where it is written, and for what, its owner says. */
export interface Ignored {
  readonly check: string;
  readonly reason: string;
}

/**
 * What is wrong with an ignore, once everything was checked that it is for: there is no such check, it found nothing, or
 * the reason is missing.
 * @param where it is to hold: `here`, `in "Pipeline failures"`
 * @param reasonPlace where a reason is written: `after a colon`
 */
export function ignoreFindings(
  { check, reason }: Ignored,
  isUsed: boolean,
  reasonPlace: string,
  where = "here",
): readonly Finding[] {
  if (!Object.hasOwn(CHECKS, check)) {
    const message = `There is no check "${check}", so this ignore has no effect: remove it.`;
    return [finding("unused-ignore", message, { suggestion: nearest(check, Object.keys(CHECKS)) })];
  }
  if (!isUsed)
    return [finding("unused-ignore", `This ignore has no effect: ${check} reports nothing ${where}. Remove it.`)];
  if (reason.trim() === "")
    return [finding("ignore-without-reason", `Add the reason why ${check} is ignored, ${reasonPlace}.`)];
  return [];
}
