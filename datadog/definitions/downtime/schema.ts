import { z } from "zod";
import { numberOrLink } from "../fields";

/** A day and a time without a zone, as in `2026-01-31T08:00:00`. */
const localTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, {
  error: "must be a date and time without a time zone, such as 2026-01-31T08:00:00",
});

/** A moment with its zone, as in `2026-01-31T08:00:00Z`. */
const moment = z.iso.datetime({
  offset: true,
  error: "must be a date and time with a time zone, such as 2026-01-31T08:00:00Z",
});

const schedule = z.union([
  z.strictObject({
    /** @default now */
    start: moment.nullish(),
    /** @default it has no end */
    end: moment.nullish(),
  }),
  z.strictObject({
    recurrences: z.array(
      z.strictObject({
        /** As in iCalendar: `FREQ=WEEKLY;INTERVAL=1;BYDAY=SA`. */
        rrule: z.string(),
        /** `30m`, `8h`, `2d`, `1w`. */
        duration: z
          .string()
          .regex(/^[1-9]\d*[mhdw]$/, { error: "must be a number followed by m, h, d, or w, such as 8h" }),
        /** Of the zone. @default now */
        start: localTime.nullish(),
      }),
    ),
    /** A name of the tz database. @default "UTC" */
    timezone: z.string().optional(),
  }),
]);

/** @see https://docs.datadoghq.com/api/latest/downtimes/#schedule-a-downtime */
export const downtimeSchema = z.strictObject({
  type: z.literal("downtime"),
  attributes: z.strictObject({
    /** Which groups are muted, as a search over their tags: `env:(staging OR dev) AND service:web`; `*` for all. */
    scope: z.string(),
    /** Which monitors are muted: one, or all that have every tag (`["*"]` for all). */
    monitor_identifier: z.union([
      z.strictObject({ monitor_id: numberOrLink }),
      z.strictObject({
        monitor_tags: z
          .array(z.string())
          .min(1)
          .max(32, { error: "has more than 32 tags, the most that a downtime can have" }),
      }),
    ]),
    /** @default it starts now and has no end */
    schedule: schedule.nullish(),
    /** What is sent when it starts and ends, with handles. @default nothing */
    message: z.string().nullish(),
    /** Whether the first recovery during the downtime is muted too. @default false */
    mute_first_recovery_notification: z.boolean().optional(),
    /** Of which states people are notified when it ends. @default all three */
    notify_end_states: z.array(z.enum(["alert", "no data", "warn"])).optional(),
    /** After which ends people are notified. @default ["expired"] */
    notify_end_types: z.array(z.enum(["canceled", "expired"])).optional(),
    /** The zone in which its times are shown. @default "UTC" */
    display_timezone: z.string().nullish(),
  }),
});

/** What is muted, and when: the `data` of its API request. */
export type DowntimeDefinition = z.output<typeof downtimeSchema>;
