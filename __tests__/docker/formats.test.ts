import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { logPipelines } from "../../logs";
import { attributeOf, runPipeline } from "../logs/run";

const root = join(__dirname, "..", "..");
const read = (...names: string[]) => readFileSync(join(root, ...names), "utf8");
const services = parse(read("docker", "compose.services.yaml"), { merge: true }).services;

/** What a logging record of Python holds, under the tracer. https://docs.python.org/3/library/logging.html#logrecord-attributes */
const RECORD: Readonly<Record<string, string | number>> = {
  levelname: "ERROR",
  name: "app.load",
  filename: "load.py",
  lineno: 42,
  processName: "ForkPoolWorker-1",
  msecs: 123,
  task_name: "app.tasks.load",
  task_id: "0f8fad5b-d9cb-469f-a165-70867728950e",
  flow_run_name: "brave-otter",
  task_run_name: "load-0",
  message: "Stage failed pipeline_id=orders-42 stage=load error_type=timeout",
  "dd.service": "the-service",
  "dd.env": "demo",
  "dd.version": "1.4.2",
  "dd.trace_id": "664094a000000000b8b4a12f3c5d7e90",
  "dd.span_id": "1234567890123456789",
};

/** A format of Python's `logging`, filled in. */
const written = (format: string, asctime: string) =>
  format.replace(/%\(([\w.]+)\)(-?\d*)([srd])/g, (_, name: string, width: string, as: string) => {
    const value = String(name === "asctime" ? asctime : RECORD[name]);
    if (as === "r") return `'${value}'`;
    if (width.startsWith("-")) return value.padEnd(Number(width.slice(1)));
    return width === "" ? value : value.padStart(Number(width), "0");
  });

const withMilliseconds = "2024-05-12 10:11:12,123";
const { environment: prefect } = services.prefect;
const setting = (name: string): string =>
  services.celery.command.find((part: string) => part.startsWith(`${name}=`)).slice(name.length + 1);

const formats: readonly (readonly [pipeline: string, what: string, format: string, asctime: string])[] = [
  [
    "fastapi",
    "logging",
    JSON.parse(read("docker", "fastapi", "logging.json")).formatters.default.format,
    withMilliseconds,
  ],
  ["celery", "worker", setting("worker.log_format"), withMilliseconds],
  ["celery", "task", setting("worker.task_log_format"), withMilliseconds],
  ...["FORMAT", "FLOW_RUN_FMT", "TASK_RUN_FMT"].map(
    (name) => ["prefect", name, prefect[`PREFECT_LOGGING_FORMATTERS_STANDARD_${name}`], "2024-05-12 10:11:12"] as const,
  ),
];

const pipelines = new Map(logPipelines.map(([name, make]) => [name, make()]));

test.each(formats)(
  "%s reads what the overlay's format (%s) writes, and links it to its trace",
  (name, _, format, asctime) => {
    const log = runPipeline(pipelines.get(name)!, written(format, asctime));
    expect(log).toMatchObject({
      "official date": Date.UTC(2024, 4, 12, 10, 11, 12, 123),
      "official status": "error",
      "official service": "the-service",
      "official trace-id": "664094a000000000b8b4a12f3c5d7e90",
      "official span-id": "1234567890123456789",
      pipeline_id: "orders-42",
      stage: "load",
      error_type: "timeout",
    });
    expect(String(log["official message"])).toContain(RECORD.message);
  },
);

test("Prefect's dates have the form that its pipeline reads", () => {
  expect(prefect.PREFECT_LOGGING_FORMATTERS_STANDARD_DATEFMT).toBe("%Y-%m-%d %H:%M:%S");
});

test("spark reads what the overlay's log4j pattern writes", () => {
  const [, pattern = ""] = /layout\.pattern = (.*)\n/.exec(read("docker", "spark", "log4j2.properties"))!;
  const values: readonly (readonly [RegExp | string, string])[] = [
    ["%d{yy/MM/dd HH:mm:ss}", "24/05/12 10:11:12"],
    ["%p", "WARN"],
    ["%c{1}", "Load"],
    ["%m%n%ex", "Stage done stage=load\njava.io.IOException: disk full\n\tat x.y(Z.scala:1)"],
    ["${env:DD_SERVICE:-}", "spark"],
    ["${env:DD_ENV:-}", "demo"],
    ["${env:DD_VERSION:-}", ""],
    ["%X{mdc.dd.trace_id}", "664094a000000000b8b4a12f3c5d7e90"],
    ["%X{mdc.dd.span_id}", "1234567890123456789"],
  ];
  const line = values.reduce((text, [token, value]) => text.replace(token, () => value), pattern);
  expect(line).not.toMatch(/[%$]/);
  expect(runPipeline(pipelines.get("spark")!, line)).toMatchObject({
    "official status": "warn",
    "official service": "spark",
    "official trace-id": "664094a000000000b8b4a12f3c5d7e90",
    stage: "load",
    error_type: "java.io.IOException",
  });
});

// https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-LOG-LINE-PREFIX
test("postgresql reads what the overlay's prefix writes", () => {
  const prefix: string = services.postgres.command
    .find((part: string) => part.startsWith("log_line_prefix="))
    .slice("log_line_prefix=".length);
  const values: Readonly<Record<string, string>> = {
    m: "2024-05-12 10:11:12.123 UTC",
    p: "57",
    d: "pipeline",
    a: "my app",
    u: "app",
    h: "172.18.0.5",
    c: "6b07d590.1019",
  };
  const line = `${prefix.replace(/%(\w)/g, (_, letter: string) => values[letter]!)}ERROR:  42P01: relation "runs" does not exist`;
  const log = runPipeline(pipelines.get("postgresql")!, line);
  expect(
    ["db.instance", "db.application", "db.user", "db.client", "error_type"].map((path) => attributeOf(log, path)),
  ).toEqual(["pipeline", "my app", "app", "172.18.0.5", "42P01"]);
});

test("the README has each format as the overlay writes it", () => {
  const readme = read("README.md");
  for (const [, , format] of formats) expect(readme).toContain(format);
});
