import { z } from "zod";
import {
  type EvaluationWindow,
  MONITOR_TYPES,
  type MonitorDefinition,
  type MonitorOptions,
  type MonitorThresholds,
  NOTIFICATION_PRESETS,
  ON_MISSING_DATA,
  RENOTIFY_STATUSES,
  type SchedulingOptions,
  type ThresholdWindows,
} from "./monitor";

/** A field for each key of the interface, so that none is forgotten. */
type Shape<T> = { readonly [K in keyof Required<T>]: z.ZodType };

/** How an object is read: strictly where a person writes it, with room for more where an API sends it. */
type ObjectOf = <T extends z.ZodRawShape>(shape: T) => z.ZodObject<T>;

const strictly: ObjectOf = (shape) => z.strictObject(shape) as unknown as z.ZodObject<typeof shape>;
const loosely: ObjectOf = (shape) => z.looseObject(shape) as unknown as z.ZodObject<typeof shape>;

const text = z.string();
const flag = z.boolean().nullish();

/** Exports hold thresholds in quotes as well, which the API takes. */
const level = z
  .preprocess((value) => (typeof value === "string" && isNumeric(value) ? Number(value) : value), z.number())
  .nullish();

const isNumeric = (text: string) => text.trim() !== "" && Number.isFinite(Number(text));
const words = z.array(z.string()).nullish();

/** Real exports hold a few whole numbers in quotes, which the API takes. */
const whole = z
  .preprocess((value) => (typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value), z.int())
  .nullish();

function thresholds(object: ObjectOf) {
  return object({
    critical: level,
    warning: level,
    critical_recovery: level,
    warning_recovery: level,
    ok: level,
    unknown: level,
  } satisfies Shape<MonitorThresholds>);
}

function scheduling(object: ObjectOf) {
  const window = {
    hour_starts: whole,
    day_starts: text.nullish(),
    month_starts: whole,
    timezone: text.nullish(),
  } satisfies Shape<EvaluationWindow>;
  const recurrence = object({ rrule: text, start: text.nullish(), timezone: text });
  return object({
    evaluation_window: object(window).nullish(),
    custom_schedule: object({ recurrences: z.array(recurrence) }).nullish(),
  } satisfies Shape<SchedulingOptions>);
}

function options(object: ObjectOf) {
  const windows = { trigger_window: text.nullish(), recovery_window: text.nullish() } satisfies Shape<ThresholdWindows>;
  return object({
    thresholds: thresholds(object).nullish(),
    threshold_windows: object(windows).nullish(),
    require_full_window: flag,
    evaluation_delay: whole,
    new_group_delay: whole,
    new_host_delay: whole,
    on_missing_data: z.enum(ON_MISSING_DATA).nullish(),
    notify_no_data: flag,
    no_data_timeframe: whole,
    timeout_h: whole,
    renotify_interval: whole,
    renotify_occurrences: whole,
    renotify_statuses: z.array(z.enum(RENOTIFY_STATUSES)).nullish(),
    escalation_message: text.nullish(),
    notify_audit: flag,
    notify_by: words,
    include_tags: flag,
    notification_preset_name: z.enum(NOTIFICATION_PRESETS).nullish(),
    group_retention_duration: text.nullish(),
    groupby_simple_monitor: flag,
    enable_logs_sample: flag,
    enable_samples: flag,
    scheduling_options: scheduling(object).nullish(),
    variables: z.array(z.looseObject({ name: text, data_source: text.nullish() })).nullish(),
    locked: flag,
    silenced: z.record(z.string(), z.number().nullable()).nullish(),
    min_failure_duration: whole,
    min_location_failed: whole,
  } satisfies Shape<MonitorOptions>);
}

function monitor(object: ObjectOf) {
  return object({
    name: text,
    type: z.enum(MONITOR_TYPES),
    query: text,
    message: text,
    tags: words,
    priority: whole,
    options: options(object).nullish(),
    restricted_roles: words,
    draft_status: z.enum(["draft", "published"]).nullish(),
  } satisfies Shape<MonitorDefinition>) satisfies z.ZodType<MonitorDefinition>;
}

/** A monitor as a person writes it: a key that is not known is a mistake. */
export const monitorSchema = monitor(strictly);

/** A monitor as the API sends and takes it: with `id`, `created` and whatever else beside what is known here. */
export const apiMonitorSchema = monitor(loosely);
