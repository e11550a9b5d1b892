import type { Json } from "../../json";
import { type FoundMonitor, searchMonitors } from "../objects/monitor-search";
import type { Org } from "../org";
import { badRequest } from "../refusal";
import { answer, numberQuery, type Routes } from "./routes";

/** @see https://docs.datadoghq.com/api/latest/monitors/#monitors-search */
export function monitorSearchRoutes(org: Org): Routes {
  return {
    "/api/v1/monitor/search": {
      get: (context) => {
        const found = sorted(searchMonitors(org, context.req.query("query")), context.req.query("sort"));
        const page = numberQuery(context, "page") ?? 0;
        const size = numberQuery(context, "per_page") || 30;
        return answer(context, {
          counts: countsOf(found),
          monitors: found.slice(page * size, (page + 1) * size).map((one) => shown(org, one)),
          metadata: metadataOf(found.length, page, size),
        });
      },
    },
  };
}

const metadataOf = (total: number, page: number, size: number) => ({
  total_count: total,
  page_count: Math.ceil(total / size),
  page,
  per_page: size,
});

/** What monitors can be sorted by. */
const SORTS: Readonly<Record<string, (found: FoundMonitor) => string>> = {
  name: ({ name }) => name,
  status: ({ status }) => status,
  tags: ({ tags }) => tags.join(","),
};

/** @param sort `name,asc` @default the order in which they were created */
function sorted(found: readonly FoundMonitor[], sort: string | undefined): readonly FoundMonitor[] {
  if (sort === undefined || sort === "") return found;
  const [field = "", direction = "asc"] = sort.split(",").map((part) => part.trim());
  const key = Object.hasOwn(SORTS, field) ? SORTS[field] : undefined;
  if (key === undefined || (direction !== "asc" && direction !== "desc")) {
    throw badRequest("The value provided for parameter 'sort' is invalid: use name, status, or tags with asc or desc");
  }
  const sign = direction === "asc" ? 1 : -1;
  return found
    .map((one) => ({ one, by: key(one).toLowerCase() }))
    .sort((a, b) => (a.by === b.by ? 0 : a.by < b.by ? -sign : sign))
    .map(({ one }) => one);
}

/** How many of the monitors have each value, the most frequent first. */
function countsOf(found: readonly FoundMonitor[]) {
  const count = <Name extends string | boolean>(valuesOf: (one: FoundMonitor) => readonly Name[]) => {
    const counts = new Map<Name, number>();
    for (const value of found.flatMap(valuesOf)) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].map(([name, times]) => ({ name, count: times })).sort((a, b) => b.count - a.count);
  };
  return {
    status: count(({ status }) => [status]),
    muted: count(({ muted }) => [muted]),
    tag: count(({ tags }) => tags),
    type: count(({ classification }) => [classification]),
  };
}

function shown(org: Org, found: FoundMonitor): Json {
  const { monitor, classification, status, handles } = found;
  return {
    id: found.id,
    org_id: org.id,
    name: found.name,
    type: monitor.type ?? null,
    classification,
    query: monitor.query ?? null,
    status,
    last_triggered_ts: null,
    metrics: [...found.metrics],
    scopes: [...found.scopes],
    tags: [...found.tags],
    creator: monitor.creator ?? null,
    notifications: handles.map((handle) => ({ handle, name: handle })),
    quality_issues: [],
  };
}
