import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { celeryLines } from "./lines/celery";
import { fastapiLines } from "./lines/fastapi";
import { postgresqlLines } from "./lines/postgresql";
import { prefectLines } from "./lines/prefect";
import { rabbitmqLines } from "./lines/rabbitmq";
import { sparkLines } from "./lines/spark";

interface LogLabel {
  readonly source: string;
  readonly log_processing_rules?: readonly { readonly type: string; readonly pattern: string }[];
}

const file = join(__dirname, "..", "..", "docker", "compose.services.yaml");
const services: Record<string, { readonly labels: Record<string, string> }> = parse(readFileSync(file, "utf8"), {
  merge: true,
}).services;
const labels = Object.values(services).flatMap(
  (service) => JSON.parse(service.labels["com.datadoghq.ad.logs"] ?? "[]") as LogLabel[],
);

const HEADLESS = /^(a line of no known form|Exception in thread)/;

/** The agent holds the pattern against the start of each line. */
function firstLine(source: string): RegExp {
  const rule = labels.find((label) => label.source === source)?.log_processing_rules?.[0];
  expect(rule?.type).toBe("multi_line");
  return new RegExp(`^${rule?.pattern}`);
}

test.each([
  ["fastapi", fastapiLines],
  ["postgresql", postgresqlLines],
  ["prefect", prefectLines],
  ["spark", sparkLines],
  ["rabbitmq", rabbitmqLines],
  ["celery", celeryLines],
])("the agent keeps the lines of one %s log together", (source, lines) => {
  const starts = firstLine(source);
  for (const [log] of lines) {
    const [first, ...rest] = log.split("\n");
    // What has no head belongs to the log before it.
    if (!HEADLESS.test(log)) expect(first).toMatch(starts);
    for (const line of rest) expect(line).not.toMatch(starts);
  }
});

test.each([
  [
    "fastapi",
    ["Traceback (most recent call last):", '  File "/app/main.py", line 42, in accept', "ValueError: bad row"],
  ],
  ["fastapi", ["During handling of the above exception, another exception occurred:", "HTTPException: 500: boom"]],
  ["postgresql", ["\t  FROM runs", "\tWHERE id = 1"]],
  [
    "spark",
    [
      "java.lang.RuntimeException: bad row",
      "\tat com.example.Load.run(Load.scala:42)",
      "Caused by: java.io.IOException: disk full",
    ],
  ],
])("a line of %s that goes on is no first line", (source, lines) => {
  for (const line of lines) expect(line).not.toMatch(firstLine(source));
});
