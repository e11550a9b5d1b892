import { type JsonObject, listOf, objectOf, stringOf } from "../../../../json";
import { askedRequest } from "../data/asked";
import { groupName } from "../data/lines";
import { type ScalarRow, type Scalars, scalarsOf } from "../data/scalars";
import type { View } from "../data/view";
import type { Cell, TablePart } from "../parts";
import type { Drawer } from "../pen";
import { numberText } from "../units";
import { linkOf } from "./lists";
import { emptyText } from "./texts";

const DAY = 86_400;

/** How long before the present time another is. */
const BEFORE: Readonly<Record<string, number>> = {
  hour_before: 3600,
  day_before: DAY,
  week_before: 7 * DAY,
  // Datadog's month is four weeks
  month_before: 28 * DAY,
};

interface Changed {
  readonly row: ScalarRow;
  readonly past: number;
  readonly present: number;
  /** What the list shows: a difference, or percent. */
  readonly change: number;
}

/**
 * How much each group differs from an earlier time.
 * @see https://docs.datadoghq.com/dashboards/widgets/change/
 */
export const change: Drawer = (definition, { view, theme }) => {
  const json = objectOf(listOf(definition.requests)[0]);
  const request = askedRequest(json, view);
  const { columns, rows } = scalarsOf(request, view);
  const isRelative = json.change_type !== "absolute";
  // two formulas are past and present; one is compared with itself at the earlier time
  const pairs: Pair[] =
    columns.length >= 2
      ? rows.map((row) => ({ row, past: row.values[0]!, present: row.values[1]! }))
      : withPast({ columns, rows, keys: [] }, scalarsOf(request, shifted(view, json)));
  const changes = pairs
    .filter(({ past, present }) => !Number.isNaN(past) && !Number.isNaN(present))
    .map((pair) => ({
      ...pair,
      change: isRelative ? ((pair.present - pair.past) / Math.abs(pair.past)) * 100 : pair.present - pair.past,
    }));
  if (changes.length === 0) {
    const ago = stringOf(json.compare_to)?.replaceAll("_", " ") ?? "week before";
    return rows.length === 0
      ? [emptyText(definition, view)]
      : [{ kind: "text", role: "empty", text: `No data of the ${ago} to compare with` }];
  }
  const unit = columns.at(-1)!.unit;
  const isGood = (value: number) => (json.increase_good === true ? value > 0 : value < 0);
  const table: TablePart = {
    kind: "table",
    role: "bars",
    columns: [
      { align: "left", grow: 1 },
      ...(json.show_present === true ? [{ align: "right" as const }] : []),
      { align: "right" },
    ],
    rows: ordered(changes, json).map(({ row, present, change }): Cell[] => {
      const sign = change > 0 ? "↑ " : change < 0 ? "↓ " : "";
      const size = Number.isFinite(change)
        ? isRelative
          ? `${numberText(Math.abs(change), { name: "percent" })}`
          : numberText(Math.abs(change), unit)
        : "from 0";
      return [
        {
          text: row.group.key === "*" ? columns.at(-1)!.name : groupName(row.group),
          ...linkOf(definition, row.group.tags),
        },
        ...(json.show_present === true ? [{ text: numberText(present, unit) }] : []),
        { text: sign + size, color: change === 0 ? theme.muted : isGood(change) ? "#2a8c4a" : "#d9374b" },
      ];
    }),
  };
  return [table];
};

type Pair = Pick<Changed, "row" | "past" | "present">;

function withPast(now: Scalars, before: Scalars): Pair[] {
  const past = new Map(before.rows.map(({ group, values }) => [group.key, values[0]!]));
  return now.rows.map((row) => ({ row, past: past.get(row.group.key) ?? Number.NaN, present: row.values[0]! }));
}

function shifted(view: View, json: JsonObject): View {
  const back = BEFORE[stringOf(json.compare_to) ?? "week_before"] ?? 7 * DAY;
  return { ...view, from: view.from - back, to: view.to - back };
}

function ordered(changes: readonly Changed[], json: JsonObject): readonly Changed[] {
  const by = stringOf(json.order_by) ?? "change";
  const sign = json.order_dir === "asc" ? 1 : -1;
  const rank = ({ row, past, present, change }: Changed) =>
    by === "name" ? row.group.key : by === "past" ? past : by === "present" ? present : change;
  return [...changes].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    return sign * (left < right ? -1 : Number(left > right));
  });
}
