import { z } from "zod";
import { monitorSchema, sloSchema } from "../../datadog/definitions";
import { STATES } from "../../datadog/sandbox/alerting";
import { SENT_AS } from "../series/feed";
import { secondsOf, TIME_FORMS } from "../times";

/** `00:10`, `10m`. */
const time = z
  .string()
  .refine((text) => secondsOf(text) !== undefined, { error: `is not ${TIME_FORMS}` })
  .describe("A time in the story: hh:mm, or a duration since the start (10m, 1h30m)");

const tags = z.array(z.string()).describe("Tags as key:value");

const times = z.int().min(1).max(100_000);

const line = z.strictObject({
  at: time,
  repeat: z
    .union([times, z.strictObject({ every: time, times })], {
      error: "is how often it comes, 100000 times at most: a whole number, or { every: 1m, times: 10 }",
    })
    .optional()
    .describe("How often it occurs: a number for all at once, or { every, times } (default: 1)"),
  source: z.string().optional().describe("The technology it comes from, such as nginx"),
  message: z.string().optional(),
  title: z.string().optional().describe("The title of an event"),
  service: z.string().optional(),
  status: z.string().optional().describe("error, warn, info …"),
  host: z.string().optional(),
  tags: tags.optional(),
  attributes: z.record(z.string(), z.unknown()).optional().describe("Attributes of a log line, nested as in JSON"),
});

const downtime = z.strictObject({
  scope: z.string().optional().describe("Which groups are muted, as a search over their tags (default: all)"),
  from: time.optional().describe("When it starts (default: 00:00)"),
  to: time.optional().describe("When it ends (default: never)"),
  monitor: z.string().optional().describe("The one monitor that is muted, by key or name (default: all)"),
});

const slo = sloSchema.extend({
  name: z.string().optional(),
  monitor_ids: z
    .array(z.union([z.int(), z.string()], { error: "is the key, name, or id of a monitor" }))
    .nullish()
    .describe("The monitors of a monitor-based SLO: keys, names, or ids"),
});

const row = z.strictObject({
  at: time,
  group: z.string().optional().describe("The group, by its tags: stage:spark (default: the only one)"),
  state: z.enum(STATES).optional(),
  value: z.number().nullable().optional().describe("The value, within 1e-9; null for no data"),
  notify: z.array(z.string()).optional().describe("Who is notified at that minute, in any order; [] for nobody"),
  text: z.string().optional().describe("Text that the message sent at that minute contains"),
});

const test = z.strictObject({
  name: z.string(),
  monitor: z.string().describe("The monitor, by its key or its name"),
  interval: time.optional().describe("The interval between the points of a series (default: 1m)"),
  start: z
    .string()
    .optional()
    .describe("The time that 00:00 represents, in ISO 8601 (default: 2024-01-01T00:00:00Z, a Monday)"),
  types: z.record(z.string(), z.enum(SENT_AS)).optional().describe("How metrics are sent, by name (default: gauge)"),
  series: z
    .record(
      z.string(),
      z.union([z.string(), z.array(z.number().nullable())], {
        error: 'is a series such as "1x9 0x9", or a list of numbers with null for a gap',
      }),
    )
    .optional()
    .describe('Series by metric and tags: "jobs.failed{queue:a}": "1x9 0x9"; axn is n + 1 points, _xn are n gaps'),
  checks: z
    .record(z.string(), z.string())
    .optional()
    .describe('Runs of service checks: "datadog.agent.up{host:a}": "OKx9 CRITICALx5 _x20"'),
  logs: z.array(line).optional(),
  events: z.array(line).optional(),
  downtimes: z.array(downtime).optional(),
  slos: z.record(z.string(), slo).optional().describe("SLOs, by the id that the monitor's query names"),
  expect: z.array(row).optional().describe("Expected results; only what a row names is compared"),
});

/** A monitor that is written in the file of the stories. */
export const inlineMonitor = monitorSchema.partial({ name: true }).extend({
  key: z.string().optional().describe("The key that tests and composites use for it (default: its name)"),
});

/** The file, as it is read: monitors are looked at one by one, each with its own mistakes. */
export const readSchema = z.strictObject({ monitors: z.array(z.unknown()).min(1), tests: z.array(test) });

/** The file, as it is published. */
export const storiesSchema = z.strictObject({
  monitors: z
    .array(z.union([z.string(), inlineMonitor]))
    .min(1)
    .describe("Paths (with * and **) of Datadog JSON or YAML, Terraform plans or synthesized JSON; or inline monitors"),
  tests: z.array(test),
});

export type StoryTest = z.output<typeof test>;
export type StoryRow = z.output<typeof row>;
