import { UsageError } from "./npm-command";

/** @throws UsageError naming the variables of Datadog's keys that are not set */
export function refuseWithoutKeys(env: Readonly<Record<string, string | undefined>>): void {
  const missing = (["API_KEY", "APP_KEY"] as const).filter((key) => !env[`DD_${key}`] && !env[`DATADOG_${key}`]);
  if (missing.length === 0) return;
  throw new UsageError(
    `${missing.map((key) => `DD_${key}`).join(" and ")} must be set in the environment: see "Deploy to an account" in the README`,
  );
}
