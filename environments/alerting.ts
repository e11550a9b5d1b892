import { z } from "zod";
import { tag } from "./tags";

/** The name of an entry in a section: `weeklyMaintenance`. */
const key = z.string().regex(/^[a-z][A-Za-z0-9]*$/, {
  error: "must be a name in camelCase, such as weeklyMaintenance",
});

/** A time in which the notifications of an environment are muted. */
const downtime = z
  .strictObject({
    /** @default true */
    enabled: z.boolean().default(true),
    /** Which groups, as a search over their tags: `stage:(spark OR celery)`. @default all */
    scope: z.string().optional(),
    /** Which monitors of the environment: those that have all of these tags. @default all */
    monitorTags: z.array(tag).readonly().default([]),
    /**
     * One-time: a moment such as `2026-01-31T20:00:00Z`. Recurring: the first day and time on the clocks of `timezone`, such as
     * `2026-02-01T02:00:00`. @default as soon as it is deployed
     */
    start: z.string().optional(),
    /** The end of a one-time downtime: `2026-01-31T22:00:00Z`. */
    end: z.string().optional(),
    /** How often a recurring downtime comes, as in iCalendar: `FREQ=WEEKLY;BYDAY=SU`. @default it is one-time */
    rrule: z.string().optional(),
    /** How long each occurrence lasts: `2h`. */
    duration: z.string().optional(),
    /** The time zone of a recurring downtime, as in the tz database: `Europe/Berlin`. @default "UTC" */
    timezone: z.string().optional(),
    /** Sent when it starts and ends, with handles. @default nothing */
    message: z.string().optional(),
    /** Whether the first recovery in it is muted too. @default false */
    muteFirstRecovery: z.boolean().default(false),
  })
  .superRefine(({ end, rrule, duration, timezone }, context) => {
    const wrong = (name: string, message: string) => context.addIssue({ code: "custom", path: [name], message });
    if (rrule === undefined) {
      if (end === undefined)
        wrong(
          "end",
          "is missing: without it the downtime would never end. A recurring downtime has rrule and duration instead",
        );
      if (duration !== undefined) wrong("duration", "is for recurring downtimes: use end, or add rrule");
      if (timezone !== undefined)
        wrong("timezone", "is for recurring downtimes: give start and end an offset, or add rrule");
      return;
    }
    if (end !== undefined) wrong("end", "is for one-time downtimes: use duration, or remove rrule");
    if (duration === undefined) wrong("duration", "is missing: say how long each occurrence lasts, such as 2h");
  });

/** Deploy windows and maintenance, by name. */
export const downtimesSchema = z.record(key, downtime).default({});

/** Who is notified besides the handles in the messages of an environment's monitors. */
const notificationRule = (handles: z.ZodType<readonly string[]>) =>
  z
    .strictObject({
      /** @default true */
      enabled: z.boolean().default(true),
      /** @default "ENVIRONMENT: KEY" */
      name: z.string().optional(),
      /** Tags that a notification must all have, besides `env:NAME`; of its monitor or its group. @default none */
      tags: z.array(tag).readonly().optional(),
      /** A search over those tags instead: `team:data-platform AND NOT stage:export`. @default `tags` say which */
      scope: z.string().optional(),
      /** Handles that are notified of everything. @default `when` says who is */
      recipients: handles.optional(),
      /** Handles by status (`is_alert`, `is_recovery`) or tag (`stage:spark`). @default `recipients` hear of everything */
      when: z.record(z.string(), handles).optional(),
      /** Handles that are notified where nothing of `when` holds. @default none */
      otherwise: handles.optional(),
    })
    .superRefine(({ tags, scope, recipients, when, otherwise }, context) => {
      const wrong = (name: string, message: string) => context.addIssue({ code: "custom", path: [name], message });
      if (tags !== undefined && scope !== undefined) wrong("scope", "is there beside tags: use one of the two");
      if (recipients === undefined && when === undefined)
        wrong("recipients", "is missing: name handles in recipients, or by status or tag in when");
      if (recipients !== undefined && when !== undefined)
        wrong("when", "is there beside recipients: use one of the two");
      if (otherwise !== undefined && when === undefined)
        wrong("otherwise", "needs when: without conditions, use recipients alone");
    });

/** Notification rules, by name. */
export const notificationRulesSchema = (handles: z.ZodType<readonly string[]>) =>
  z.record(key, notificationRule(handles)).default({});
