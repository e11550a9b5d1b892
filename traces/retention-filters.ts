import { retentionFilter } from "../datadog/definitions";
import { anyOf } from "../metrics/components";

/** Every span that failed is kept and can be searched; of the others Datadog keeps what its own filters choose. */
export const errorsKept = () =>
  retentionFilter({ name: "Errors of the data pipeline", query: `service:${anyOf("service")} status:error` });
