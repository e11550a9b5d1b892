import { defaultZero, parseMetricQuery } from "../../../datadog/query";
import { evaluateExpression } from "../../../datadog/sandbox/evaluate";
import type { Org } from "../../../datadog/sandbox/org";
import { errors, runs, stageDuration } from "../../../metrics/pipeline";
import { connections } from "../../../metrics/postgresql";
import { messagesReady } from "../../../metrics/rabbitmq";
import { webRequests } from "../../../metrics/traces";

/** A row of bars. */
export interface Chart {
  readonly label: string;
  /** A value a minute, oldest first; NaN is a gap. */
  readonly values: readonly number[];
}

const QUERIES: Readonly<Record<string, { readonly text: string }>> = {
  "Runs per minute": defaultZero(runs.sum().asCount()),
  "Failed runs per minute": defaultZero(runs.sum().where({ status: "failed" }).asCount()),
  "Errors per minute": defaultZero(errors.sum().asCount()),
  "Spark stage, seconds": stageDuration.avg().where({ stage: "spark" }),
  "FastAPI errors per minute": defaultZero(webRequests.errors.sum().asCount()),
  "PostgreSQL connections": connections.max(),
  "Messages waiting": messagesReady.max(),
};

/** Minutes that charts show. */
export const MINUTES = 40;

/** What the pipeline's metrics show. @param to UNIX seconds, a whole minute: the end */
export function charts({ series }: Org, minutes: number, to: number): readonly Chart[] {
  return Object.entries(QUERIES).map(([label, { text }]) => {
    const parsed = parseMetricQuery(text);
    const options = { store: series, from: to - minutes * 60, to, interval: 60 };
    const [line] = parsed.ok ? evaluateExpression(parsed.node, options).series : [];
    return { label, values: line ? [...line.values] : [] };
  });
}
