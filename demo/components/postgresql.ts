import { postgresCanConnect } from "../../metrics/checks";
import { connections, connectionsUsed, waitingQueries } from "../../metrics/postgresql";
import type { Component } from "../component";
import { isStrained } from "../conditions";

const MAX_CONNECTIONS = 100;

/** PostgreSQL keeps the orders: without free connections, queries wait. */
export const postgresql: Component = (random) => (now, to) => {
  const used = Math.min(1, random.about(now.connections, 0.03));
  to.gauge(connections, Math.round(used * MAX_CONNECTIONS), { db: "orders" });
  to.gauge(connectionsUsed, Number(used.toFixed(3)), {});
  to.gauge(waitingQueries, Math.round(random.about(isStrained(now) ? 22 : 0)), { db: "orders" });
  to.check(postgresCanConnect, "OK", { db: "orders" });
};
