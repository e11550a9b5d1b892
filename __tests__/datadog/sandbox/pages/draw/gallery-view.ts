import { apiMonitorSchema, type SloDefinition } from "../../../../../datadog/definitions";
import { alertingMonitor, History } from "../../../../../datadog/sandbox/alerting";
import type { View } from "../../../../../datadog/sandbox/pages/draw";
import { galleryDashboard } from "./gallery";
import { type MadeOptions, madeView } from "./made-view";

const MONITORS = [
  {
    id: "11",
    definition: apiMonitorSchema.parse({
      name: "Load is high",
      type: "query alert",
      query: "avg(last_5m):avg:system.load.1{*} > 20",
      message: "Load is high.",
      tags: ["team:data"],
      priority: 2,
      options: { thresholds: { critical: 20, warning: 15 } },
    }),
  },
  {
    id: "12",
    definition: apiMonitorSchema.parse({
      name: "Load by host",
      type: "query alert",
      query: "avg(last_5m):avg:system.load.1{*} by {host} > 1000",
      message: "Load is high.",
      tags: ["team:data"],
      options: { thresholds: { critical: 1000 } },
    }),
  },
];

const SLO: SloDefinition = {
  name: "Load is kept",
  type: "metric",
  tags: ["team:data"],
  query: { numerator: "sum:system.load.1{host:host-0}", denominator: "sum:system.load.1{*}" },
  thresholds: [{ timeframe: "7d", target: 20, warning: 30 }],
};

/** Data, monitors and an SLO for every widget of the gallery. */
export function galleryView(options: MadeOptions = {}): View {
  const view = madeView(galleryDashboard(), options);
  const ready = MONITORS.map(({ id, definition }) => alertingMonitor(id, definition, view));
  const history = new History(ready, new Map(), { from: view.to - 3600, to: view.to });
  return { ...view, monitors: MONITORS, states: history.state, slos: new Map([["slo1", SLO]]) };
}
