import { conditionOf } from "../../../../definitions";
import { type JsonObject, listOf, stringOf, stringsOf } from "../../../../json";
import { STATES, type State } from "../../../alerting";
import { EVERYTHING } from "../../../evaluate";
import type { CheckRun } from "../../../events";
import { evaluating, foundMonitors, type MonitorNow, monitorNamed, readingsAt, valuesOver } from "../data/monitors";
import { unitOfMetrics } from "../data/unit";
import { filledText, type View } from "../data/view";
import { lineColors, STATE_COLORS } from "../palette";
import type { BlocksPart, Cell, ChartPart, Part, TablePart } from "../parts";
import type { Drawer } from "../pen";
import { type DisplayUnit, numberIn } from "../units";
import { axisSettings, baseOption, extentOf, shownNumber, timeAxis, valueAxis } from "./axes";
import { levelMarkers } from "./levels";
import { markerSeries, markersOf } from "./markers";
import { alignOf } from "./numbers";

/** As lists show them. */
const WORDS: Readonly<Record<State, string>> = {
  OK: "OK",
  "No Data": "NO DATA",
  Unknown: "UNKNOWN",
  Warn: "WARN",
  Alert: "ALERT",
};

/** The most severe first. */
const BY_SEVERITY = [...STATES].reverse();

/**
 * Monitors that a search finds: how many are in each state, and which.
 * @see https://docs.datadoghq.com/dashboards/widgets/monitor_summary/
 */
export const monitorSummary: Drawer = (definition, { view }) => {
  const found = foundMonitors(stringOf(definition.query) ?? "", view);
  const format = stringOf(definition.display_format) ?? "countsAndList";
  const blocks: BlocksPart = {
    kind: "blocks",
    filled: definition.color_preference === "background",
    blocks: BY_SEVERITY.map((state) => ({
      number: String(found.filter((monitor) => monitor.state === state).length),
      name: WORDS[state],
      color: STATE_COLORS[state],
    })).filter(({ number }) => definition.hide_zero_counts === false || number !== "0"),
  };
  if (found.length === 0) return [{ kind: "text", role: "empty", text: "No monitors found" }];
  return [
    ...(format === "list" ? [] : [blocks]),
    ...(format === "counts" ? [] : [monitorList(definition, found, view)]),
  ];
};

function monitorList(definition: JsonObject, found: readonly MonitorNow[], view: View): TablePart {
  const sorted = sortedMonitors(found, stringOf(definition.sort) ?? "status,asc");
  const hasPriority = definition.show_priority === true;
  const hasTime = definition.show_last_triggered === true;
  return {
    kind: "table",
    columns: [
      { heading: "Status", align: "left" },
      ...(hasPriority ? [{ heading: "P", align: "left" as const }] : []),
      { heading: "Monitor", align: "left", grow: 1 },
      ...(hasTime ? [{ heading: "Triggered", align: "right" as const }] : []),
    ],
    rows: sorted.map(({ id, definition: { name, priority }, state, lastTriggered }): Cell[] => [
      { text: WORDS[state], color: STATE_COLORS[state], mark: STATE_COLORS[state] },
      ...(hasPriority ? [{ text: priority == null ? "–" : `P${priority}` }] : []),
      { text: name, href: `/monitors/${id}` },
      ...(hasTime ? [{ text: lastTriggered === undefined ? "–" : ago(view.to - lastTriggered) }] : []),
    ]),
  };
}

function sortedMonitors(found: readonly MonitorNow[], sort: string): readonly MonitorNow[] {
  const [by = "status", order = "asc"] = sort.split(",");
  const sign = order === "desc" ? -1 : 1;
  const rank = ({ definition, state, lastTriggered }: MonitorNow) =>
    by === "name" ? definition.name : by === "triggered" ? (lastTriggered ?? 0) : BY_SEVERITY.indexOf(state);
  return [...found].sort((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    return sign * (left < right ? -1 : Number(left > right)) || (a.definition.name < b.definition.name ? -1 : 1);
  });
}

