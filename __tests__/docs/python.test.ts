import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalog, families } from "../../metrics/catalog";

/** What the README's Python code sends: `statsd.METHOD("NAME", … tags=[…])`. */
const README = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");
const python = [...README.matchAll(/^```python\n([\s\S]*?)^```$/gm)].map(([, code]) => code).join("\n");
/** What a reader's own service sends to the sandbox is in no catalog. */
const OWN = "shop.";
const sent = [...python.matchAll(/statsd\.(\w+)\("([\w.]+)"(.*)\)/g)]
  .map(([, method = "", name = "", rest = ""]) => ({ method, name, rest }))
  .filter(({ name }) => !name.startsWith(OWN));

// How the methods of datadog-py send: https://datadogpy.readthedocs.io/en/latest/#datadog-dogstatsd-module
const METHODS: Readonly<Record<string, string>> = {
  increment: "counter",
  gauge: "gauge",
  distribution: "distribution",
  distributed: "distribution",
  timed: "timer",
};

/** The table "Key Metrics Tracked" of the integration's document. */
const DOCUMENTED = [
  "pipeline.runs",
  "pipeline.duration",
  "pipeline.stage.duration",
  "pipeline.records_processed",
  "pipeline.errors",
  "spark.executors",
  "postgresql.queries",
  "rabbitmq.queue_length",
];

test("the README shows in Python how each of the documented metrics is sent", () => {
  expect(sent.map(({ name }) => name)).toEqual(expect.arrayContaining(DOCUMENTED));
});

test.each(sent.map(({ method, name }) => [name, method] as const))(
  "%s is declared as statsd.%s sends it",
  (name, method) => {
    const family = families.find((each) => each.name === name);
    const declared = catalog.find((metric) => metric.name === name) ?? family?.members.avg;
    expect(declared?.reported).toBe(METHODS[method]);
  },
);

test("the tags in the README's Python code are those of the metrics", () => {
  const wrong = sent.flatMap(({ name, rest }) => {
    const tags = catalog.find((metric) => metric.name === name)?.tags ?? [];
    const keys = [...rest.matchAll(/"(\w+):/g)].map(([, key]) => key!);
    return keys.filter((key) => !tags.includes(key)).map((key) => `${name} ${key}`);
  });
  expect(wrong.filter((each) => !each.startsWith("pipeline.stage.process_time"))).toEqual([]);
});
