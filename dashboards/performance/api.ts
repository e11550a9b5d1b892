import { bars, line, size, thresholdMarkers, timeseries, toplist } from "../../datadog/definitions";
import * as traces from "../../metrics/traces";
import { type DashboardSettings, deployments } from "../settings";
import { counted } from "../styles";
import { topic } from "../topic";
import type { Pages } from "./pages";

/** How fast requests, calls, and tasks are. */
export const apiTopic = (settings: DashboardSettings, { links, failures }: Pages) =>
  topic(
    "API",
    {
      means:
        "**Is it the API?** The median is what users notice, the 99th percentile is where it begins. One slow endpoint: its " +
        "traces say which call it waits for.\nAll of them slow: look at Database and at the CPU of FastAPI's container. 5xx means it " +
        `fails: ${failures.inNote}.`,
      links,
      color: "vivid_green",
    },
    api(settings),
  );

function api({ monitors = {} }: DashboardSettings) {
  const { latency, hits } = traces.webRequests;
  return [
    timeseries(
      "API response times",
      line({ median: latency.p50(), "95th percentile": latency.p95(), "99th percentile": latency.p99() }),
      { events: deployments, markers: thresholdMarkers(monitors["fastapi.latency"]) },
    ),
    timeseries("Requests by status", bars(hits.sum().asCount().by("http.status_class")), { events: deployments }),
    toplist("Slowest endpoints", latency.p95().by("resource_name"), { size: size.half }),
    timeseries("Calls between services", [
      line({ "95th percentile": traces.apiCalls.latency.p95().by("service") }),
      bars({ calls: traces.apiCalls.hits.sum().asCount() }, counted),
    ]),
    timeseries(
      "Prefect: flow and task runs",
      line({ "95th percentile": traces.prefectRuns.latency.p95().where({ service: "prefect" }) }),
    ),
    timeseries("Celery task time", [
      line({ "95th percentile": traces.celeryTasks.latency.p95().by("resource_name") }),
      bars({ tasks: traces.celeryTasks.hits.sum().asCount() }, counted),
    ]),
  ];
}
