import { listOf, objectOf, stringOf } from "../../../../json";
import { askedRequest } from "../data/asked";
import { curvesOf } from "../data/lines";
import type { AskedRequest } from "../data/request";
import { scalarsOf } from "../data/scalars";
import { mixed } from "../palette";
import type { ChartPart, NumberPart } from "../parts";
import type { Drawer, Pen } from "../pen";
import { numberIn } from "../units";
import { extentOf, shownNumber } from "./axes";
import { formatsOf, formattedColors } from "./formats";
import { emptyText } from "./texts";

/**
 * One number, with the graph behind it.
 * @see https://docs.datadoghq.com/dashboards/widgets/query_value/
 */
export const queryValue: Drawer = (definition, pen) => {
  const request = askedRequest(objectOf(listOf(definition.requests)[0]), pen.view);
  const { columns, rows } = scalarsOf(request, pen.view);
  const [column] = columns;
  // several groups are one number, as their average would hide that they are several: Datadog shows the first
  const value = rows[0]?.values[0];
  if (column === undefined || value === undefined || Number.isNaN(value)) return [emptyText(definition, pen.view)];
  const label = stringOf(definition.custom_unit);
  const unit = label ? { label } : column.unit;
  const precision = typeof definition.precision === "number" ? definition.precision : 2;
  const text = numberIn(value, unit, { precision, scaled: definition.autoscale !== false });
  const { color, background } = formattedColors(formatsOf(column.formula.json, request.json), value);
  const behind = objectOf(definition.timeseries_background);
  const part: NumberPart = {
    kind: "number",
    ...text,
    align: alignOf(definition.text_align, "center"),
    ...(color === undefined ? {} : { color }),
    ...(behind.type === undefined ? {} : sparkline(request, String(behind.type), background, pen)),
  };
  return { parts: [part], ...(background === undefined ? {} : { background }) };
};

export function alignOf(value: unknown, usual: "left" | "center" | "right"): "left" | "center" | "right" {
  return value === "left" || value === "center" || value === "right" ? value : usual;
}

/** The curve of the number, without axes. */
function sparkline(request: AskedRequest, type: string, background: string | undefined, { view, theme }: Pen) {
  const bars = type === "bars";
  const { lines, start, interval } = curvesOf(request, view, bars ? "bar" : "line");
  const [line] = lines;
  if (!line) return {};
  const color = background === undefined ? mixed(theme.link, theme.card, 0.45) : mixed(background, "#ffffff", 0.35);
  const data = Array.from(line.values, (value, index) => [(start + index * interval) * 1000, value] as const)
    .filter(([, value]) => !Number.isNaN(value))
    .map(([time, value]) => [time, shownNumber(value)]);
  const { min, max } = extentOf([line.values]);
  const chart: ChartPart = {
    kind: "chart",
    option: {
      animation: false,
      useUTC: true,
      grid: { left: 0, right: 0, top: 4, bottom: 0 },
      xAxis: { type: "time", show: false, min: view.from * 1000, max: view.to * 1000 },
      yAxis: { type: "value", show: false, min: Math.min(0, min), max: max > 0 ? max : 1 },
      series: [
        bars
          ? { type: "bar", data, itemStyle: { color, opacity: 0.6 }, barCategoryGap: "15%" }
          : {
              type: "line",
              data,
              symbol: "none",
              lineStyle: { color, width: 1.5 },
              areaStyle: { color, opacity: 0.35 },
            },
      ],
    } as ChartPart["option"],
    formats: [],
    summary: "How the number changed over time",
  };
  return { behind: chart };
}
