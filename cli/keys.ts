import { missingKeys, placeholderKeys, type Variables } from "../ops/terraform/variables";
import { UsageError } from "./npm-command";

/** @throws UsageError naming the variables of Datadog's keys that are not set, or hold an example's placeholder */
export function refuseWithoutKeys(env: Variables): void {
  const missing = missingKeys(env);
  if (missing.length > 0) {
    throw new UsageError(
      `${missing.join(" and ")} must be set in the environment: see "Deploy to an account" in the README`,
    );
  }
  const [placeholder] = placeholderKeys(env);
  if (placeholder === undefined) return;
  const page = placeholder === "DD_API_KEY" ? "API Keys" : "Application Keys";
  throw new UsageError(
    `${placeholder} is the placeholder of an example: set it to a key from Organization Settings > ${page}`,
  );
}
