import { queriesOf, tagsUsed } from "../../datadog/definitions";
import { listOf, objectOf, stringsOf } from "../../datadog/json";
import { type DeclaredMetric, metricsIn } from "../../datadog/query";
import { catalog } from "../../metrics/catalog";
import { components } from "../../metrics/components";
import type { Content } from "../../stacks/content";
import { type ShippedQuery, shippedQueries } from "../../stacks/shipped-queries";
import { advice, type DatadogRequest, type Finding, passed, unknown } from "../preflight";
import { counted, joined } from "../words";

/** Seconds that are looked back. */
const HOUR = 3600;
/** Readers that are named; the others are counted. */
const NAMED = 3;

/**
 * What empty widgets come from: which metrics, tags, logs and spans that monitors and dashboards read arrived in the last
 * hour, what reads those that did not, and the likely cause. A metric of errors is absent while there are none, so nothing
 * here counts as wrong.
 * @param now UNIX seconds
 */
export async function arrivalFindings(ask: DatadogRequest, content: Content, now: number): Promise<Finding[]> {
  const queries = shippedQueries(content.monitors, content.dashboards, content.slos);
  const searches = searchesOf(content);
  const asked = Object.values(components).flatMap(({ source, service }) => [
    { kind: "logs", key: "source", value: source } as const,
    ...(UNTRACED.has(service) ? [] : [{ kind: "spans", key: "service", value: service } as const]),
  ]);
  const events = Promise.all(asked.map((one) => eventFinding(ask, one, searches, now)));
  return [...(await metricFindings(ask, queries, now)), ...(await events)];
}

/** Services whose spans are recorded by the clients that call them. */
const UNTRACED: ReadonlySet<string> = new Set([components.rabbitmq.service]);

// ---------------------------------------------------------------------------------------------------------- metrics

async function metricFindings(ask: DatadogRequest, queries: readonly ShippedQuery[], now: number): Promise<Finding[]> {
  // https://docs.datadoghq.com/api/latest/metrics/#get-active-metrics-list
  const answer = await ask(`/api/v1/metrics?from=${now - HOUR}`);
  if (answer.status !== 200) {
    return [unknown(`which metrics arrived in the last hour: /api/v1/metrics answered ${answer.status ?? answer.why}`)];
  }
  const arrived = new Set(stringsOf(objectOf(answer.body).metrics));
  const read = readersOf(queries);
  const missing = [...read.keys()].filter((name) => !arrived.has(name)).sort();
  const here = [...read.keys()].filter((name) => arrived.has(name)).sort();
  return [
    ...missingFindings(missing, read),
    ...(here.length > 0
      ? [passed(`${counted(here.length, "metric")} that monitors and dashboards read arrived in the last hour`)]
      : []),
    ...(await tagFindings(ask, here, queries)),
  ];
}

/** What reads each metric. */
function readersOf(queries: readonly ShippedQuery[]): ReadonlyMap<string, readonly string[]> {
  const readers = new Map<string, string[]>();
  for (const { where, node } of queries) {
    for (const { metric } of metricsIn(node)) readers.set(metric, [...(readers.get(metric) ?? []), where]);
  }
  return readers;
}

/** A finding for each likely cause. */
function missingFindings(missing: readonly string[], read: ReadonlyMap<string, readonly string[]>): Finding[] {
  const byCause = new Map<string, string[]>();
  for (const name of missing) {
    const cause = causeOf(
      catalog.find((metric) => metric.name === name),
      name,
    );
    byCause.set(cause, [...(byCause.get(cause) ?? []), name]);
  }
  return [...byCause].map(([cause, names]) =>
    advice(`no ${joined(names)} in the last hour: ${cause}. ${emptied(names.flatMap((name) => read.get(name)!))}`),
  );
}

/** `Empty without it: monitor "a", widget "b" of dashboard "c", and 4 more`. */
function emptied(readers: readonly string[]): string {
  const all = [...new Set(readers)];
  const more = all.length - NAMED;
  return `Without data: ${all.slice(0, NAMED).join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
}

function causeOf(metric: DeclaredMetric | undefined, name: string): string {
  const group = name.split(".")[0];
  switch (metric?.reported) {
    case undefined:
      return "the metric is not declared in metrics/: check its name";
    case "agent":
      return `the agent's check ${group} does not run or fails (agent status), or there was nothing to count`;
    case "trace":
      return "no span of that name arrived: the service is not started with ddtrace-run, or had no requests or errors";
    case "log":
      return "no log matched the generated metric: logs are not collected, or there was none";
    default:
      return "the pipeline's code did not report it: it did not run, or DogStatsD does not take other containers' metrics";
  }
}

