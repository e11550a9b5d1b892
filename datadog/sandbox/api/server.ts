import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { Org } from "../org";
import { Refusal } from "../refusal";
import { accessRoutes } from "./access";
import { accountRoutes } from "./account";
import { readBodyOf } from "./body";
import { catalogRoutes } from "./catalog";
import { dashboardListRoutes } from "./dashboard-lists";
import { dashboardRoutes } from "./dashboards";
import { dataQueryRoutes } from "./data-queries";
import { downtimeRoutes } from "./downtimes";
import { downtimeV1Routes } from "./downtimes-v1";
import { Faults, faultInjection, faultRoutes } from "./faults";
import { logsMetricRoutes, spansMetricRoutes } from "./generated-metrics";
import { eventIntakeRoutes } from "./intake/events";
import { logIntakeRoutes } from "./intake/logs";
import { metricIntakeRoutes } from "./intake/metrics";
import { traceIntakeRoutes } from "./intake/traces";
import { type Keys, keyCheck, madeUpKeys } from "./keys";
import { logsPipelineRoutes } from "./logs";
import { metricRoutes } from "./metrics";
import { monitorSearchRoutes } from "./monitor-search";
import { monitorRoutes } from "./monitors";
import { muteRoutes } from "./mute";
import { notificationRuleRoutes } from "./notification-rules";
import { requestLog } from "./request-log";
import { retentionFilterRoutes } from "./retention-filters";
import { roleRoutes } from "./roles";
import { addRoutes, answer } from "./routes";
import { type Saving, savedFirst } from "./saving";
import { sloRoutes } from "./slos";
import { userRoutes } from "./users";
import { webhookRoutes } from "./webhooks";

/** Takes what whoever runs the sandbox should see: one message, of several lines where it has a stack trace. */
export type Log = (message: string) => void;

/** Where Datadog's API is, and that of its intake. */
const SERVED = ["/api/*", "/intake/*", "/v1/input"];

export interface ApiSettings {
  /** What keeps the org: an answer waits until the file has what it tells of. @default nothing does */
  readonly saving?: Saving;
  /** What goes wrong on demand. @default nothing, until the control endpoint is asked for some */
  readonly faults?: Faults;
  /** Is given a line for each request, with the reason of each refusal. @default nothing is logged */
  readonly requests?: Log;
}

/**
 * Datadog's HTTP API over an org; every refusal is `{"errors": […]}`. A path that the sandbox does not serve is answered
 * with 501: to Terraform a 404 would mean that the object was deleted.
 * @param log for what is not served, and for failures of the sandbox itself @default standard error
 */
export function createApi(org: Org, keys: Keys, log: Log = console.error, settings: ApiSettings = {}): Hono {
  const { saving, faults = new Faults(), requests } = settings;
  const app = new Hono();
  app.onError((error, context) => {
    if (error instanceof Refusal) return answer(context, error.body, error.status);
    log(`500 ${requestText(context)}\nThis is a bug in the sandbox. ${error.stack ?? error}${bodyText(context)}`);
    return answer(context, { errors: ["The sandbox failed on this request; see its terminal for details"] }, 500);
  });
  app.notFound((context) => {
    const words = `not served by the sandbox: ${requestText(context)}`;
    log(`501 ${words}`);
    return answer(context, { errors: [words] }, 501);
  });
  if (requests !== undefined) app.use(requestLog(requests));
  if (saving !== undefined) app.use(savedFirst(saving));
  for (const path of SERVED) app.use(path, keyCheck(keys));
  app.use("/sandbox/*", keyCheck(keys));
  addRoutes(app, faultRoutes(faults));
  for (const path of SERVED) app.use(path, faultInjection(faults));
  addRoutes(app, accountRoutes);
  const resources = [
    dashboardListRoutes,
    dashboardRoutes,
    muteRoutes,
    monitorSearchRoutes,
    monitorRoutes,
    metricRoutes,
    metricIntakeRoutes,
    eventIntakeRoutes,
    logIntakeRoutes,
    traceIntakeRoutes,
    logsPipelineRoutes,
    logsMetricRoutes,
    spansMetricRoutes,
    retentionFilterRoutes,
    catalogRoutes,
    accessRoutes,
    userRoutes,
    roleRoutes,
    sloRoutes,
    downtimeRoutes,
    downtimeV1Routes,
    dataQueryRoutes,
    notificationRuleRoutes,
    webhookRoutes,
  ];
  for (const routes of resources) addRoutes(app, routes(org));
  return app;
}

/** Method and path; the query is left out, since older clients put their keys there. */
function requestText(context: Context): string {
  return `${context.req.method} ${context.req.path}`;
}

/** Characters of a request's body that are logged. */
const LOGGED_BODY = 2000;

/** The body of a request, if it was read. */
function bodyText(context: Context): string {
  const text = readBodyOf(context);
  if (!text) return "";
  return `\nBody: ${text.slice(0, LOGGED_BODY)}${text.length > LOGGED_BODY ? "…" : ""}`;
}

export interface ServeSettings extends ApiSettings {
  /** Port on 127.0.0.1; 0 takes any free one. @default 0 */
  readonly port?: number;
  /** Keys that clients must send. @default made up */
  readonly keys?: Keys;
  /** For what is not served, and for failures of the sandbox itself. @default standard error */
  readonly log?: Log;
}

/** An org's API on a port. */
export interface ServedOrg {
  readonly port: number;
  /** `http://127.0.0.1:8080`: what goes into `DD_HOST`. */
  readonly url: string;
  readonly keys: Keys;
  /** Closes the port and every connection, and lets requests that are being answered end. */
  readonly stop: () => Promise<void>;
}

/** Connections at a time. */
const MOST_CONNECTIONS = 2000;

/** Serves the org's API on loopback; fails with a clear error where the port is taken. */
export async function serveOrg(
  org: Org,
  { port = 0, keys = madeUpKeys(), log, ...settings }: ServeSettings = {},
): Promise<ServedOrg> {
  const server = createAdaptorServer({
    fetch: createApi(org, keys, log, settings).fetch,
    // A request of HTTP/1.0 need not say it.
    hostname: "127.0.0.1",
    serverOptions: { maxHeaderSize: 32 * 1024, headersTimeout: 30_000, requestTimeout: 120_000 },
  }) as Server;
  server.maxConnections = MOST_CONNECTIONS;
  await listen(server, port);
  const address = server.address();
  const taken = typeof address === "object" && address !== null ? address.port : port;
  return { port: taken, url: `http://127.0.0.1:${taken}`, keys, stop: () => close(server) };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(
        taken ? new Error(`Port ${port} is in use: choose another port with --port, or 0 for any free port.`) : error,
      );
    });
    server.listen(port, "127.0.0.1", resolve);
  });
}

/** Milliseconds that a request which is being answered still has when the server stops. */
const STOPPING = 500;

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => server.closeAllConnections(), STOPPING);
    server.close(() => {
      clearTimeout(patience);
      resolve();
    });
    server.closeIdleConnections();
  });
}
