import { DowntimeSchedule, type DowntimeScheduleConfig } from "@cdktf/provider-datadog/lib/downtime-schedule";
import type { Construct } from "constructs";
import { checkDowntime, type DowntimeDefinition } from "../datadog/definitions";
import { downtimeTable } from "../datadog/terraform";
import { configOf } from "./attributes";
import { judge, ResourceConstruct, type ResourceSettings } from "./resource";

/** What is muted, and when: `datadog_downtime_schedule.ID`. */
export class Downtime extends ResourceConstruct<DowntimeScheduleConfig, DowntimeSchedule> {
  /** @throws DefinitionError for a scope or a schedule that Datadog would reject */
  constructor(
    scope: Construct,
    id: string,
    readonly definition: DowntimeDefinition,
    settings?: ResourceSettings<DowntimeScheduleConfig>,
  ) {
    const config = (self: Construct) => {
      const what = `downtime "${id}"`;
      judge(self, checkDowntime(definition), { what, definition, settings });
      return configOf<DowntimeScheduleConfig>(self, downtimeTable, what, definition);
    };
    super(scope, id, { Resource: DowntimeSchedule, child: "downtime" }, config, settings);
  }
}
