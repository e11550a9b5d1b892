import { type JsonObject, listOf, objectOf, stringOf } from "../../../../json";
import { askedRequest } from "../data/asked";
import { groupName } from "../data/lines";
import { orderedRows, type ScalarRow, scalarsOf } from "../data/scalars";
import { lineColors, mixed } from "../palette";
import type { Cell, ChartPart, Part } from "../parts";
import type { Drawer, Pen } from "../pen";
import { type DisplayUnit, numberText } from "../units";
import { FONT_SIZE, shownNumber } from "./axes";
import { emptyText } from "./texts";

/** One group's part of the whole, with those that it is made of. */
interface Share {
  readonly name: string;
  readonly value: number;
  readonly color: string;
  readonly children: readonly Share[];
}

interface Whole {
  readonly shares: readonly Share[];
  readonly unit: DisplayUnit;
  readonly total: number;
}

/** By the keys of the groups, one level each: `by {service,host}` is services, and their hosts. */
function wholeOf(definition: JsonObject, pen: Pen): Whole | undefined {
  const request = askedRequest(objectOf(listOf(definition.requests)[0]), pen.view);
  const scalars = scalarsOf(request, pen.view);
  const { rows } = orderedRows(scalars, request.json, 500);
  const [first] = scalars.columns;
  if (!first || rows.length === 0) return undefined;
  const palette = stringOf(objectOf(request.json.style).palette) ?? "datadog16";
  // several formulas without groups are the parts themselves
  const parts =
    scalars.keys.length === 0
      ? scalars.columns.map(({ name }, index) => ({ path: [name], value: rows[0]!.values[index]! }))
      : rows.map((row) => ({ path: pathOf(row, scalars.keys), value: row.values[0]! }));
  const present = parts.filter(({ value }) => value > 0);
  if (present.length === 0) return undefined;
  const total = present.reduce((sum, { value }) => sum + value, 0);
  return { shares: nested(present, palette), unit: first.unit, total };
}

const pathOf = ({ group }: ScalarRow, keys: readonly string[]) =>
  keys.map((key) => group.tags[key] ?? groupName(group));

/** @param parent the color whose shades the parts have @default the palette's colors */
function nested(
  parts: readonly { readonly path: readonly string[]; readonly value: number }[],
  palette: string,
  parent?: string,
): Share[] {
  const byName = new Map<string, { path: readonly string[]; value: number }[]>();
  for (const { path, value } of parts) {
    const [name = "", ...rest] = path;
    byName.set(name, [...(byName.get(name) ?? []), { path: rest, value }]);
  }
  const sums = [...byName].map(([name, inside]) => ({
    name,
    inside,
    value: inside.reduce((sum, { value }) => sum + value, 0),
  }));
  sums.sort((a, b) => b.value - a.value);
  const own = lineColors(
    palette,
    sums.map(({ name }) => name),
  );
  return sums.map(({ name, inside, value }, index) => {
    const color = parent === undefined ? own[index]! : mixed(parent, "#ffffff", 0.12 + (0.4 * index) / sums.length);
    return {
      name,
      value,
      color,
      children: inside.some(({ path }) => path.length > 0) ? nested(inside, palette, color) : [],
    };
  });
}

/**
 * Parts of a whole as a ring, a level further out for each key of the groups.
 * @see https://docs.datadoghq.com/dashboards/widgets/pie_chart/
 */
export const sunburst: Drawer = (definition, pen) => {
  const whole = wholeOf(definition, pen);
  if (!whole) return [emptyText(definition, pen.view)];
  const { shares, unit, total } = whole;
  const { theme } = pen;
  const legend = objectOf(definition.legend);
  const data = shares.map((share) => node(share, theme.card));
  const chart: ChartPart = {
    kind: "chart",
    option: {
      animation: false,
      title:
        definition.hide_total === true
          ? undefined
          : {
              text: numberText(total, unit),
              left: "center",
              top: "middle",
              textStyle: { color: theme.text, fontSize: 16, fontWeight: "bold" },
            },
      series: [
        {
          type: "sunburst",
          radius: ["38%", "94%"],
          sort: undefined,
          nodeClick: false,
          emphasis: { disabled: true },
          label: {
            show: legend.type === "none" || depthOf(shares) === 1,
            minAngle: 18,
            fontSize: 10,
            color: "#ffffff",
            overflow: "truncate",
            width: 60,
          },
          itemStyle: { borderWidth: 1, borderColor: theme.card },
          data,
        },
      ],
    } as ChartPart["option"],
    formats: [],
    summary: "Ring of the parts of a whole",
  };
  return [chart, ...legendOf(legend, whole, pen)];
};

const depthOf = (shares: readonly Share[]): number =>
  1 + Math.max(0, ...shares.map(({ children }) => (children.length > 0 ? depthOf(children) : 0)));

function node({ name, value, color, children }: Share, border: string): object {
  return {
    name: plainLabel(name),
    value: shownNumber(value),
    itemStyle: { color },
    ...(children.length > 0 ? { children: children.map((child) => node(child, border)) } : {}),
  };
}

/** Braces are templates to ECharts. */
const plainLabel = (text: string) => text.replaceAll("{", "(").replaceAll("}", ")");

function legendOf({ type }: JsonObject, { shares, unit, total }: Whole, { height }: Pen): Part[] {
  if (type === "none" || height < 150) return [];
  const room = Math.max(1, Math.floor((height * 0.32) / 18) - 1);
  return [
    {
      kind: "table",
      role: "legend",
      columns: [
        { heading: "", align: "left", grow: 1 },
        { heading: "Value", align: "right" },
        { heading: "%", align: "right" },
      ],
      rows: shares
        .slice(0, room)
        .map(({ name, value, color }): Cell[] => [
          { text: name, mark: color },
          { text: numberText(value, unit) },
          { text: numberText(value / total, { name: "fraction" }, { precision: 1 }) },
        ]),
      ...(shares.length > room ? { more: shares.length - room } : {}),
    },
  ];
}

/**
 * Parts of a whole as areas, those of one group inside it.
 * @see https://docs.datadoghq.com/dashboards/widgets/treemap/
 */
export const treemap: Drawer = (definition, pen) => {
  const whole = wholeOf(definition, pen);
  if (!whole) return [emptyText(definition, pen.view)];
  const { shares, unit } = whole;
  const leaf = ({ name, value, color, children }: Share): object => ({
    name: plainLabel(children.length > 0 ? name : `${name} ${numberText(value, unit)}`),
    value: shownNumber(value),
    itemStyle: children.length > 0 ? { color, borderColor: color, borderWidth: 2, gapWidth: 1 } : { color },
    ...(children.length > 0
      ? { children: children.map(leaf), upperLabel: { show: true, height: 18, color: "#ffffff", fontSize: 10 } }
      : {}),
  });
  const chart: ChartPart = {
    kind: "chart",
    option: {
      animation: false,
      series: [
        {
          type: "treemap",
          left: 0,
          right: 0,
          top: 0,
          bottom: 0,
          roam: false,
          nodeClick: false,
          breadcrumb: { show: false },
          emphasis: { disabled: true },
          label: { fontSize: FONT_SIZE, color: "#ffffff", overflow: "truncate", position: "insideTopLeft" },
          itemStyle: { borderColor: pen.theme.card, borderWidth: 1, gapWidth: 1 },
          data: shares.map(leaf),
        },
      ],
    } as ChartPart["option"],
    formats: [],
    summary: "Areas of the parts of a whole",
  };
  return [chart];
};
