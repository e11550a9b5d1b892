import type { SloDefinition } from "../../../../definitions";
import { listOf, objectOf, stringOf, stringsOf } from "../../../../json";
import { durationSeconds, parseSearch } from "../../../../query";
import { sloErrors } from "../../../alerting";
import { matcher } from "../../../events";
import { CannotDraw, unreadable, withPlace } from "../data/problem";
import { filledText, type View } from "../data/view";
import { STATE_COLORS } from "../palette";
import type { Cell, TablePart } from "../parts";
import type { Drawer } from "../pen";
import { numberText } from "../units";

/** An SLO over one window. */
interface Status {
  /** Percent that was good; nothing where there was nothing to measure. */
  readonly good?: number;
  readonly target?: number;
  readonly warning?: number;
  /** Percent of the error budget that is left; below 0 where it is used up. */
  readonly left?: number;
}

function statusOf(slo: SloDefinition, window: string, view: View): Status {
  const { series, events, slos, states } = view;
  const errors = withPlace(slo.query?.numerator ?? slo.name, () =>
    sloErrors(slo, { series, events, slo: (id) => slos.get(id) }, states),
  );
  const { from, to } = rangeOf(window, view);
  const bad = errors(to - from, to);
  const level = slo.thresholds.find(({ timeframe }) => timeframe === window) ?? slo.thresholds[0];
  const target = level?.target;
  return {
    ...(bad === undefined ? {} : { good: (1 - bad) * 100 }),
    ...(target === undefined ? {} : { target }),
    ...(level?.warning == null ? {} : { warning: level.warning }),
    ...(bad === undefined || target === undefined ? {} : { left: (1 - bad / (1 - target / 100)) * 100 }),
  };
}

const DAY = 86_400;

/** `7d`; `week_to_date` and the like, in UTC; `global_time` is what the dashboard shows. */
function rangeOf(window: string, { from, to }: View): { readonly from: number; readonly to: number } {
  const day = Math.floor(to / DAY) * DAY;
  const date = new Date(to * 1000);
  const week = day - ((date.getUTCDay() + 6) % 7) * DAY;
  const month = Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) / 1000;
  switch (window) {
    case "week_to_date":
      return { from: week, to };
    case "previous_week":
      return { from: week - 7 * DAY, to: week };
    case "month_to_date":
      return { from: month, to };
    case "previous_month":
      return { from: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1) / 1000, to: month };
    case "global_time":
      return { from, to };
    default:
      return { from: to - (durationSeconds(window) ?? 7 * DAY), to };
  }
}

/** Green on target, yellow below the warning, red below the target. */
function colorOf({ good, target, warning }: Status): string {
  if (good === undefined || target === undefined) return STATE_COLORS["No Data"];
  if (good < target) return STATE_COLORS.Alert;
  return warning !== undefined && good < warning ? STATE_COLORS.Warn : STATE_COLORS.OK;
}

const percent = (value: number | undefined, precision = 2) =>
  value === undefined ? "–" : numberText(value, { name: "percent" }, { precision });

/**
 * How well a service level objective is kept, over one window or several.
 * @see https://docs.datadoghq.com/dashboards/widgets/slo/
 */
export const sloSummary: Drawer = (definition, { view }) => {
  const id = stringOf(definition.slo_id) ?? "";
  const slo = view.slos.get(id);
  if (!slo) throw new CannotDraw(`There is no SLO with the id ${id}.`);
  const asked = stringsOf(definition.time_windows);
  const windows = asked.length > 0 ? asked : slo.thresholds.map(({ timeframe }) => timeframe);
  const hasBudget = definition.show_error_budget !== false;
  const table: TablePart = {
    kind: "table",
    columns: [
      { heading: "Window", align: "left", grow: 1 },
      { heading: "Status", align: "right" },
      { heading: "Target", align: "right" },
      ...(hasBudget ? [{ heading: "Error budget left", align: "right" as const, grow: 1.5 }] : []),
    ],
    rows: windows.map((window): Cell[] => {
      const status = statusOf(slo, window, view);
      const color = colorOf(status);
      return [
        { text: window.replaceAll("_", " ") },
        { text: percent(status.good), color },
        { text: percent(status.target, 3) },
        ...(hasBudget ? [budgetCell(status, color)] : []),
      ];
    }),
  };
  return [{ kind: "text", role: "remark", text: slo.name }, table];
};

const budgetCell = ({ left }: Status, color: string): Cell =>
  left === undefined
    ? { text: "–" }
    : { text: percent(left, 1), bar: { share: Math.max(0, Math.min(1, left / 100)), color } };

/**
 * The SLOs that have some tags.
 * @see https://docs.datadoghq.com/dashboards/widgets/slo_list/
 */
export const sloList: Drawer = (definition, { view }) => {
  const query = objectOf(objectOf(listOf(definition.requests)[0]).query);
  const text = filledText(stringOf(query.query_string) ?? "", view.variables).trim();
  const parsed = parseSearch(text === "" ? "*" : text);
  if (!parsed.ok) throw unreadable(text, parsed.errors[0]!);
  const matches = matcher(parsed.node);
  const found = [...view.slos.values()].filter(({ name, tags, type }) =>
    matches({ kind: "events", time: 0, message: name, tags: [...(tags ?? []), `slo_type:${type}`] }),
  );
  if (found.length === 0) return [{ kind: "text", role: "empty", text: "No SLOs found" }];
  const rows = found.map((slo) => {
    const { timeframe } = slo.thresholds[0]!;
    return { slo, timeframe, status: statusOf(slo, timeframe, view) };
  });
  const [sort] = listOf(query.sort).map(objectOf);
  const [by, sign] = [stringOf(sort?.column) ?? "status.error_budget_remaining", sort?.order === "desc" ? -1 : 1];
  const rank = ({ status }: (typeof rows)[number]) =>
    (by.endsWith("sli") ? status.good : status.left) ?? Number.POSITIVE_INFINITY;
  rows.sort((a, b) => sign * (rank(a) - rank(b)) || (a.slo.name < b.slo.name ? -1 : 1));
  const limit = typeof query.limit === "number" ? query.limit : 100;
  return [
    {
      kind: "table",
      columns: [
        { heading: "SLO", align: "left", grow: 2 },
        { heading: "Window", align: "left" },
        { heading: "Status", align: "right" },
        { heading: "Target", align: "right" },
        { heading: "Budget left", align: "right", grow: 1 },
      ],
      rows: rows
        .slice(0, limit)
        .map(({ slo, timeframe, status }): Cell[] => [
          { text: slo.name },
          { text: timeframe },
          { text: percent(status.good), color: colorOf(status) },
          { text: percent(status.target, 3) },
          budgetCell(status, colorOf(status)),
        ]),
      ...(rows.length > limit ? { more: rows.length - limit } : {}),
    },
  ];
};
