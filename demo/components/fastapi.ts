import { httpCanConnect } from "../../metrics/checks";
import { webRequests } from "../../metrics/traces";
import { type Component, TICK } from "../component";
import { isStrained } from "../conditions";

/** Requests in ten seconds, on an ordinary day. */
const REQUESTS = 5;

/** FastAPI takes the orders: a request that finds no connection to the database waits, and may fail. */
export const fastapi: Component = (random) => (now, to) => {
  for (let requests = random.of(REQUESTS, now.traffic); requests > 0; requests--) {
    to.span({
      service: "fastapi",
      operation: webRequests.latency,
      resource: "POST /orders",
      end: now.time + TICK * random.next(),
      seconds: random.about(isStrained(now) ? 1.4 : 0.2),
      isError: random.happens(isStrained(now) ? 0.3 : 0),
    });
  }
  to.check(httpCanConnect, "OK", { instance: "fastapi" });
};
