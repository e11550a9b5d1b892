import { z } from "zod";
import { filled } from "../fields";

/** How many recipients a rule can name in one place, and how long texts can be. */
const MOST_RECIPIENTS = 50;
const LONGEST_SCOPE = 3000;
const LONGEST_NAME = 1000;

const recipients = z
  .array(filled)
  .min(1, { error: "has no recipients: name at least one, such as slack-data-pipeline" })
  .max(MOST_RECIPIENTS, {
    error: `has more than ${MOST_RECIPIENTS} recipients, the most that a notification rule can have`,
  });

const scope = z
  .string()
  .max(LONGEST_SCOPE, { error: `is longer than ${LONGEST_SCOPE} characters, the most that a scope can have` });

/** @see https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor-notification-rule */
export const notificationRuleSchema = z.strictObject({
  type: z.literal("monitor-notification-rule"),
  attributes: z.strictObject({
    name: filled.max(LONGEST_NAME, { error: `is longer than ${LONGEST_NAME} characters` }),
    /** Which notifications: those that have all of some tags, or whose tags a search finds. */
    filter: z.union([
      z.strictObject({ tags: z.array(filled).min(1, { error: "has no tags: name at least one" }) }),
      z.strictObject({ scope }),
    ]),
    /** Handles without their @: `slack-data-pipeline`, `ops@example.com`. @default `conditional_recipients` says whom */
    recipients: recipients.optional(),
    /** Who is notified of what. @default `recipients` are notified of everything */
    conditional_recipients: z
      .strictObject({
        conditions: z
          .array(z.strictObject({ scope, recipients }))
          .min(1, { error: "has no conditions: add one, or use recipients" })
          .max(10, { error: "has more than 10 conditions, the most that a notification rule can have" }),
        /** Who is notified where no condition holds. @default nobody */
        fallback_recipients: recipients.optional(),
      })
      .optional(),
    /** In preview: notifications within so many seconds go out as one. @default each on its own */
    bundle_config: z.strictObject({ duration: z.int() }).optional(),
  }),
});

/** Who is notified in addition to the handles of a monitor's message: the `data` of its API request. */
export type NotificationRuleDefinition = z.output<typeof notificationRuleSchema>;
