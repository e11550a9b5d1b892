import * as echarts from "echarts";
import type { DashboardDefinition, Widget } from "../datadog/definitions";
import { EventStore } from "../datadog/sandbox/events";
import {
  allPlaced,
  type ChartPart,
  chartOption,
  drawDashboard,
  drawnWidget,
  layoutOf,
  type View,
} from "../datadog/sandbox/pages/draw";
import { SeriesStore } from "../datadog/sandbox/series";

/**
 * The SVG of a dashboard of 50 widgets with 24 hours of data each, evaluation included, beside ECharts alone drawing the
 * same options at the same sizes.
 */
const WIDGETS = 50;
const SERIES = 4;
const DAY = 86_400;
const START = 1_704_067_200;
/** Each side draws this often; the best run counts. */
const RUNS = 5;

function view(): View {
  const series = new SeriesStore({ step: 60 });
  for (let widget = 0; widget < WIDGETS; widget++) {
    for (let host = 0; host < SERIES; host++) {
      const points = Array.from({ length: DAY / 60 }, (_, minute) => {
        const value = 100 + 50 * Math.sin((minute + 37 * host) / 90) + ((minute * (widget + 7) * (host + 3)) % 11);
        return [START + minute * 60, value] as const;
      });
      series.submit({ metric: `made.metric_${widget}`, type: "gauge", tags: [`host:host-${host}`], points });
    }
  }
  const metrics = { metric: () => undefined };
  const empty = { variables: {}, monitors: [], states: new Map(), slos: new Map(), metrics };
  return { series, events: new EventStore(), from: START, to: START + DAY, ...empty };
}

const DISPLAYS = ["line", "area", "bars"];

const dashboard: DashboardDefinition = {
  title: "Fifty widgets",
  layout_type: "ordered",
  reflow_type: "fixed",
  widgets: Array.from({ length: WIDGETS }, (_, index): Widget => {
    const queries = [{ data_source: "metrics", name: "query1", query: `avg:made.metric_${index}{*} by {host}` }];
    const display_type = DISPLAYS[index % DISPLAYS.length];
    return {
      definition: {
        type: "timeseries",
        title: `Metric ${index}`,
        requests: [{ response_format: "timeseries", queries, formulas: [{ formula: "query1" }], display_type }],
      },
      layout: { x: (index % 2) * 6, y: Math.floor(index / 2) * 3, width: 6, height: 3 },
    };
  }),
};

/** Milliseconds of the best of several runs, after one that is not measured. */
function best(run: () => unknown): number {
  run();
  return Math.min(
    ...Array.from({ length: RUNS }, () => {
      const began = performance.now();
      run();
      return performance.now() - began;
    }),
  );
}

function main(): void {
  const data = view();
  const charts = allPlaced(layoutOf(dashboard).widgets).flatMap(({ definition, box }) =>
    drawnWidget(definition, data, box)
      .parts.filter((part): part is ChartPart => part.kind === "chart")
      .map((part) => ({
        option: chartOption(part),
        width: Math.round(box.width - 20),
        height: Math.round(box.height - 44),
      })),
  );
  const alone = best(() => {
    for (const { option, width, height } of charts) {
      const chart = echarts.init(null, null, { renderer: "svg", ssr: true, width, height });
      chart.setOption(option);
      chart.renderToSVGString();
      chart.dispose();
    }
  });
  const ours = best(() => drawDashboard(dashboard, data));
  const points = (DAY / 60) * WIDGETS * SERIES;
  console.log(`${charts.length} charts of ${SERIES} series, ${points.toLocaleString("en")} points in the store`);
  console.log(`ECharts alone: ${alone.toFixed(0)} ms`);
  console.log(
    `the dashboard, evaluated and drawn: ${ours.toFixed(0)} ms, ${Math.round(drawDashboard(dashboard, data).length / 1024)} KiB`,
  );
  console.log(`ratio: ${(ours / alone).toFixed(2)}`);
}

main();
