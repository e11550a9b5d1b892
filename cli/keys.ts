import { missingKeys, type Variables } from "../ops/terraform/variables";
import { UsageError } from "./npm-command";

/** @throws UsageError naming the variables of Datadog's keys that are not set */
export function refuseWithoutKeys(env: Variables): void {
  const missing = missingKeys(env);
  if (missing.length === 0) return;
  throw new UsageError(
    `${missing.join(" and ")} must be set in the environment: see "Deploy to an account" in the README`,
  );
}