/** The tags that queries read of metrics that arrived, and that these do not have. */
async function tagFindings(
  ask: DatadogRequest,
  names: readonly string[],
  queries: readonly ShippedQuery[],
): Promise<Finding[]> {
  const uses = queries.flatMap(({ where, node, variables }) =>
    tagsUsed(node, variables).map((use) => ({ ...use, where })),
  );
  const each = names.map(async (name) => {
    const own = uses.filter(({ metric }) => metric === name);
    if (own.length === 0) return [];
    // https://docs.datadoghq.com/api/latest/metrics/#list-tags-by-metric-name
    const answer = await ask(`/api/v2/metrics/${encodeURIComponent(name)}/all-tags`);
    if (answer.status !== 200)
      return [unknown(`which tags ${name} has: its all-tags answered ${answer.status ?? answer.why}`)];
    const tags = stringsOf(objectOf(objectOf(objectOf(answer.body).data).attributes).tags);
    const keys = new Set(tags.map((tag) => tag.split(":")[0]));
    const absent = [...new Set(own.map(({ key }) => key))].filter((key) => !keys.has(key));
    return absent.map((key) =>
      advice(
        `${name} arrives without the tag ${key}: whoever sends it does not add the tag, or a tag configuration leaves it out. ${emptied(own.filter((use) => use.key === key).map(({ where }) => where))}`,
      ),
    );
  });
  return (await Promise.all(each)).flat();
}

// --------------------------------------------------------------------------------------------------- logs and spans

interface Asked {
  readonly kind: "logs" | "spans";
  readonly key: "source" | "service";
  readonly value: string;
}

/** A search, and what carries it. */
type ShippedSearch = Pick<ShippedQuery, "where" | "text">;

/** The searches of logs, spans, and events of the monitors and widgets. */
function searchesOf({ monitors, dashboards }: Content): ShippedSearch[] {
  const watched = monitors
    .filter(({ definition }) => /^(log|trace-analytics) alert$/.test(definition.type))
    .map(({ definition }) => ({ where: `monitor "${definition.name}"`, text: definition.query }));
  const shown = dashboards.flatMap(({ definition }) =>
    queriesOf(definition).flatMap(({ language, text, widget }) =>
      language === "search"
        ? [{ where: `widget "${widget.title ?? widget.type}" of dashboard "${definition.title}"`, text }]
        : [],
    ),
  );
  return [...watched, ...shown];
}

/** Whether a search names a value of a facet, alone or among others: `source:(fastapi OR spark)`. */
const names = (text: string, { key, value }: Asked) => new RegExp(`\\b${key}:(\\([^)]*\\b)?"?${value}\\b`).test(text);

/** @see https://docs.datadoghq.com/api/latest/metrics/#query-scalar-data-across-multiple-products */
async function eventFinding(
  ask: DatadogRequest,
  asked: Asked,
  searches: readonly ShippedSearch[],
  now: number,
): Promise<Finding> {
  const { kind, key, value } = asked;
  const search = `${key}:${value}`;
  const query = {
    data_source: kind,
    name: "a",
    indexes: ["*"],
    compute: { aggregation: "count" },
    search: { query: search },
  };
  const attributes = { from: (now - HOUR) * 1000, to: now * 1000, queries: [query], formulas: [{ formula: "a" }] };
  const answer = await ask("/api/v2/query/scalar", { data: { type: "scalar_request", attributes } });
  if (answer.status !== 200) {
    return unknown(
      `whether ${kind} of ${search} arrived: /api/v2/query/scalar answered ${answer.status ?? answer.why}`,
    );
  }
  const [column] = listOf(objectOf(objectOf(objectOf(answer.body).data).attributes).columns).map(objectOf);
  if (Number(listOf(column?.values)[0] ?? 0) > 0) return passed(`${kind} of ${search} arrived in the last hour`);
  const readers = searches.filter(({ text }) => names(text, asked)).map(({ where }) => where);
  return advice(
    `no ${kind} of ${search} in the last hour: ${EVENT_CAUSES[kind]}.${readers.length > 0 ? ` ${emptied(readers)}` : ""}`,
  );
}

const EVENT_CAUSES = {
  logs: "the container's com.datadoghq.ad.logs label has another source, logs are not collected, or it wrote none",
  spans: "the service is not started with ddtrace-run, or did nothing",
} as const;
