import { httpCanConnect } from "../../metrics/checks";
import { webRequests } from "../../metrics/traces";
import type { Component } from "../component";
import { isStrained } from "../conditions";

const RESOURCE = "post_/orders";

/** FastAPI takes the orders: a request that finds no connection to the database waits, and may fail. */
export const fastapi: Component = (random) => (now, to) => {
  const requests = random.of(30, random.about(now.traffic));
  const failed = random.of(requests, isStrained(now) ? 0.08 : 0.0005);
  to.count(webRequests.hits, requests, { resource_name: RESOURCE });
  if (failed > 0) to.count(webRequests.errors, failed, { resource_name: RESOURCE });
  if (requests > 0) {
    to.sample(webRequests.latency, random.about(isStrained(now) ? 1.4 : 0.2), { resource_name: RESOURCE });
  }
  to.check(httpCanConnect, "OK", { instance: "fastapi" });
};
