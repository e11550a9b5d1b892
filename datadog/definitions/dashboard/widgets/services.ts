import { size, tall } from "../size";
import type { UnplacedWidget } from "../types";
import { type WidgetOptions, widget } from "./widget";

/** A traced service. */
export interface TracedService {
  readonly service: string;
  /** A dashboard's variable does: `$env.value`. */
  readonly env: string;
  /** The operation that its requests are: `fastapi.request`. */
  readonly spanName: string;
}

/** What a service summary can show. */
export const SERVICE_PARTS = ["hits", "errors", "latency", "breakdown", "distribution", "resource_list"] as const;

/** The parts of a service summary. */
export interface ServiceSummaryOptions extends WidgetOptions {
  /** @default hits, errors and latency */
  readonly show?: readonly (typeof SERVICE_PARTS)[number][];
}

/**
 * Requests, errors and latency of a traced service, as its own page shows them.
 * @see https://docs.datadoghq.com/dashboards/widgets/service_summary/
 */
export function serviceSummary(
  title: string,
  { service, env, spanName }: TracedService,
  options: ServiceSummaryOptions = {},
): UnplacedWidget {
  const { show = ["hits", "errors", "latency"] } = options;
  return widget("trace_service", title, tall(size.full, 4), options, {
    env,
    service,
    span_name: spanName,
    ...Object.fromEntries(SERVICE_PARTS.map((part) => [`show_${part}`, show.includes(part)])),
    size_format: "medium",
    display_format: "three_column",
  });
}

/**
 * A service and the services it communicates with.
 * @param filters tags or variables of the dashboard: `["$env"]`
 * @see https://docs.datadoghq.com/dashboards/widgets/topology_map/
 */
export function serviceMap(
  title: string,
  service: string,
  filters: readonly string[],
  options: WidgetOptions = {},
): UnplacedWidget {
  const request = { request_type: "topology", query: { data_source: "service_map", service, filters } };
  return widget("topology_map", title, tall(size.half, 5), options, { requests: [request] });
}
