import { defined } from "../../json";
import { noted } from "../notes";
import { type AllKeys, refuseUnknownSettings } from "../unknown-settings";
import { assertedMonitor } from "./check";
import type { ThresholdSettings } from "./levels";
import { COMMON_SETTINGS, commonOptions, type MetricMonitorProps } from "./metric-monitor";
import type { MonitorDefinition } from "./schema";

/** Settings of a log monitor. A setting that is omitted is not in the JSON and has the API's default. */
export interface LogMonitorProps
  extends Omit<
    MetricMonitorProps,
    "condition" | "type" | "thresholdWindows" | "requireFullWindow" | "evaluationDelay"
  > {
  /** A search as in the Log Explorer: `source:prefect @prefect.state:Failed`. */
  readonly search: string;
  /** The facets that each alert is for: `@prefect.flow_run`. @default one alert for all logs */
  readonly by?: readonly string[];
  /** How far the monitor looks back, at most two days: `15m`. */
  readonly last: `${number}${"m" | "h" | "d"}`;
  /** Alerts above this number of logs; the other thresholds are numbers of logs, too. */
  readonly levels: ThresholdSettings & { readonly critical: number };
}

/**
 * A monitor of how many logs a search finds.
 *
 * @throws DefinitionError when it breaks a rule
 * @see https://docs.datadoghq.com/monitors/types/log/
 */
export function logMonitor(props: LogMonitorProps): MonitorDefinition {
  refuseUnknownSettings("logMonitor()", props, SETTINGS);
  const { name, search, by = [], last, levels, message, tags, priority } = props;
  const { critical, warning, recovery, warningRecovery } = levels;
  const groups = by.length === 0 ? "" : `.by(${by.map((facet) => JSON.stringify(facet)).join(",")})`;
  const definition: MonitorDefinition = {
    name,
    type: "log alert",
    query: `logs(${JSON.stringify(search)}).index("*").rollup("count")${groups}.last("${last}") > ${critical}`,
    message,
    ...defined({ tags, priority, restricted_roles: props.restrictedRoles, draft_status: props.draftStatus }),
    options: {
      thresholds: defined({ critical, warning, critical_recovery: recovery, warning_recovery: warningRecovery }),
      ...commonOptions(props),
      ...props.options,
    },
  };
  return assertedMonitor(noted(definition, props.ignore));
}

const SETTINGS: AllKeys<LogMonitorProps> = { ...COMMON_SETTINGS, search: true, by: true, last: true, levels: true };
