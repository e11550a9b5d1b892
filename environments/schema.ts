import { z } from "zod";
import { DEFAULT_VERSIONS, overlaps, readVersions, type VersionRange } from "../datadog/terraform";
import { agentSchema } from "./agent";
import { downtimesSchema, notificationRulesSchema } from "./alerting";
import { importsSchema } from "./imports";
import { slosSchema } from "./slos";
import { stateSchema } from "./state";
import { additionalTag } from "./tags";

/** A name that becomes part of a tag and of Terraform's stack names. */
const name = z.string().regex(/^[a-z][a-z0-9-]*$/, {
  error:
    "must be a name with lowercase letters, digits, and dashes that starts with a letter, such as acme or data-team",
});

/** `@slack-data`, `@pagerduty-data`, `@team@example.com`: a handle in a notification. */
const handle = z.string().superRefine((text, context) => {
  if (/^@\S+$/.test(text)) return;
  const fixed = `@${text.replace(/^@+/, "").replace(/\s+/g, "-")}`;
  context.addIssue({
    code: "custom",
    message: `is ${JSON.stringify(text)}: a handle starts with @ and has no spaces, such as "${fixed}"`,
  });
});

const handles = z.array(handle).readonly();
const url = z.url({ error: "must be a URL, such as https://wiki.example.com/runbooks/pipeline" });
const threshold = z.number();

/** 1 is the highest. */
const priority = z.int().min(1).max(5, { error: "must be from 1, the highest, to 5" });
/** Minutes between renotifications. */
const renotify = z.int().min(1, { error: "must be a number of minutes of at least 1" });
/** Seconds by which windows are shifted back. */
const evaluationDelay = z.int().min(0).max(86_400, { error: "must be a number of seconds of at most 86400, a day" });

const monitorSettings = {
  /** Alerts beyond this value, in the unit of the monitor's file. @default the monitor's own */
  critical: threshold.optional(),
  /** Warns beyond this value. @default no warning where `critical` is set, otherwise the monitor's own */
  warning: threshold.optional(),
  /** Recovers from an alert only at this value. @default as soon as `critical` is no longer crossed */
  recovery: threshold.optional(),
  /** Recovers from a warning only at this value; needs `warning`. @default as soon as `warning` is no longer crossed */
  warningRecovery: threshold.optional(),
  /** The page that this monitor's notifications link to. @default the environment's `runbook` */
  runbook: url.optional(),
  /** @default the environment's `priority`, otherwise the monitor's own */
  priority: priority.optional(),
  /** Minutes until it notifies again while it alerts. @default the environment's `renotify`, otherwise it does not */
  renotify: renotify.optional(),
  /** Seconds by which it waits for late data. @default the environment's `evaluationDelay` */
  evaluationDelay: evaluationDelay.optional(),
  /**
   * Whether only the environment's tags are added: its query, name, message, and settings stay as they are in monitors/. An
   * import sets it, so that a monitor that exists stays what it is. @default false
   */
  asWritten: z.boolean().optional(),
};

type Warnings = { readonly warning?: number | undefined; readonly warningRecovery?: number | undefined };

function refuseLostRecovery({ warning, warningRecovery }: Warnings, context: z.RefinementCtx): void {
  if (warningRecovery === undefined || warning !== undefined) return;
  const message = "has no warning to recover from: add warning, or remove warningRecovery";
  context.addIssue({ code: "custom", path: ["warningRecovery"], message });
}

/** An environment's settings for one monitor; a threshold that is not set defaults to the one in monitors/. */
const monitorSchema = z
  .strictObject({
    /** Whether the environment has this monitor. @default true */
    enabled: z.boolean().default(true),
    ...monitorSettings,
  })
  .superRefine(refuseLostRecovery);

/** The same for a monitor of a group. */
const groupedSchema = z
  .strictObject({
    /** Whether the environment has this monitor. @default true, as the file names its group */
    enabled: z.boolean().optional(),
    ...monitorSettings,
  })
  .superRefine(refuseLostRecovery);

/** A constraint that allows some version with which the stacks are known to work. */
const providerVersions = z.string().superRefine((constraint, context) => {
  const wrong = versionsMistake(constraint);
  if (wrong !== undefined) context.addIssue({ code: "custom", message: `is ${JSON.stringify(constraint)}: ${wrong}` });
});

