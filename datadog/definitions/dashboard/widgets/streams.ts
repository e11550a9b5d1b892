import { size, tall } from "../size";
import type { UnplacedWidget } from "../types";
import { type WidgetOptions, widget } from "./widget";

/** Settings of a stream. */
export interface StreamOptions extends WidgetOptions {
  /** Facets and attributes, `@error.kind`, from left to right. @default those of Datadog's own list */
  readonly columns?: readonly string[];
}

/**
 * Logs that a search finds, newest first.
 * @see https://docs.datadoghq.com/dashboards/widgets/log_stream/
 */
export function logStream(title: string, search: string, options: StreamOptions = {}): UnplacedWidget {
  const { columns = ["status_line", "timestamp", "host", "service", "content"] } = options;
  return stream(
    title,
    columns,
    { data_source: "logs_stream", query_string: search, indexes: [], storage: "hot" },
    options,
  );
}

/**
 * Spans that a search finds, newest first.
 * @see https://docs.datadoghq.com/dashboards/widgets/list/
 */
export function traceStream(title: string, search: string, options: StreamOptions = {}): UnplacedWidget {
  const { columns = ["timestamp", "service", "resource_name", "@duration", "status"] } = options;
  return stream(title, columns, { data_source: "trace_stream", query_string: search, indexes: [] }, options);
}

function stream(
  title: string,
  columns: readonly string[],
  query: { readonly data_source: string } & Readonly<Record<string, unknown>>,
  options: WidgetOptions,
): UnplacedWidget {
  const request = {
    response_format: "event_list",
    query: { ...query, sort: { column: "timestamp", order: "desc" } },
    columns: columns.map((field) => ({ field, width: field === "content" ? "compact" : "auto" })),
  };
  return widget("list_stream", title, tall(size.full, 4), options, { requests: [request] });
}
