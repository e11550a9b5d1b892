import { asserted } from "../../findings";
import { linkTo } from "../links";
import type { MonitorDefinition } from "../monitor";
import { checkDowntime } from "./check";
import type { DowntimeDefinition } from "./schema";

/** What is muted, and when. */
export interface DowntimeSpec {
  /** Which groups, as a search over their tags. @default "*": all */
  readonly scope?: string;
  /** The one monitor that is muted, of the same stack. @default `monitorTags` say which */
  readonly monitor?: MonitorDefinition;
  /** The monitors that have all of these tags are muted. @default all monitors */
  readonly monitorTags?: readonly string[];
  /**
   * One-time: a moment with its offset. Recurring: a day and a time on the clocks of `timezone`.
   * @default when it is created
   */
  readonly start?: string;
  /** The end of a one-time downtime. @default it has no end */
  readonly end?: string;
  /** How often it comes: `FREQ=WEEKLY;BYDAY=SU`. @default once */
  readonly rrule?: string;
  /** How long each occurrence lasts: `2h`. */
  readonly duration?: string;
  /** Of a recurring downtime, as in the tz database. @default "UTC" */
  readonly timezone?: string;
  /** Sent when it starts and ends, with handles. @default nothing */
  readonly message?: string;
  /** Whether the first recovery in it is muted too. @default false */
  readonly muteFirstRecovery?: boolean;
  /** Of which states people are notified when it ends. @default all */
  readonly notifyEndStates?: readonly ("alert" | "no data" | "warn")[];
  /** After which ends people are notified. @default after it expired */
  readonly notifyEndTypes?: readonly ("canceled" | "expired")[];
}

/**
 * A downtime: once, or again and again.
 * @throws DefinitionError for a scope or a schedule that Datadog rejects
 * @see https://docs.datadoghq.com/monitors/downtimes/
 */
export function downtime(spec: DowntimeSpec): DowntimeDefinition {
  const { scope = "*", monitor, monitorTags = ["*"], timezone, message, muteFirstRecovery } = spec;
  const definition: DowntimeDefinition = {
    type: "downtime",
    attributes: {
      scope,
      monitor_identifier: monitor === undefined ? { monitor_tags: [...monitorTags] } : { monitor_id: linkTo(monitor) },
      schedule: scheduleOf(spec),
      ...(message === undefined ? {} : { message }),
      ...(timezone === undefined ? {} : { display_timezone: timezone }),
      ...(muteFirstRecovery === undefined ? {} : { mute_first_recovery_notification: muteFirstRecovery }),
      ...(spec.notifyEndStates === undefined ? {} : { notify_end_states: [...spec.notifyEndStates] }),
      ...(spec.notifyEndTypes === undefined ? {} : { notify_end_types: [...spec.notifyEndTypes] }),
    },
  };
  return asserted(`downtime of ${scope}`, definition, checkDowntime(definition));
}

function scheduleOf({ start, end, rrule, duration = "", timezone = "UTC" }: DowntimeSpec) {
  if (rrule === undefined) {
    return { ...(start === undefined ? {} : { start: utc(start) }), ...(end === undefined ? {} : { end: utc(end) }) };
  }
  return { timezone, recurrences: [{ rrule, duration, ...(start === undefined ? {} : { start }) }] };
}

/** The provider takes moments in UTC alone. What is no moment stays, for the check to say so. */
function utc(moment: string): string {
  const time = Date.parse(moment);
  if (Number.isNaN(time) || !/(Z|[+-]\d\d:?\d\d)$/i.test(moment)) return moment;
  return new Date(time).toISOString().replace(".000Z", "Z");
}