function versionsMistake(constraint: string): string | undefined {
  const range = readVersions(constraint);
  if (range === undefined) return 'use a Terraform version constraint, such as "4.19.0" or ">= 4.0.0, < 5.0.0"';
  if (overlaps(range, readVersions(DEFAULT_VERSIONS) as VersionRange)) return undefined;
  return `the stacks require ${DEFAULT_VERSIONS}`;
}

/** A group: naming it in a file turns on all its monitors. */
const groupSchema = (names: readonly string[]) =>
  z
    .strictObject({
      /** Whether the environment has any monitor of the group. @default true */
      enabled: z.boolean().default(true),
      ...Object.fromEntries(names.map((name) => [name, groupedSchema.optional()])),
    })
    .optional();

/**
 * A section with the settings of each monitor.
 * @param names `slowStage`, and with their group `postgresql.connections`
 */
function monitorsSchema(names: readonly string[]) {
  const parts = names.map((name) => name.split("."));
  const own = parts.flatMap(([name, rest]) =>
    rest === undefined ? [[name!, monitorSchema.prefault({})] as const] : [],
  );
  const groups = [...new Set(parts.flatMap(([group, name]) => (name === undefined ? [] : [group!])))];
  const shape: z.ZodRawShape = {
    ...Object.fromEntries(own),
    ...Object.fromEntries(
      groups.map((group) => [group, groupSchema(parts.flatMap(([of, name]) => (of === group && name ? [name] : [])))]),
    ),
  };
  return z.strictObject(shape).prefault({}) as unknown as MonitorsSchema;
}

/** Settings by name; those of a group by the group's name, then by the monitor's. */
export type MonitorsSettings = Readonly<Record<string, MonitorSettings | GroupSettings | undefined>>;

type MonitorsSchema = z.ZodType<MonitorsSettings, MonitorsSettings | undefined>;

/** Which dashboards an environment has. */
export type DashboardsSettings = { readonly enabled: boolean } & {
  readonly [name: string]: { readonly enabled: boolean } | boolean | undefined;
};

function dashboardsSchema(names: readonly string[]) {
  /** Whether the environment has this dashboard. @default true */
  const one = z.strictObject({ enabled: z.boolean().default(true) }).optional();
  const shape = {
    ...Object.fromEntries(names.map((name) => [name, one])),
    /** Whether the environment has dashboards. @default true */
    enabled: z.boolean().default(true),
  };
  return z.strictObject(shape).prefault({}) as unknown as z.ZodType<DashboardsSettings, object | undefined>;
}

