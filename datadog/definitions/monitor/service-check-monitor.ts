import { defined } from "../../json";
import { type CheckTag, print, type ServiceCheck } from "../../query";
import { noted } from "../notes";
import { refuseUnknownSettings } from "../unknown-settings";
import { assertedMonitor } from "./check";
import { COMMON_SETTINGS, commonOptions, type MetricMonitorProps } from "./metric-monitor";
import type { MonitorDefinition } from "./schema";

/** Settings of a service check monitor. A setting that is omitted is not in the JSON and has the API's default. */
export interface ServiceCheckMonitorProps<Tags extends readonly string[]>
  extends Omit<
    MetricMonitorProps,
    | "condition"
    | "type"
    | "thresholdWindows"
    | "requireFullWindow"
    | "evaluationDelay"
    | "onMissingData"
    | "schedulingOptions"
    | "notifyBy"
  > {
  readonly check: ServiceCheck<Tags>;
  /** The tags that each alert is for. */
  readonly by: readonly [CheckTag<Tags>, ...CheckTag<Tags>[]];
  /** Tags that a run must have: `{ instance: "fastapi" }`. @default every run of the check */
  readonly where?: { readonly [Tag in CheckTag<Tags>]?: string };
  /** Consecutive runs with the status CRITICAL that alert. */
  readonly critical: number;
  /** Consecutive runs with the status WARNING that warn. @default 1 */
  readonly warning?: number;
  /** Consecutive runs with the status OK that end an alert. @default 1 */
  readonly ok?: number;
}

const SETTINGS: Readonly<Record<string, true>> = {
  ...COMMON_SETTINGS,
  check: true,
  by: true,
  where: true,
  critical: true,
  warning: true,
  ok: true,
};

/**
 * A monitor of a service check, which counts consecutive runs with the same status.
 *
 * @throws DefinitionError when it breaks a rule
 * @see https://docs.datadoghq.com/monitors/types/service_check/
 */
export function serviceCheckMonitor<const Tags extends readonly string[]>(
  props: ServiceCheckMonitorProps<Tags>,
): MonitorDefinition {
  refuseUnknownSettings("serviceCheckMonitor()", props, SETTINGS);
  const { name, check, by, where = {}, critical, warning, ok, message, tags, priority } = props;
  const scope = Object.entries(where).map(([key, value]) => `${key}:${value}`);
  // One more run than the highest threshold, as Datadog's own editor writes it.
  const last = Math.max(critical, warning ?? 0, ok ?? 0) + 1;
  const definition: MonitorDefinition = {
    name,
    type: "service check",
    query: print({
      kind: "serviceCheck",
      check: check.name,
      calls: [
        call("over", scope.length === 0 ? ["*"] : scope),
        call("by", by),
        { kind: "method", name: "last", args: [{ kind: "number", value: last }] },
        call("count_by_status", []),
      ],
    }),
    message,
    ...defined({ tags, priority, restricted_roles: props.restrictedRoles, draft_status: props.draftStatus }),
    options: { thresholds: defined({ critical, warning, ok }), ...commonOptions(props), ...props.options },
  };
  return assertedMonitor(noted(definition, props.ignore));
}

function call(name: string, words: readonly string[]) {
  return { kind: "method", name, args: words.map((value) => ({ kind: "string", value }) as const) } as const;
}