/** `5 min ago`. */
export function ago(seconds: number): string {
  if (seconds < 60) return "now";
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86_400)} d ago`;
}

/** Evaluations that an alert graph shows. */
const EVALUATIONS = 120;

/**
 * What a monitor compares with its thresholds, over time.
 * @see https://docs.datadoghq.com/dashboards/widgets/alert_graph/
 */
export const alertGraph: Drawer = (definition, pen) => {
  const { view, theme, width } = pen;
  const monitor = monitorNamed(stringOf(definition.alert_id) ?? "", view);
  const stride = Math.max(60, Math.ceil((view.to - view.from) / EVALUATIONS / 60) * 60);
  const count = Math.floor((view.to - view.from) / stride);
  const first = Math.floor(view.to / 60) * 60 - (count - 1) * stride;
  const lines = valuesOver(evaluating(monitor, view), view, first, stride, count).filter(({ values }) =>
    values.some((value) => !Number.isNaN(value)),
  );
  if (lines.length === 0) return [stateText(monitor)];
  const markers = markersOf({ markers: levelMarkers(monitor.definition) });
  const extent = extentOf([
    ...lines.map(({ values }) => values),
    markers.flatMap(({ low, high }) => [low ?? high ?? 0]),
  ]);
  const names = lines.map(({ group }) => (group.key === EVERYTHING.key ? monitor.definition.name : group.key));
  const colors = lineColors("dog_classic", names);
  const { axis, format, place } = valueAxis(axisSettings(definition, "yaxis"), unitOf(monitor, view), extent, theme, {
    axis: "y",
    index: 0,
    pixels: pen.height,
  });
  const chart: ChartPart = {
    kind: "chart",
    option: {
      ...baseOption(),
      xAxis: timeAxis(view, theme),
      yAxis: axis,
      series: [
        ...lines.map(({ values }, index) => ({
          name: names[index]!,
          type: "line",
          symbol: "none",
          emphasis: { disabled: true },
          lineStyle: { color: colors[index]!, width: 1.5 },
          itemStyle: { color: colors[index]! },
          data: Array.from(values, (value, at) => [
            (first + at * stride) * 1000,
            Number.isNaN(value) ? null : shownNumber(value),
          ]),
        })),
        markerSeries(markers, place, width),
      ],
    } as ChartPart["option"],
    formats: [format],
    summary: `What the monitor ${monitor.definition.name} compares with its thresholds`,
  };
  return [chart];
};

function stateText({ definition, state }: MonitorNow): Part {
  const text = `${definition.name}: ${WORDS[state]}`;
  return { kind: "blocks", filled: true, blocks: [{ number: WORDS[state], name: text, color: STATE_COLORS[state] }] };
}

function unitOf({ definition }: MonitorNow, view: View): DisplayUnit {
  const node = conditionOf(definition)?.node;
  return node?.kind === "metricAlert" ? unitOfMetrics(node.expression, view.metrics) : {};
}

/**
 * A monitor's present value, in the color of its state.
 * @see https://docs.datadoghq.com/dashboards/widgets/alert_value/
 */
export const alertValue: Drawer = (definition, { view }) => {
  const monitor = monitorNamed(stringOf(definition.alert_id) ?? "", view);
  const [reading] = readingsAt(evaluating(monitor, view), view, Math.floor(view.to / 60) * 60);
  const align = alignOf(definition.text_align, "left");
  const color = STATE_COLORS[monitor.state];
  if (reading?.value === undefined) return [stateText(monitor)];
  const asked = stringOf(definition.unit);
  const unit: DisplayUnit = asked === undefined || asked === "auto" ? unitOf(monitor, view) : { label: asked };
  const precision = typeof definition.precision === "number" ? definition.precision : 2;
  return [
    {
      kind: "number",
      ...numberIn(reading.value, unit, { precision }),
      color,
      align,
      caption: `${WORDS[monitor.state]} · ${monitor.definition.name}`,
    },
  ];
};

const CHECK_STATES: Readonly<Record<CheckRun["status"], State>> = {
  OK: "OK",
  WARNING: "Warn",
  CRITICAL: "Alert",
  UNKNOWN: "Unknown",
};

/**
 * The last runs of a service check: its status, or how many of a cluster have which.
 * @see https://docs.datadoghq.com/dashboards/widgets/check_status/
 */
export const checkStatus: Drawer = (definition, { view }) => {
  const check = stringOf(definition.check) ?? "";
  const wanted = [
    ...stringsOf(definition.tags),
    ...(definition.grouping === "check" ? (stringOf(definition.group) ?? "").split(",") : []),
  ]
    .map((tag) => filledText(tag.trim(), view.variables))
    .filter((tag) => tag !== "" && tag !== "*" && !tag.endsWith(":*"));
  const runs = view.events
    .runsBetween(check, view.from, view.to)
    .filter(({ tags = [] }) => wanted.every((tag) => tags.includes(tag)));
  if (runs.length === 0) {
    return [{ kind: "text", role: "empty", text: `No data: nothing has reported the check ${check}` }];
  }
  const keys = listOf(definition.group_by).map(String);
  const last = new Map<string, CheckRun>();
  for (const run of runs) last.set(groupOf(run, definition.grouping === "cluster" ? keys : []), run);
  const states = [...last.values()].map(({ status }) => CHECK_STATES[status]);
  const counted = BY_SEVERITY.map((state) => ({ state, count: states.filter((one) => one === state).length })).filter(
    ({ count }) => count > 0,
  );
  const isOne = definition.grouping !== "cluster";
  return [
    {
      kind: "blocks",
      filled: true,
      blocks: counted.map(({ state, count }) => ({
        number: isOne ? WORDS[state] : String(count),
        name: isOne ? check : WORDS[state],
        color: STATE_COLORS[state],
      })),
    },
  ];
};

/** The members of a cluster are told apart by these tags; without any, by all. */
function groupOf({ tags = [] }: CheckRun, keys: readonly string[]): string {
  const own = keys.length === 0 ? tags : tags.filter((tag) => keys.includes(tag.split(":", 1)[0]!));
  return [...own].sort().join(",");
}