/** The keys of a file, in the order in which they are shown. */
const sections = {
  /** Your own name for the Datadog organization: environments with the same organization share its stacks. */
  organization: name,
  /** @see https://docs.datadoghq.com/getting_started/site/ @default "datadoghq.com" */
  site: z
    .enum([
      "datadoghq.com",
      "us3.datadoghq.com",
      "us5.datadoghq.com",
      "datadoghq.eu",
      "ap1.datadoghq.com",
      "ap2.datadoghq.com",
      "ddog-gov.com",
    ])
    .default("datadoghq.com"),
  /** Tags of every monitor and dashboard, in addition to `env:NAME`. @default none */
  tags: z.array(additionalTag).readonly().default([]),
  /** Text before the name of every monitor and the title of every dashboard. @default none */
  namePrefix: z.string().optional(),
  /** Whether every query is limited to this environment, with `env:NAME` in its scope. @default true */
  scope: z.boolean().default(true),
  /** The handles to notify, by state. @default none */
  notify: z
    .strictObject({
      alert: handles.optional(),
      warning: handles.optional(),
      no_data: handles.optional(),
      /** @default the same as `alert` */
      recovery: handles.optional(),
    })
    .default({}),
  /** Handles that a monitor's message may use, in addition to those in `notify`. @default none */
  handles: handles.default([]),
  /** The page that every notification links to. @default no link */
  runbook: url.optional(),
  /** For every monitor that does not set its own: 1 is the highest. @default each monitor's own */
  priority: priority.optional(),
  /** Minutes until a monitor notifies again while it alerts. @default no renotifications */
  renotify: renotify.optional(),
  /** Seconds by which metric and log monitors wait for late data. @default 0 */
  evaluationDelay: evaluationDelay.optional(),
  /** For each monitor in monitors/: its thresholds, or `enabled: false`; for a group of them, those of each. @default the monitor's own */
  monitors: monitorsSchema([]),
  /** For each SLO in slos/: its target, window and alerts, or `enabled: false`. @default the SLO's own */
  slos: slosSchema([]),
  /** Times in which the notifications of this environment's monitors are muted, by name. @default none */
  downtimes: downtimesSchema,
  /** Who is notified besides the handles in messages, by name. @default nobody */
  notificationRules: notificationRulesSchema(handles),
  /**
   * Monitors, dashboards, log pipelines, and generated metrics that exist in Datadog already, each by its name and its id there: Terraform takes them over
   * instead of creating others. Once they are deployed, the lines can be deleted. @default none
   */
  imports: importsSchema,
  /** Whether the environment has dashboards, and for each in dashboards/, whether it has that one. @default it has all */
  dashboards: dashboardsSchema([]),
  /** The agent's container. */
  agent: agentSchema,
  /**
   * Metric metadata and tag configurations of the organization. Datadog accepts them only after the metric has been submitted.
   * @default not declared by this environment
   */
  metrics: z
    .strictObject({
      /** @default true */
      enabled: z.boolean().default(true),
      /** Unbounded tags (`pipeline_id`) that stay queryable anyway; each of their values adds cost. @default none */
      unboundedTags: z.array(z.string()).readonly().default([]),
    })
    .optional(),
  /** Log pipelines and logs-based metrics of the organization. @default not declared by this environment */
  logs: z
    .strictObject({
      /** @default true */
      enabled: z.boolean().default(true),
      /**
       * Whether to also manage the order of all log pipelines in the organization, so that these come before those that
       * Datadog installs for the same sources, which rewrite the message. @default false
       */
      pipelineOrder: z.boolean().default(false),
    })
    .optional(),
  /** Spans metrics, retention filters and catalog entries of the organization. @default not declared here */
  traces: z
    .strictObject({
      /** @default true */
      enabled: z.boolean().default(true),
      /**
       * Whether Datadog generates metrics from spans, by stage, for which the dashboards have charts. They are custom metrics:
       * with percentiles, about ten for each of five kinds of span and combination of service, stage and status.
       * @default false
       */
      spansMetrics: z.boolean().default(false),
    })
    .optional(),
  /** Versions of Terraform providers. */
  terraform: z
    .strictObject({
      /**
       * The allowed versions of the Datadog provider, as a Terraform version constraint: `4.19.0` pins one.
       * @default ">= 3.82.0, < 5.0.0"
       */
      datadog: providerVersions.default(DEFAULT_VERSIONS),
    })
    .prefault({}),
  /** Whether changes need `--yes` on the command line. @default false */
  protected: z.boolean().default(false),
  /** Where Terraform keeps its state: exactly one of the three. */
  state: stateSchema,
};

/**
 * One YAML file in this folder: what differs between environments, and nothing else. The file's name is the
 * environment's; it becomes the tag `env:NAME` and the stacks `NAME-monitors`, `NAME-dashboards`, `NAME-agent`.
 * @param monitors the names of all monitors
 * @param slos the names of all SLOs
 * @param dashboards the names of all dashboards
 */
export const environmentSchema = (
  monitors: readonly string[],
  slos: readonly string[] = [],
  dashboards: readonly string[] = [],
) =>
  z.strictObject({
    ...sections,
    monitors: monitorsSchema(monitors),
    slos: slosSchema(slos),
    dashboards: dashboardsSchema(dashboards),
  });

/** The contents of an environment's file with defaults filled in, and the environment's name. */
export type Environment = z.output<ReturnType<typeof environmentSchema>> & { readonly name: string };

/** An environment's settings for one monitor. */
export type MonitorSettings = z.output<typeof groupedSchema>;

/** An environment's settings for a group of monitors: those of each by its name, and whether there is any. */
export type GroupSettings = { readonly enabled: boolean } & {
  readonly [name: string]: MonitorSettings | boolean | undefined;
};
