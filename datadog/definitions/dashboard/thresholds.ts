import { type Comparator, parseMonitorQuery } from "../../query";
import type { ConditionalFormat } from "./formats";

/** What is read of a monitor: a definition, or an exported one. */
export interface Thresholded {
  readonly query: string;
  readonly options?: {
    readonly thresholds?: { readonly critical?: number | null; readonly warning?: number | null };
  };
}

/** A line or a band across a chart. */
export interface Marker {
  /** `y > 300`: everything above is shaded; `y = 300`: a line. */
  readonly value: string;
  /** Meaning and line: `error dashed`. */
  readonly display_type: `${"error" | "warning" | "ok" | "info"} ${"solid" | "dashed" | "bold"}`;
  readonly label?: string;
}

/**
 * Where a monitor warns and alerts, as markers of a chart that shows what the monitor watches.
 * @throws RangeError when the monitor has no threshold, as a composite has none
 * @see https://docs.datadoghq.com/dashboards/widgets/timeseries/#markers
 */
export function thresholdMarkers(monitor: Thresholded): Marker[] {
  const { comparator, critical, warning } = thresholdsOf(monitor);
  const at = (value: number, level: "error" | "warning", label: string): Marker => ({
    value: `y ${comparator} ${value}`,
    display_type: `${level} dashed`,
    label: `${label} ${comparator} ${value}`,
  });
  return [at(critical, "error", "alert"), ...(warning === undefined ? [] : [at(warning, "warning", "warning")])];
}

/**
 * Red where a monitor alerts, yellow where it warns, green elsewhere: for numbers, lists and tables.
 * @throws RangeError when the monitor has no threshold, or compares for (in)equality
 */
export function thresholdFormats(monitor: Thresholded): ConditionalFormat[] {
  const { comparator, critical, warning } = thresholdsOf(monitor);
  const mildest = warning ?? critical;
  return [
    { comparator, value: critical, palette: "white_on_red" },
    ...(warning === undefined ? [] : [{ comparator, value: warning, palette: "white_on_yellow" } as const]),
    { comparator: OPPOSITE[comparator], value: mildest, palette: "white_on_green" },
  ];
}

type Ordering = "<" | "<=" | ">" | ">=";

const OPPOSITE: Readonly<Record<Ordering, Ordering>> = { "<": ">=", "<=": ">", ">": "<=", ">=": "<" };

const isOrdering = (comparator: Comparator): comparator is Ordering => comparator in OPPOSITE;

function thresholdsOf({ query, options }: Thresholded): {
  readonly comparator: Ordering;
  readonly critical: number;
  readonly warning?: number;
} {
  const parsed = parseMonitorQuery(query);
  const comparison = parsed.ok && "comparison" in parsed.node ? parsed.node.comparison : undefined;
  if (comparison === undefined || !isOrdering(comparison.operator)) {
    throw new RangeError(
      `The monitor query "${query}" has no threshold above or below which it alerts: nothing to draw.`,
    );
  }
  const { critical, warning } = options?.thresholds ?? {};
  return {
    comparator: comparison.operator,
    critical: critical ?? comparison.value,
    ...(typeof warning === "number" ? { warning } : {}),
  };
}
