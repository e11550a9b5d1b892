import { isObject } from "../../datadog/json";
import type { DatadogRequest } from "../preflight";
import type { Drifted } from "./read";

/** Who changed objects last, by their addresses, as far as Audit Trail says. */
export interface Authors {
  readonly by: ReadonlyMap<string, string>;
  /** Why nobody is named. @default somebody may be */
  readonly unknown?: string;
}

/**
 * Asks Audit Trail who changed an object last. Most organizations do not have it; then the first answer says so.
 * @see https://docs.datadoghq.com/api/latest/audit/#get-a-list-of-audit-logs-events
 */
export async function authorsOf(drifted: readonly Drifted[], ask: DatadogRequest): Promise<Authors> {
  const by = new Map<string, string>();
  for (const { object } of drifted) {
    if (object.id === undefined) continue;
    const search = new URLSearchParams({
      "filter[query]": `@asset.id:"${object.id}"`,
      "filter[from]": "now-90d",
      sort: "-timestamp",
      "page[limit]": "1",
    });
    const answer = await ask(`/api/v2/audit/events?${search}`);
    if (answer.status !== 200) {
      const why = answer.status === undefined ? answer.why : String(answer.status);
      return { by, unknown: `by whom: Audit Trail answered ${why}` };
    }
    const email = emailIn(answer.body);
    if (email !== undefined) by.set(object.address, email);
  }
  return { by };
}

function emailIn(body: unknown): string | undefined {
  const at = (value: unknown, key: string) =>
    isObject(value) ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
  const events = at(body, "data");
  const attributes = at(Array.isArray(events) ? events[0] : undefined, "attributes");
  const email = at(at(at(attributes, "attributes"), "usr"), "email");
  return typeof email === "string" ? email : undefined;
}
