import { type JsonObject, listOf, objectOf, stringOf } from "../../../../json";
import { askedRequest } from "../data/asked";
import { curvesOf, groupName } from "../data/lines";
import { orderedRows, type ScalarColumn, type ScalarRow, type Scalars, scalarsOf } from "../data/scalars";
import { lineColors } from "../palette";
import type { Cell, Column, TablePart } from "../parts";
import type { Drawer, Pen } from "../pen";
import { numberText } from "../units";
import { formatsOf, formattedColors } from "./formats";
import { emptyText } from "./texts";

/**
 * Groups by value, each a bar.
 * @see https://docs.datadoghq.com/dashboards/widgets/top_list/
 */
export const toplist: Drawer = (definition, pen) => {
  const request = askedRequest(objectOf(listOf(definition.requests)[0]), pen.view);
  const scalars = scalarsOf(request, pen.view);
  const { rows, more } = orderedRows(scalars, request.json, 10);
  const [column] = scalars.columns;
  if (rows.length === 0 || column === undefined) return [emptyText(definition, pen.view)];
  const isRelative =
    objectOf(objectOf(definition.style).scaling) === undefined || objectOf(definition.style).scaling !== "absolute";
  const most = isRelative ? Math.max(...rows.map(({ values }) => Math.abs(values[0]!) || 0)) : totalOf(rows);
  const palette = stringOf(objectOf(request.json.style).palette) ?? stringOf(objectOf(definition.style).palette);
  const [plain = "#3c82e0"] = lineColors(palette ?? "dog_classic", ["all"]);
  const table: TablePart = {
    kind: "table",
    role: "bars",
    columns: [{ align: "right" }, { align: "left", grow: 1 }],
    rows: rows.map(({ group, values }): Cell[] => {
      const value = values[0]!;
      const colors = formattedColors(formatsOf(column.formula.json, request.json), value);
      const name = group.key === "*" ? column.name : groupName(group);
      return [
        {
          text: numberText(value, column.unit),
          ...((colors.background ?? colors.color) ? { color: colors.background ?? colors.color! } : {}),
        },
        {
          text: name,
          bar: {
            share: most === 0 ? 0 : Math.abs(value) / most || 0,
            color: colors.background ?? colors.color ?? plain,
          },
          ...linkOf(definition, group.tags),
        },
      ];
    }),
    ...(more > 0 ? { more } : {}),
  };
  return [table];
};

const totalOf = (rows: readonly ScalarRow[]) => rows.reduce((sum, { values }) => sum + (values[0]! || 0), 0);

/** The first of a widget's own links, for one group. */
export function linkOf(definition: JsonObject, tags: Readonly<Record<string, string>>): { readonly href?: string } {
  const [first] = customLinks(definition, tags);
  return first ? { href: first.href } : {};
}

/** A widget's own links; `{{stage.value}}` is the tag of a point, `{{value}}` and the like are left out. */
export function customLinks(definition: JsonObject, tags: Readonly<Record<string, string>> = {}) {
  return listOf(definition.custom_links)
    .map(objectOf)
    .flatMap(({ label, link, is_hidden: hidden }) => {
      const href = safeLink(stringOf(link) ?? "", tags);
      return href === undefined || hidden === true ? [] : [{ label: stringOf(label) ?? href, href }];
    });
}

/** Only addresses of the web and paths: never a script. */
function safeLink(link: string, tags: Readonly<Record<string, string>>): string | undefined {
  const filled = link.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (_whole, name: string) =>
    encodeURIComponent(tags[name.replace(/\.value$/, "")] ?? ""),
  );
  return /^(https?:\/\/|\/(?!\/))/i.test(filled) ? filled : undefined;
}

/**
 * Groups in rows, values in columns.
 * @see https://docs.datadoghq.com/dashboards/widgets/table/
 */
export const queryTable: Drawer = (definition, pen) => {
  const requests = listOf(definition.requests).map((request) => askedRequest(objectOf(request), pen.view));
  const parts = requests.map((request) => ({ request, scalars: scalarsOf(request, pen.view) }));
  const scalars = merged(parts.map((part) => part.scalars));
  const of = parts.flatMap(({ request, scalars }) => scalars.columns.map(() => request));
  const { rows, more } = orderedRows(scalars, of[0]?.json ?? {}, 50);
  if (rows.length === 0) return [emptyText(definition, pen.view)];
  const columns = scalars.columns.map((column, index) => ({
    ...column,
    index,
    request: of[index]!,
    most: Math.max(...rows.map(({ values }) => Math.abs(values[index]!) || 0)),
    mode:
      stringOf(column.formula.json.cell_display_mode) ??
      (listOf(column.formula.json.cell_display_mode)[0] as string | undefined) ??
      "number",
  }));
  const keys = scalars.keys;
  const table: TablePart = {
    kind: "table",
    columns: [
      ...keys.map((heading): Column => ({ heading, align: "left", grow: 1 })),
      ...columns.map(
        ({ name, mode }): Column => ({ heading: name, align: "right", ...(mode === "number" ? {} : { grow: 1.4 }) }),
      ),
    ],
    rows: rows.map(({ group, values }): Cell[] => [
      ...keys.map((key) => ({ text: group.tags[key] ?? "–", ...linkOf(definition, group.tags) })),
      ...columns.map((column): Cell => cellOf(column, values[column.index]!, group.key, pen)),
    ]),
    ...(more > 0 ? { more } : {}),
  };
  return [table];
};

interface ShownColumn extends ScalarColumn {
  readonly request: ReturnType<typeof askedRequest>;
  readonly most: number;
  readonly mode: string;
}

function cellOf({ unit, formula, request, most, mode }: ShownColumn, value: number, key: string, { view }: Pen): Cell {
  if (value === undefined || Number.isNaN(value)) return { text: "–" };
  const { color, background } = formattedColors(formatsOf(formula.json, request.json), value);
  const own = background ?? color ?? "#3c82e0";
  const text = numberText(value, unit);
  if (mode === "bar") return { text, bar: { share: most === 0 ? 0 : Math.abs(value) / most, color: own } };
  if (mode === "trend") {
    const line = curvesOf({ ...request, formulas: [formula] }, view, "line").lines.find(
      ({ group }) => group.key === key,
    );
    const values = line ? Array.from(line.values, (one) => (Number.isNaN(one) ? null : one)) : [];
    return { text, trend: { values, color: own } };
  }
  return { text, ...(color === undefined ? {} : { color }), ...(background === undefined ? {} : { background }) };
}

/** The columns of several requests (the older form has one each) side by side. */
function merged(all: readonly Scalars[]): Scalars {
  if (all.length === 1) return all[0]!;
  const width = all.reduce((sum, { columns }) => sum + columns.length, 0);
  const rows = new Map<string, { group: ScalarRow["group"]; values: number[] }>();
  let before = 0;
  for (const { rows: own, columns } of all) {
    for (const { group, values } of own) {
      const row = rows.get(group.key) ?? { group, values: new Array<number>(width).fill(Number.NaN) };
      values.forEach((value, index) => {
        row.values[before + index] = value;
      });
      rows.set(group.key, row);
    }
    before += columns.length;
  }
  const keys = all.reduce<readonly string[]>(
    (longest, { keys }) => (keys.length > longest.length ? keys : longest),
    [],
  );
  return { keys, columns: all.flatMap(({ columns }) => columns), rows: [...rows.values()] };
}
