import type { JsonObject } from "../json";
import { Ids } from "./ids";
import { KnownMetrics } from "./intake/metrics";

export interface OrgSettings {
  /** The time, in milliseconds since 1970. @default the machine's clock */
  readonly clock?: () => number;
  /** Where new objects get their ids from. @default ids that are the same in every new org */
  readonly ids?: Ids;
}

/** Who created everything here. */
export const author = { name: "Sandbox", handle: "sandbox@example.com", email: "sandbox@example.com", id: 1 } as const;

/**
 * A Datadog organization that lives in memory: its objects by kind, as Datadog's API answers them. The functions in
 * `objects/` create, read, change and delete them; the HTTP API and the Terraform loader both go through those.
 */
export class Org {
  readonly id = 1;
  readonly ids: Ids;
  readonly monitors = new Map<number, JsonObject>();
  readonly dashboards = new Map<string, JsonObject>();
  readonly dashboardLists = new Map<number, JsonObject>();
  /** What was submitted: names, types, tags, the latest points. */
  readonly metrics = new KnownMetrics();
  readonly metricMetadata = new Map<string, JsonObject>();
  readonly tagConfigurations = new Map<string, JsonObject>();
  /** In the order in which logs go through them. */
  readonly logsPipelines = new Map<string, JsonObject>();
  readonly logsMetrics = new Map<string, JsonObject>();
  readonly spansMetrics = new Map<string, JsonObject>();
  /** In the order in which they are tried. */
  readonly retentionFilters = new Map<string, JsonObject>();
  readonly catalogEntities = new Map<string, JsonObject>();
  readonly roles = new Map<string, JsonObject>();
  /** By what they restrict: `monitor:10000001`. */
  readonly restrictionPolicies = new Map<string, JsonObject>();
  private readonly clock: () => number;

  constructor(settings: OrgSettings = {}) {
    this.clock = settings.clock ?? Date.now;
    this.ids = settings.ids ?? new Ids();
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
