import { withEnvironmentDashboard } from "../constructs/defaults-dashboard";
import { dashboards } from "../dashboards";
import {
  type CatalogEntityDefinition,
  checkLogPipelines,
  type DashboardDefinition,
  type DowntimeDefinition,
  danglingReferences,
  type LogPipelineDefinition,
  type LogsMetricDefinition,
  type MetricMetadataDefinition,
  type MonitorDefinition,
  type NotificationRuleDefinition,
  type RetentionFilterDefinition,
  type SpansMetricDefinition,
  type TagConfigurationDefinition,
} from "../datadog/definitions";
import { asserted } from "../datadog/findings";
import { atSetting } from "../environments/place";
import type { Environment } from "../environments/schema";
import { logPipelines, logsMetrics } from "../logs";
import { pipelineMetrics } from "../metrics/catalog";
import { monitors } from "../monitors";
import { slos } from "../slos";
import { catalogEntries, retentionFilters, spansMetrics } from "../traces";
import { downtimesIn, notificationRulesIn, refuseSharedNames, type SloContent, slosIn } from "./alerting-content";
import { refuseUnknownImports } from "./imports";
import { type Listed, listed, makeOf, type Row, refuseSameTitle } from "./listed";
import { metadataOf, tagConfigurationOf } from "./metric-definitions";
import { monitorsIn } from "./monitors-content";
import { refuseTagsLeftOut, shippedQueries } from "./shipped-queries";

/** Everything that an environment ships: its own objects and, where its file carries them, its organization's. */
export interface Content extends SloContent {
  readonly monitors: readonly Listed<MonitorDefinition>[];
  readonly downtimes: readonly Listed<DowntimeDefinition>[];
  readonly notificationRules: readonly Listed<NotificationRuleDefinition>[];
  readonly dashboards: readonly Listed<DashboardDefinition>[];
  readonly logPipelines: readonly Listed<LogPipelineDefinition>[];
  readonly logsMetrics: readonly Listed<LogsMetricDefinition>[];
  readonly spansMetrics: readonly Listed<SpansMetricDefinition>[];
  readonly retentionFilters: readonly Listed<RetentionFilterDefinition>[];
  readonly catalogEntries: readonly Listed<CatalogEntityDefinition>[];
  readonly metricMetadata: readonly Listed<MetricMetadataDefinition>[];
  readonly tagConfigurations: readonly Listed<TagConfigurationDefinition>[];
}

const MADE = new WeakMap<Environment, Content>();

/**
 * What an environment ships, as values: made when it is first asked for, and the same objects from then on. What a
 * section of the environment's file switches off is an empty list.
 * @throws SourceError at a setting that cannot be used; DefinitionError for content that breaks a rule
 */
export function contentOf(environment: Environment): Content {
  const before = MADE.get(environment);
  if (before) return before;
  const content = made(environment);
  MADE.set(environment, content);
  return content;
}

function made(environment: Environment): Content {
  refuseSameMetric();
  refuseUnknownImports(environment, {
    monitor: { what: "monitor", file: "monitors/index.ts", rows: monitors },
    dashboard: { what: "dashboard", file: "dashboards/index.ts", rows: dashboards },
    logPipeline: { what: "log pipeline", file: "logs/index.ts", rows: logPipelines },
    metric: {
      what: "generated metric",
      file: "logs/index.ts or traces/index.ts",
      rows: [...logsMetrics, ...spansMetrics],
    },
  });
  const own = monitorsIn(environment, monitors);
  const objectives = slosIn(environment, slos);
  const downtimes = downtimesIn(environment);
  const notificationRules = notificationRulesIn(environment);
  refuseSharedNames(environment, { monitors: own, slos: objectives.slos, downtimes, notificationRules });
  const shown = environment.dashboards.enabled ? dashboardsIn(environment, own, objectives.slos) : [];
  return {
    monitors: own,
    ...objectives,
    downtimes,
    notificationRules,
    dashboards: shown,
    ...logsIn(environment),
    ...tracesIn(environment),
    ...metricsIn(environment, shippedQueries(own, shown, objectives.slos)),
  };
}

