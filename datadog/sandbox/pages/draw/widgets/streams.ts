import { listOf, objectOf, own, stringOf, stringsOf } from "../../../../json";
import type { SearchSource } from "../../../../query";
import { facetValues, type StoredEvent } from "../../../events";
import { eventsOf } from "../data/lines";
import { CannotDraw } from "../data/problem";
import { dayAndTime, filledSearch, type View } from "../data/view";
import { STATE_COLORS } from "../palette";
import type { Cell, ChartPart, Column, Part } from "../parts";
import type { Drawer, Pen } from "../pen";
import { numberText } from "../units";
import { baseOption, timeAxis, valueAxis } from "./axes";

/** Where a list's data is kept. */
const SOURCES: Readonly<Record<string, SearchSource>> = {
  logs_stream: "logs",
  trace_stream: "trace-analytics",
  event_stream: "events",
  rum_stream: "rum",
  audit_stream: "audits",
  ci_pipeline_stream: "ci-pipelines",
  ci_test_stream: "ci-tests",
  database_monitoring_stream: "database-monitoring",
};

/** Of a status, whatever its case. */
const STATUSES: readonly (readonly [words: RegExp, color: string])[] = [
  [/^(error|err|critical|emergency|alert|fatal)/i, STATE_COLORS.Alert],
  [/^warn/i, STATE_COLORS.Warn],
  [/^(ok|success)/i, STATE_COLORS.OK],
];

const statusColor = (status = "info") => STATUSES.find(([words]) => words.test(status))?.[1] ?? "#3c82e0";

/** What lists call the fields that events have under another name. */
const FIELDS: Readonly<Record<string, string>> = { core_host: "host", core_service: "service", core_status: "status" };

const HEADINGS: Readonly<Record<string, string>> = {
  timestamp: "Date",
  content: "Message",
  message: "Message",
  status: "Status",
};

/** More rows than a screen holds. */
const MOST_ROWS = 50;

/**
 * Logs, spans or events that a search finds, newest first.
 * @see https://docs.datadoghq.com/dashboards/widgets/list/
 */
export const listStream: Drawer = (definition, pen) => {
  const request = objectOf(listOf(definition.requests)[0]);
  const query = objectOf(request.query);
  const source = stringOf(query.data_source) ?? "";
  const kind = own(SOURCES, source);
  if (kind === undefined) {
    throw new CannotDraw(
      `A list of ${source.replace(/_stream$/, "").replaceAll("_", " ") || "something"} is not kept in the sandbox.`,
    );
  }
  const columns = listOf(request.columns).map((column) => stringOf(objectOf(column).field) ?? "");
  return found({ kind, query: stringOf(query.query_string) ?? "", columns }, pen);
};

/** @see https://docs.datadoghq.com/dashboards/widgets/log_stream/ */
export const logStream: Drawer = (definition, pen) => {
  const columns = [
    "status_line",
    ...(definition.show_date_column === false ? [] : ["timestamp"]),
    ...stringsOf(definition.columns),
    ...(definition.show_message_column === false ? [] : ["content"]),
  ];
  return found({ kind: "logs", query: stringOf(definition.query) ?? "", columns }, pen);
};

/** @see https://docs.datadoghq.com/dashboards/widgets/event_stream/ */
export const eventStream: Drawer = (definition, pen) =>
  found(
    { kind: "events", query: stringOf(definition.query) ?? "", columns: ["status_line", "timestamp", "content"] },
    pen,
  );

interface Asked {
  readonly kind: SearchSource;
  readonly query: string;
  readonly columns: readonly string[];
}

function found({ kind, query, columns }: Asked, { view }: Pen): Part[] {
  const search = filledSearch(query, view.variables).trim();
  const events = eventsOf({ kind, query: search }, view, view.from, view.to);
  const fields = columns.filter((field) => field !== "status_line");
  const marked = columns.includes("status_line");
  if (events.length === 0) {
    return [{ kind: "text", role: "empty", text: `No ${NAMES[kind] ?? "events"} found for ${search || "*"}` }];
  }
  const newest = events.slice(-MOST_ROWS).reverse();
  return [
    {
      kind: "table",
      columns: fields.map((field): Column => {
        const isText = field === "content" || field === "message" || field === "resource_name";
        return {
          heading: own(HEADINGS, field) ?? field.replace(/^@/, "").replace(/^core_/, ""),
          align: "left",
          ...(isText ? { grow: 1, mono: true } : {}),
        };
      }),
      rows: newest.map((event) =>
        fields.map((field, index): Cell => {
          const text = textOf(event, field, view);
          const isStatus = field === "status" || field === "core_status";
          return {
            text,
            ...(marked && index === 0 ? { mark: statusColor(event.status) } : {}),
            ...(isStatus ? { color: statusColor(text) } : {}),
          };
        }),
      ),
      ...(events.length > newest.length ? { more: events.length - newest.length } : {}),
    },
  ];
}

const NAMES: Readonly<Partial<Record<SearchSource, string>>> = {
  logs: "logs",
  "trace-analytics": "spans",
  events: "events",
};

function textOf(event: StoredEvent, field: string, { from, to }: View): string {
  if (field === "timestamp") {
    const time = dayAndTime(event.time);
    const seconds = `:${String(Math.floor(event.time) % 60).padStart(2, "0")}`;
    return to - from <= 86_400 ? time.slice(-5) + seconds : time;
  }
  if (field === "content" || field === "message")
    return oneLine([event.title, event.message].filter(Boolean).join(": "));
  const name = own(FIELDS, field) ?? field;
  const values = facetValues(event, name);
  if (values.length === 0) return "–";
  if (name === "@duration" && typeof values[0] === "number") return numberText(values[0], { name: "nanosecond" });
  return oneLine(values.join(", "));
}

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

/** Bars of an event timeline. */
const BARS = 60;

/**
 * How many events a search finds over time, by status.
 * @see https://docs.datadoghq.com/dashboards/widgets/event_timeline/
 */
export const eventTimeline: Drawer = (definition, pen) => {
  const { view, theme } = pen;
  const query = filledSearch(stringOf(definition.query) ?? "", view.variables);
  const events = eventsOf({ kind: "events", query }, view, view.from, view.to);
  if (events.length === 0) return [{ kind: "text", role: "empty", text: `No events found for ${query.trim() || "*"}` }];
  const step = (view.to - view.from) / BARS;
  const byColor = new Map<string, number[]>();
  for (const { time, status } of events) {
    const color = statusColor(status);
    const counts = byColor.get(color) ?? new Array<number>(BARS).fill(0);
    counts[Math.min(BARS - 1, Math.floor((time - view.from) / step))]! += 1;
    byColor.set(color, counts);
  }
  const most = Math.max(...[...byColor.values()].flat());
  const { axis, format } = valueAxis({}, {}, { min: 0, max: most }, theme, { axis: "y", index: 0, pixels: pen.height });
  const chart: ChartPart = {
    kind: "chart",
    option: {
      ...baseOption(),
      xAxis: timeAxis(view, theme),
      yAxis: { ...axis, minInterval: 1 },
      series: [...byColor].map(([color, counts]) => ({
        type: "bar",
        stack: "events",
        itemStyle: { color },
        emphasis: { disabled: true },
        // a point at each place, as ECharts stacks the first on the first
        data: counts.map((count, index) => [Math.round((view.from + (index + 0.5) * step) * 1000), count || null]),
      })),
    } as ChartPart["option"],
    formats: [format],
    summary: `${events.length} events over time`,
  };
  return [chart];
};
