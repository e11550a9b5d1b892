import type { JsonObject } from "../json";
import { EventStore } from "./events";
import { Ids } from "./ids";
import { Intake, KnownMetrics } from "./intake";
import { KeptMap } from "./kept-map";
import {
  catalogEntityRules,
  dashboardListRules,
  dashboardRules,
  downtimeRules,
  logPipelineRules,
  logsMetricRules,
  metricMetadataRules,
  monitorRules,
  notificationRuleRules,
  retentionFilterRules,
  sloCorrectionRules,
  sloRules,
  spansMetricRules,
  tagConfigurationRules,
  webhookRules,
  webhookVariableRules,
} from "./objects/rules";
import { ObjectStore } from "./objects/store";
import { SeriesStore } from "./series";

export interface OrgSettings {
  /** The time, in milliseconds since 1970. @default the machine's clock */
  readonly clock?: () => number;
  /** Where new objects get their ids from. @default ids that are the same in every new org */
  readonly ids?: Ids;
}

/** Who created everything here. */
export const author = { name: "Sandbox", handle: "sandbox@example.com", email: "sandbox@example.com", id: 1 } as const;

/**
 * A Datadog organization that lives in memory: its objects by kind, each with what was
 * declared, what Datadog added and its state. The functions in
 * `objects/` create, read, change and delete them; the HTTP API and the Terraform loader both go through those.
 */
export class Org {
  readonly id = 1;
  readonly ids: Ids;
  readonly monitors = new ObjectStore(monitorRules);
  readonly dashboards = new ObjectStore(dashboardRules);
  readonly dashboardLists = new ObjectStore(dashboardListRules);
  /** The points of metrics, which monitors and charts read. */
  readonly series = new SeriesStore();
  /** Logs, events, spans, and runs of service checks. */
  readonly events = new EventStore();
  /** What was submitted: names, types, units, tags. */
  readonly metrics = new KnownMetrics(this.series);
  /** What comes from outside goes through here. */
  readonly intake = new Intake(this);
  readonly metricMetadata = new ObjectStore(metricMetadataRules);
  readonly tagConfigurations = new ObjectStore(tagConfigurationRules);
  /** In the order in which logs go through them. */
  readonly logsPipelines = new ObjectStore(logPipelineRules);
  readonly logsMetrics = new ObjectStore(logsMetricRules);
  readonly spansMetrics = new ObjectStore(spansMetricRules);
  /** In the order in which they are tried. */
  readonly retentionFilters = new ObjectStore(retentionFilterRules);
  readonly catalogEntities = new ObjectStore(catalogEntityRules);
  readonly slos = new ObjectStore(sloRules);
  /** Times that SLOs do not count. */
  readonly sloCorrections = new ObjectStore(sloCorrectionRules);
  readonly downtimes = new ObjectStore(downtimeRules);
  readonly notificationRules = new ObjectStore(notificationRuleRules);
  /** By their name, like what they name as $NAME. */
  readonly webhooks = new ObjectStore(webhookRules);
  readonly webhookVariables = new ObjectStore(webhookVariableRules);
  readonly roles = new KeptMap<string, JsonObject>();
  /** Users beside the one that every org has, and that one where it was changed. */
  readonly users = new KeptMap<string, JsonObject>();
  readonly userInvitations = new KeptMap<string, JsonObject>();
  /** By what they restrict: `monitor:10000001`. */
  readonly restrictionPolicies = new KeptMap<string, JsonObject>();
  private readonly clock: () => number;

  constructor(settings: OrgSettings = {}) {
    this.clock = settings.clock ?? Date.now;
    this.ids = settings.ids ?? new Ids();
  }

  /** Everything in it that outlasts a restart, by property: its objects, and what it knows of metrics. */
  kept(): Record<string, KeptMap<string | number, unknown>> {
    const kept = Object.entries(this).flatMap(([property, value]: [string, unknown]) => {
      if (value instanceof KeptMap) return [[property, value] as const];
      const inner = (value as { kept?: unknown } | undefined)?.kept;
      return inner instanceof KeptMap ? [[property, inner] as const] : [];
    });
    return Object.fromEntries(kept);
  }

  /** The org's time, in milliseconds since 1970. */
  now(): number {
    return this.clock();
  }

  /** The org's time as v1 objects carry it: `2026-04-16T07:36:51.476000+00:00`. */
  timestamp(): string {
    return new Date(this.now()).toISOString().replace("Z", "000+00:00");
  }
}
