import type { EChartsOption } from "echarts";
import type { ChartPart } from "./parts";
import { allowed, escaped } from "./svg/markup";
import { textWidth } from "./text-width";
import { numberText } from "./units";

/** The option of a chart with what JSON cannot hold: how the numbers of its axes are written. */
export function chartOption({ option, formats }: ChartPart): EChartsOption {
  const axes = { xAxis: listOf(option.xAxis), yAxis: listOf(option.yAxis) };
  for (const { axis, index, unit, squared } of formats) {
    const list = axis === "x" ? axes.xAxis : axes.yAxis;
    const own = list[index];
    if (!own) continue;
    const formatter = (value: number) =>
      numberText(squared ? Math.sign(value) * value * value : value, unit, { brief: true });
    list[index] = { ...own, axisLabel: { ...(own.axisLabel as object), formatter } };
  }
  return { ...option, ...(axes.xAxis.length > 0 ? axes : {}) } as EChartsOption;
}

type Axis = Readonly<Record<string, unknown>>;

const listOf = (axis: unknown): Axis[] => (axis === undefined ? [] : ([axis].flat() as Axis[]));

/** Loaded when the first chart is drawn: it is large. */
function loaded(): typeof import("echarts") {
  const echarts = require("echarts") as typeof import("echarts");
  measureTexts(echarts);
  return echarts;
}

let measuring = false;

/** Widths of labels by a table instead of a canvas, which a server does not have: the same everywhere. */
function measureTexts(echarts: typeof import("echarts")): void {
  if (measuring) return;
  measuring = true;
  echarts.setPlatformAPI({
    measureText: (text, font = "") => {
      const size = Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 12);
      return { width: textWidth(text, { size, bold: /bold/.test(font) }) };
    },
  });
}

export interface ChartBox {
  /** Different for each chart of a document. */
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A chart as an `<svg>` element inside of another. The same chart gives the same text: ECharts numbers its charts, and its ids
 * and classes carry the number, so they are replaced. What only a browser uses (styles on hover) is left out, and style
 * attributes become attributes, which a strict content security policy takes.
 */
export function chartSvg(part: ChartPart, { id, x, y, width, height }: ChartBox): string {
  const size = { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) };
  const chart = loaded().init(null, null, { renderer: "svg", ssr: true, ...size });
  try {
    chart.setOption(chartOption(part));
    const inner = innerSvg(chart.renderToSVGString(), id);
    return `<svg x="${Math.round(x)}" y="${Math.round(y)}" width="${size.width}" height="${size.height}" role="img"><title>${escaped(part.summary)}</title>${inner}</svg>`;
  } finally {
    chart.dispose();
  }
}

/** Texts of ECharts are escaped, so that quotes stand around attributes alone. */
function innerSvg(svg: string, id: string): string {
  return allowed(svg)
    .replace(/^<svg[^>]*>\s*(<rect[^>]*fill="none"[^>]*><\/rect>\s*)?/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/<style\b[\s\S]*?<\/style>/g, "")
    .replace(/ (?:class="zr\d+-cls-\d+"|pointer-events="visible"|(?:xml:space="preserve"))/g, "")
    .replace(/ ecmeta_\w+="[^"]*"/g, "")
    .replace(/( id="|="url\(#|href="#)zr\d+-/g, `$1${id}-`)
    .replace(/ style="([^"]*)"/g, (_whole, style: string) => attributesOf(style))
    .replace(/<path d=""[^>]*><\/path>/g, "")
    .replace(/<defs >\s*<\/defs>/g, "")
    .replace(/<(path|rect|circle|polyline|polygon|line|ellipse)([^>]*)><\/\1>/g, "<$1$2/>")
    .replace(/>\s+</g, "><")
    .trim();
}

/** `font-size:12px;font-family:…`: the family is that of the document. */
function attributesOf(style: string): string {
  const attributes: string[] = [];
  const bold = /(?:^|;)\s*(?:font-weight:\s*bold|font:[^;]*\bbold\b)/.test(style);
  const [, size] = /(\d+(?:\.\d+)?)px/.exec(style) ?? [];
  if (size !== undefined) attributes.push(` font-size="${size}"`);
  if (bold) attributes.push(' font-weight="bold"');
  return attributes.join("");
}