function dashboardsIn(
  environment: Environment,
  made: Content["monitors"],
  objectives: Content["slos"],
): Content["dashboards"] {
  const monitors = Object.fromEntries(made.map(({ name, definition }) => [name, definition]));
  const slosByName = Object.fromEntries(objectives.map(({ name, definition }) => [name, definition]));
  const below: Record<string, DashboardDefinition> = {};
  const all = listed("dashboards/index.ts", dashboards)
    .filter(({ name }) => isOn(environment, name))
    .reverse()
    .map(({ definition: make, ...line }) => {
      const spansMetrics = environment.traces?.enabled === true && environment.traces.spansMetrics;
      const shared = { monitors, slos: slosByName, monitorTags: environment.tags, spansMetrics };
      const own = makeOf("dashboards/index.ts", line.name, () => make({ ...shared, dashboards: { ...below } }));
      const definition = withEnvironmentDashboard(own, environment);
      below[line.name] = definition;
      return { ...line, definition };
    })
    .reverse();
  refuseSameTitle("dashboards", all, ({ title }) => title);
  return all;
}

/** Whether an environment has a dashboard. */
function isOn({ dashboards: settings }: Environment, name: string): boolean {
  const own = Object.hasOwn(settings, name) ? settings[name] : undefined;
  return typeof own !== "object" || own.enabled;
}

function logsIn(environment: Environment): Pick<Content, "logPipelines" | "logsMetrics"> {
  if (!environment.logs?.enabled) return { logPipelines: [], logsMetrics: [] };
  const pipelines = makeAll("logs/index.ts", logPipelines);
  const definitions = Object.fromEntries(pipelines.map(({ id, definition }) => [id, definition]));
  asserted("log pipelines", definitions, checkLogPipelines(Object.values(definitions)));
  return { logPipelines: pipelines, logsMetrics: makeAll("logs/index.ts", logsMetrics) };
}

function tracesIn(environment: Environment): Pick<Content, "spansMetrics" | "retentionFilters" | "catalogEntries"> {
  if (!environment.traces?.enabled) return { spansMetrics: [], retentionFilters: [], catalogEntries: [] };
  const entries = catalogEntries({ owner: ownerOf(environment), runbook: environment.runbook });
  asserted("catalog entries", entries, danglingReferences(Object.values(entries)));
  return {
    spansMetrics: environment.traces.spansMetrics ? makeAll("traces/index.ts", spansMetrics) : [],
    retentionFilters: makeAll("traces/index.ts", retentionFilters),
    catalogEntries: Object.entries(entries).map(([name, definition]) => ({ name, id: name, definition })),
  };
}

/** The environment's `team` tag names who owns the components. */
function ownerOf({ tags }: Environment): string | undefined {
  return tags.find((tag) => tag.startsWith("team:"))?.slice("team:".length);
}

function metricsIn(
  environment: Environment,
  queries: ReturnType<typeof shippedQueries>,
): Pick<Content, "metricMetadata" | "tagConfigurations"> {
  if (!environment.metrics?.enabled) return { metricMetadata: [], tagConfigurations: [] };
  const { unboundedTags: unbounded } = environment.metrics;
  atSetting(environment, ["metrics", "unboundedTags"], () => refuseUnknown(unbounded));
  const configurations = pipelineMetrics.map((metric) => tagConfigurationOf(metric, unbounded));
  refuseTagsLeftOut(queries, configurations, pipelineMetrics);
  return {
    metricMetadata: pipelineMetrics.map((metric) => metricObject(metric.name, metadataOf(metric))),
    tagConfigurations: configurations.map((definition) => metricObject(definition.id, definition)),
  };
}

/** Two metrics of a name would be two objects of one id, and a query could mean either. */
function refuseSameMetric(): void {
  const names = pipelineMetrics.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new Error(`metrics/pipeline.ts: two metrics are named "${twice}": rename or delete one of them`);
}

/** A Terraform name has no dots. */
function metricObject<T>(metric: string, definition: T): Listed<T> {
  return { name: metric, id: metric.replace(/\./g, "-"), definition };
}

function refuseUnknown(unbounded: readonly string[]): void {
  const known = [...new Set(pipelineMetrics.flatMap((metric) => metric.unbounded))];
  const unknown = unbounded.find((tag) => !known.includes(tag));
  if (unknown === undefined) return;
  throw new Error(
    `"${unknown}" is not an unbounded tag of the pipeline's metrics; the unbounded tags are ${known.join(", ")}`,
  );
}

function makeAll<T extends object>(file: string, rows: readonly Row<() => T>[]): Listed<T>[] {
  return listed(file, rows).map(({ definition: make, ...line }) => ({
    ...line,
    definition: makeOf(file, line.name, make),
  }));
}
