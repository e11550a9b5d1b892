import { fastapiCannotConnect } from "./cannot-connect";
import { requestErrorCount } from "./error-count";
import { requestErrorShare } from "./error-share";
import { requestErrors } from "./errors";
import { requestLatency } from "./latency";
import { trafficDrop } from "./traffic-drop";

/** The monitors of FastAPI, one line each. */
export const fastapi = [
  ["cannotConnect", fastapiCannotConnect],
  ["latency", requestLatency],
  ["errors", requestErrors],
  ["errorShare", requestErrorShare],
  ["errorCount", requestErrorCount],
  ["trafficDrop", trafficDrop],
] as const;
