import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import type { Org } from "../org";
import { Refusal } from "../refusal";
import { accessRoutes } from "./access";
import { accountRoutes } from "./account";
import { catalogRoutes } from "./catalog";
import { dashboardListRoutes } from "./dashboard-lists";
import { dashboardRoutes } from "./dashboards";
import { logsMetricRoutes, spansMetricRoutes } from "./generated-metrics";
import { type Keys, keyCheck, madeUpKeys } from "./keys";
import { logsPipelineRoutes } from "./logs";
import { metricRoutes } from "./metrics";
import { monitorRoutes } from "./monitors";
import { retentionFilterRoutes } from "./retention-filters";
import { addRoutes, answer } from "./routes";
import { seriesRoutes } from "./series";

/** Datadog's HTTP API over an org; every refusal is `{"errors": […]}`. */
export function createApi(org: Org, keys: Keys): Hono {
  const app = new Hono();
  app.onError((error, context) => {
    if (error instanceof Refusal) return answer(context, error.body, error.status);
    return answer(context, { errors: ["The sandbox failed on this request: this is a bug of the sandbox"] }, 500);
  });
  app.notFound((context) => answer(context, { errors: ["Not found"] }, 404));
  app.use("/api/*", keyCheck(keys));
  addRoutes(app, accountRoutes);
  const resources = [
    dashboardListRoutes,
    dashboardRoutes,
    monitorRoutes,
    metricRoutes,
    seriesRoutes,
    logsPipelineRoutes,
    logsMetricRoutes,
    spansMetricRoutes,
    retentionFilterRoutes,
    catalogRoutes,
    accessRoutes,
  ];
  for (const routes of resources) addRoutes(app, routes(org));
  return app;
}

export interface ServeSettings {
  /** Port on 127.0.0.1; 0 takes any free one. @default 0 */
  readonly port?: number;
  /** Keys that clients must send. @default made up */
  readonly keys?: Keys;
}

/** An org's API on a port. */
export interface ServedOrg {
  readonly port: number;
  /** `http://127.0.0.1:8080`: what goes into `DD_HOST`. */
  readonly url: string;
  readonly keys: Keys;
  /** Closes the port and every connection. */
  readonly stop: () => Promise<void>;
}

/** Serves the org's API on loopback; fails with a clear error where the port is taken. */
export async function serveOrg(org: Org, { port = 0, keys = madeUpKeys() }: ServeSettings = {}): Promise<ServedOrg> {
  const server = createAdaptorServer({ fetch: createApi(org, keys).fetch }) as Server;
  await listen(server, port);
  const address = server.address();
  const taken = typeof address === "object" && address !== null ? address.port : port;
  return { port: taken, url: `http://127.0.0.1:${taken}`, keys, stop: () => close(server) };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(taken ? new Error(`Port ${port} is in use: choose another with --port, or 0 for any free one.`) : error);
    });
    server.listen(port, "127.0.0.1", resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
