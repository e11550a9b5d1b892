import { listOf, objectOf, stringOf } from "../../datadog/json";
import type { PlannedObject } from "../plan/read";
import type { DatadogRequest } from "../preflight";

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
export async function authorsOf(drifted: readonly PlannedObject[], ask: DatadogRequest): Promise<Authors> {
  const by = new Map<string, string>();
  for (const { id, address } of drifted) {
    if (id === undefined) continue;
    const search = new URLSearchParams({
      "filter[query]": `@asset.id:"${id}"`,
      "filter[from]": "now-90d",
      sort: "-timestamp",
      "page[limit]": "1",
    });
    const answer = await ask(`/api/v2/audit/events?${search}`);
    if (answer.status !== 200) {
      const why = answer.status === undefined ? answer.why : String(answer.status);
      return { by, unknown: `who made the changes: Audit Trail answered ${why}` };
    }
    const email = emailIn(answer.body);
    if (email !== undefined) by.set(address, email);
  }
  return { by };
}

function emailIn(body: unknown): string | undefined {
  const [event] = listOf(objectOf(body).data);
  const { attributes } = objectOf(objectOf(event).attributes);
  return stringOf(objectOf(objectOf(attributes).usr).email);
}
