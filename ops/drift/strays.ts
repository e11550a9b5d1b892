import { listOf, objectOf } from "../../datadog/json";
import type { DatadogRequest } from "../preflight";

/** An object in Datadog that has an environment's tags, and that no deployment made. */
export interface Stray {
  /** `monitor`, `SLO`. */
  readonly kind: string;
  readonly id: string;
  readonly name: string;
}

interface Listing {
  readonly kind: string;
  readonly path: (tags: readonly string[], page: number) => string;
  /** The objects of an answer. */
  readonly items: (body: unknown) => readonly unknown[];
}

/** Objects in one answer; the next page is asked for where an answer has as many. */
const PAGE = 100;

/** What can be asked for by tags; dashboards are listed without theirs. */
const LISTINGS: readonly Listing[] = [
  {
    kind: "monitor",
    path: (tags, page) => `/api/v1/monitor?${query({ monitor_tags: tags.join(","), page, page_size: PAGE })}`,
    items: listOf,
  },
  {
    kind: "SLO",
    path: ([first = ""], page) => `/api/v1/slo?${query({ tags_query: first, limit: PAGE, offset: page * PAGE })}`,
    items: (body) => listOf(objectOf(body).data),
  },
];

const query = (parameters: Readonly<Record<string, string | number>>) =>
  new URLSearchParams(
    Object.entries(parameters).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();

/** Pages that are asked for at most: no environment has as many objects with its tags. */
const MOST_PAGES = 50;

/** What was looked for, and what could not be. */
export interface Strays {
  readonly strays: readonly Stray[];
  /** Why a kind could not be listed. */
  readonly unknown: readonly string[];
}

/**
 * Objects that have all of an environment's tags, and whose ids no state has: made by hand, or left over.
 * @param tags `env:production` and the environment's own
 * @param ids of all that the stacks have
 */
export async function straysOf(
  tags: readonly string[],
  ids: ReadonlySet<string>,
  ask: DatadogRequest,
): Promise<Strays> {
  const found = await Promise.all(LISTINGS.map((listing) => listed(listing, tags, ask)));
  return {
    strays: found.flatMap(({ objects }) => objects.filter(({ id }) => !ids.has(id))),
    unknown: found.flatMap(({ unknown }) => unknown),
  };
}

async function listed({ kind, path, items }: Listing, tags: readonly string[], ask: DatadogRequest) {
  const objects: Stray[] = [];
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await ask(path(tags, page));
    if (answer.status !== 200) {
      const why = answer.status === undefined ? answer.why : String(answer.status);
      return { objects, unknown: [`which ${kind}s were created in Datadog: the answer was ${why}`] };
    }
    const all = items(answer.body);
    objects.push(...all.flatMap((item) => strayIn(kind, item, tags) ?? []));
    if (all.length < PAGE) break;
  }
  return { objects, unknown: [] };
}

function strayIn(kind: string, item: unknown, tags: readonly string[]): Stray | undefined {
  const { id, name, tags: own } = objectOf(item);
  if (!Array.isArray(own) || !tags.every((tag) => own.includes(tag))) return undefined;
  return { kind, id: String(id), name: String(name) };
}
