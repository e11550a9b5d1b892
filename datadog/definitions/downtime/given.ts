import { isObject, objectOf } from "../../json";
import type { Given } from "../kind";

/** Measured on recordings; the order of the states varies from answer to answer. */
const DEFAULTS = {
  display_timezone: "UTC",
  message: null,
  mute_first_recovery_notification: false,
  notify_end_states: ["alert", "no data", "warn"],
  notify_end_types: ["expired"],
};

export const downtimeGiven: Given = {
  fields: [
    "id",
    "relationships",
    "attributes.canceled",
    "attributes.created",
    "attributes.modified",
    "attributes.status",
    "attributes.schedule.current_downtime",
  ],
  unordered: [
    "attributes.notify_end_states",
    "attributes.notify_end_types",
    "attributes.monitor_identifier.monitor_tags",
  ],
  complete: ({ attributes, ...definition }) => {
    const { schedule, display_timezone: zone, ...rest } = objectOf(attributes);
    return {
      ...definition,
      attributes: {
        ...DEFAULTS,
        ...rest,
        display_timezone: typeof zone === "string" && zone !== "" ? zone : DEFAULTS.display_timezone,
        schedule:
          isObject(schedule) && "recurrences" in schedule
            ? { timezone: "UTC", ...schedule }
            : { start: null, end: null, ...objectOf(schedule) },
      },
    };
  },
};
