import { STATES, type State } from "../../../datadog/sandbox/alerting";
import type { MonitorOverview } from "../../../datadog/sandbox/watch";
import { counted, wrapped } from "../../words";
import type { Layout } from "../change-lines";
import type { Chart } from "./charts";
import { sparkline } from "./sparkline";

/** What the terminal shows at one time. */
export interface Shown {
  /** The org's time: `14:05:40`. */
  readonly time: string;
  /** Seconds of the org in a second. */
  readonly speed: number;
  /** Seconds of the org's time that it is behind its speed. */
  readonly late: number;
  /** What happens to the pipeline. @default nothing */
  readonly happening?: string;
  readonly charts: readonly Chart[];
  readonly monitors: readonly MonitorOverview[];
  /** Metrics that something else than the pipeline reported. */
  readonly others: readonly string[];
  /** What deserves attention: lines that could not be read, loss. */
  readonly warnings: readonly string[];
  /** Where the org listens. */
  readonly url: string;
  readonly statsdPort: number;
}

/** Columns of the bars at most, a minute each, and of the labels before them. */
const MOST_BARS = 40;
const LABELS = 26;
const VALUES = 8;

/** Behind by less than this, nobody needs to know. */
const LATE = 5;

/** What is going on, for a terminal: the pipeline's metrics, the monitors' states, and where the org listens. */
export function viewLines(shown: Shown, layout: Layout): string[] {
  const { colors, width } = layout;
  const { bold, dim } = colors;
  const pace = `${shown.speed === 1 ? "" : `, ${shown.speed} times as fast`}`;
  const late = shown.late < LATE ? "" : `, ${Math.round(shown.late)} s late`;
  return [
    "",
    `${bold(shown.time)}${dim(pace)}${colors.red(late)}`,
    ...wrapped(shown.happening ?? "Nothing unusual happens.", width),
    "",
    ...shown.charts.map((chart) => chartLine(chart, layout)),
    "",
    ...stateLines(shown, layout),
    ...(shown.others.length === 0 ? [] : ["", ...wrapped(`Also reported: ${listed(shown.others)}`, width)]),
    ...shown.warnings.flatMap((warning) => wrapped(warning, width).map(colors.yellow)),
    "",
    ...listeningLines(shown, layout),
  ];
}

function chartLine({ label, values }: Chart, { width, colors }: Layout): string {
  const bars = Math.max(5, Math.min(MOST_BARS, width - LABELS - VALUES));
  const latest = values.at(-1) ?? Number.NaN;
  const number = Number.isNaN(latest) ? "–" : String(Number(latest.toPrecision(3)));
  return `${label.padEnd(LABELS)}${colors.cyan(sparkline(values, bars))}${number.padStart(VALUES)}`;
}

/** How many monitors are in which state, and those that are not OK. */
function stateLines({ monitors }: Shown, { width, colors }: Layout): string[] {
  const worstFirst = [...STATES].reverse();
  const count = (state: State) => monitors.filter((one) => one.state === state).length;
  const counts = worstFirst.flatMap((state) => (count(state) > 0 ? `${count(state)} ${state}` : []));
  const unusual = monitors.flatMap(({ name, groups }) =>
    [...groups].map(([key, state]) => ({ state, text: key === "*" ? name : `${name} {${key}}` })),
  );
  const sorted = unusual.sort((a, b) => worstFirst.indexOf(a.state) - worstFirst.indexOf(b.state));
  return [
    `${colors.bold(counted(monitors.length, "monitor"))}: ${counts.join(", ")}`,
    ...sorted.map(({ state, text }) => `  ${colors.red(state.padEnd(9))}${text.slice(0, width - 11)}`),
  ];
}

const MOST_LISTED = 8;

function listed(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  return `${names.slice(0, MOST_LISTED).join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
}

function listeningLines({ url, statsdPort }: Shown, { width, colors: { dim } }: Layout): string[] {
  return [
    `${dim("API".padEnd(12))}${url}`,
    `${dim("DogStatsD".padEnd(12))}127.0.0.1:${statsdPort}`,
    ...wrapped("Everything is kept in memory. Press Ctrl-C to stop.", width).map(dim),
  ];
}
