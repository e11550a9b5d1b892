import { logPipelines } from "../../logs";
import { celeryLines } from "./lines/celery";
import { fastapiLines } from "./lines/fastapi";
import { postgresqlLines } from "./lines/postgresql";
import { prefectLines } from "./lines/prefect";
import { rabbitmqLines } from "./lines/rabbitmq";
import { sparkLines } from "./lines/spark";
import type { Expected, Line } from "./lines/table";
import { attributeOf, runPipeline } from "./run";

const tables: Readonly<Record<string, readonly Line[]>> = {
  fastapi: fastapiLines,
  postgresql: postgresqlLines,
  prefect: prefectLines,
  spark: sparkLines,
  rabbitmq: rabbitmqLines,
  celery: celeryLines,
};

const pipelines = new Map(logPipelines.map(([name, make]) => [name, make()]));

const OFFICIAL: Readonly<Record<string, string>> = {
  status: "official status",
  date: "official date",
  message: "official message",
  service: "official service",
  trace: "official trace-id",
  span: "official span-id",
};

/** What is expected, with the official attributes under the names that the run gives them. */
const spelled = ({ kind, ...rest }: Expected, hasKind: boolean): Expected =>
  Object.fromEntries([
    ...Object.entries(rest).map(([key, value]) => [OFFICIAL[key] ?? key, value] as const),
    ...(hasKind
      ? ([
          ["error.kind", kind],
          ["error_type", kind],
        ] as const)
      : []),
  ]);

describe.each(Object.keys(tables))("%s", (name) => {
  test.each(tables[name]!)("%s", (line, expected) => {
    const log = runPipeline(pipelines.get(name)!, line);
    const wanted = spelled(expected, Object.hasOwn(expected, "kind"));
    expect(Object.fromEntries(Object.keys(wanted).map((path) => [path, attributeOf(log, path)]))).toEqual(wanted);
  });

  test("says the type of each error whose kind is known, and the kind of each whose type is", () => {
    for (const [line] of tables[name]!) {
      const log = runPipeline(pipelines.get(name)!, line);
      expect([line, attributeOf(log, "error_type") === undefined]).toEqual([
        line,
        attributeOf(log, "error.kind") === undefined,
      ]);
    }
  });
});

test("there is a table of lines for each pipeline", () => {
  expect(Object.keys(tables)).toEqual([...pipelines.keys()]);
});
