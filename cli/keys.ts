import { keyMistake, type Variables } from "../ops/terraform/variables";
import { UsageError } from "./npm-command";

/** @throws UsageError naming the variables of Datadog's keys that are not set, or hold an example's placeholder */
export function refuseWithoutKeys(env: Variables): void {
  const mistake = keyMistake(env);
  if (mistake !== undefined) throw new UsageError(mistake);
}
