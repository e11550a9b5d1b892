import { type JsonObject, listOf, objectOf, own, stringOf } from "../../../../json";

import { eventsOf } from "../data/lines";
import { filledSearch } from "../data/view";
import { STATE_COLORS } from "../palette";
import type { Pen } from "../pen";
import { fitted } from "../text-width";

/** A line or a band across a chart. */
export interface Drawn {
  /** Both for a line. */
  readonly low?: number;
  readonly high?: number;
  readonly label: string;
  readonly color: string;
  readonly line: "solid" | "dashed";
  readonly bold: boolean;
  /** Whether the values beyond are shaded. */
  readonly shaded: boolean;
}

const COLORS: Readonly<Record<string, string>> = {
  error: STATE_COLORS.Alert,
  warning: "#d98a00",
  ok: "#2a8c4a",
  info: "#3c82e0",
};

/**
 * `y > 300`, `y = 0`, `10 < y < 20`, each with `error dashed` and the like.
 * @see https://docs.datadoghq.com/dashboards/widgets/timeseries/#markers
 */
export function markersOf(definition: JsonObject): readonly Drawn[] {
  return listOf(definition.markers)
    .map(objectOf)
    .flatMap((marker): Drawn[] => {
      const bounds = boundsOf(stringOf(marker.value) ?? "");
      if (!bounds) return [];
      const [meaning = "info", line = "dashed"] = (stringOf(marker.display_type) ?? "").split(" ");
      return [
        {
          ...bounds,
          label: (stringOf(marker.label) ?? "").trim(),
          color: own(COLORS, meaning) ?? COLORS.info!,
          line: line === "dashed" ? "dashed" : "solid",
          bold: line === "bold",
        },
      ];
    });
}

const NUMBER = "(-?\\d+(?:\\.\\d+)?(?:e[-+]?\\d+)?)";

function boundsOf(text: string): Pick<Drawn, "low" | "high" | "shaded"> | undefined {
  const plain = text.toLowerCase().replace(/\s/g, "");
  const [, left, right] = new RegExp(`^${NUMBER}<=?y<=?${NUMBER}$`).exec(plain) ?? [];
  if (left !== undefined && right !== undefined) return { low: Number(left), high: Number(right), shaded: true };
  const [, comparator, value] = new RegExp(`^y(==|=|>=|<=|>|<)${NUMBER}$`).exec(plain) ?? [];
  if (comparator === undefined) return undefined;
  const at = Number(value);
  if (comparator.startsWith(">")) return { low: at, shaded: true };
  if (comparator.startsWith("<")) return { high: at, shaded: true };
  return { low: at, high: at, shaded: false };
}

/** How far above the values a marker may be, in multiples of the highest, to be on the axis. */
const IN_SIGHT = 4;

/** Whether a marker is near enough to the values that the axis is made to reach it. */
export function isInSight({ low, high }: Drawn, extent: { readonly min: number; readonly max: number }): boolean {
  const value = low ?? high ?? 0;
  const size = Math.max(Math.abs(extent.min), Math.abs(extent.max));
  return size === 0 || Math.abs(value) <= size * IN_SIGHT;
}

const POSITIONS = ["insideEndTop", "insideStartTop", "insideMiddleTop"] as const;

/** Markers as a series without values of its own. */
export function markerSeries(markers: readonly Drawn[], place: (value: number) => number, width: number) {
  const lines = markers.flatMap(({ low, high, label, color, line, bold }, order) =>
    [...new Set([low, high])].flatMap((value, index) =>
      value === undefined
        ? []
        : [
            {
              yAxis: place(value),
              lineStyle: { color, type: line, width: bold ? 2 : 1 },
              label: {
                show: label !== "" && index === 0,
                // a label is a template to ECharts: braces would name values
                formatter: fitted(label, width * 0.6, { size: 10 })
                  .replaceAll("{", "(")
                  .replaceAll("}", ")"),
                color,
                fontSize: 10,
                // so that labels of lines that are near each other are side by side
                position: POSITIONS[order % POSITIONS.length],
              },
            },
          ],
    ),
  );
  const areas = markers
    .filter(({ shaded }) => shaded)
    .map(({ low, high, color }) => [
      { ...(low === undefined ? {} : { yAxis: place(low) }), itemStyle: { color, opacity: 0.07 } },
      high === undefined ? {} : { yAxis: place(high) },
    ]);
  return {
    type: "line",
    data: [],
    silent: true,
    clip: false,
    markLine: { silent: true, symbol: "none", data: lines },
    ...(areas.length === 0 ? {} : { markArea: { silent: true, data: areas } }),
  };
}

const MOST_NAMED = 4;

/** Events that are drawn over a chart: a line at each, those of one minute once. */
export function eventSeries(definition: JsonObject, { view, theme, width }: Pen) {
  const searches = listOf(definition.events).map((event) => stringOf(objectOf(event).q) ?? "");
  const events = searches.flatMap((q) =>
    eventsOf({ kind: "events", query: filledSearch(q, view.variables) }, view, view.from, view.to),
  );
  if (events.length === 0) return [];
  const byMinute = new Map(events.map((event) => [Math.floor(event.time / 60), event]));
  return [
    {
      type: "line",
      data: [],
      silent: true,
      markLine: {
        silent: true,
        symbol: ["none", "none"],
        data: [...byMinute.values()].map(({ time, title, message }) => ({
          xAxis: time * 1000,
          lineStyle: { color: theme.link, type: "solid", width: 1 },
          label: {
            // names of many would lie over each other
            show: byMinute.size <= MOST_NAMED,
            formatter: fitted(title ?? message ?? "", width / (byMinute.size + 2), { size: 10 })
              .replaceAll("{", "(")
              .replaceAll("}", ")"),
            color: theme.link,
            fontSize: 10,
            position: "end",
            distance: 2,
          },
        })),
      },
    },
  ];
}
