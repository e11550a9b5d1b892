import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkMonitor, type MonitorDefinition } from "../../datadog/definitions";
import {
  isCounter,
  type MetricQuery,
  mergeCatalogs,
  metricCatalog,
  parseMonitorQuery,
  type QueryNode,
  UNIVERSAL_TAGS,
  walk,
} from "../../datadog/query";
import { catalog } from "../../metrics/catalog";
import * as checks from "../../metrics/checks";
import { integrationCatalog } from "../../metrics/integrations";
import { monitors } from "../../monitors";
import type { About } from "../../monitors/documented";
import { monitorsPage } from "../../ops/monitors";
import { contentOf } from "../../stacks/content";
import { loadEnvironments } from "../../stacks/environments";

const folder = join(__dirname, "..", "..", "monitors");

interface Entry {
  readonly about: About;
  readonly definition: MonitorDefinition;
}

const entries = monitors.flatMap(([name, make]): (readonly [string, Entry])[] =>
  "about" in make ? [[name, { about: make.about, definition: (make as () => MonitorDefinition)() }]] : [],
);

describe("the list of monitors", () => {
  test("has all that are in a component's folder, under its name", () => {
    const files = readdirSync(folder, { withFileTypes: true })
      .filter((one) => one.isDirectory())
      .flatMap(({ name: component }) =>
        readdirSync(join(folder, component))
          .filter((file) => file !== "index.ts")
          .map((file) => `${component}/${file}`),
      );
    const grouped = monitors.filter(([name]) => name.includes("."));
    expect(grouped).toHaveLength(files.length);
    const components = new Set(files.map((file) => file.split("/")[0]));
    expect(new Set(grouped.map(([name]) => name.split(".")[0]))).toEqual(components);
  });

  test("is documented in docs/monitors.md, as `npm run docs` writes it", () => {
    const page = readFileSync(join(__dirname, "..", "..", "docs", "monitors.md"), "utf8");
    expect(page.replaceAll("\r\n", "\n")).toBe(monitorsPage());
  });

  test("has those on by default that every such pipeline wants", () => {
    const on = entries.filter(([, { about }]) => about.enabled !== false && !about.isPart).map(([name]) => name);
    const connections = ["fastapi", "postgresql", "rabbitmq", "celery", "prefect", "spark"];
    expect(on).toEqual(
      expect.arrayContaining([
        "failure",
        "noRuns",
        "stuckStage",
        "agent.gone",
        "rabbitmq.backlog",
        "celery.failures",
        "prefect.failures",
        ...connections.map((component) => `${component}.cannotConnect`),
      ]),
    );
  });
});

describe.each(entries)("%s", (_, { about, definition }) => {
  test("names where its thresholds come from", () => {
    const { source } = about;
    if ("page" in source) expect(source.page).toMatch(/^https:\/\/[\w.-]+\/\S+$/);
    else expect(source.own).toMatch(/^[A-Z].{20,}\.$/);
  });

  test("says what an alert means, what to do first, and what it does not alert for", () => {
    for (const sentence of [about.meaning, about.trap, ...about.steps]) expect(sentence).toMatch(/^[A-Z].{20,}\S$/s);
    expect(new Set(about.steps).size).toBe(3);
  });

  test("does without data what its documentation says", () => {
    const { on_missing_data: choice, notify_no_data: notifies, no_data_timeframe: minutes } = definition.options ?? {};
    const kind = notifies ? `notifies after ${minutes} minutes` : (choice ?? "none");
    expect(about.missingData).toMatch(new RegExp(`^${kind}: \\S`));
  });

  test("has the priority of its documentation, and leaves nothing to say", () => {
    expect(definition.priority).toBe(about.priority);
    const known = mergeCatalogs(metricCatalog(catalog, ["pipeline."]), integrationCatalog());
    expect(checkMonitor(definition, { catalog: known })).toEqual([]);
  });
});

/** Reported by the agent's core and by APM, whose metrics integrations do not list. */
const CORE = /^(system\.(cpu|mem|load)|trace)\./;

describe("the metrics that monitors read", () => {
  const integrations = integrationCatalog();
  const declared = new Map(catalog.map((metric) => [metric.name, metric]));

  /** Each metric query of the monitors, and what is around it. */
  const read = entries.flatMap(([name, { definition }]) => {
    const parsed = parseMonitorQuery(definition.query);
    const found: (readonly [string, MetricQuery, readonly QueryNode[]])[] = [];
    if (parsed.ok) walk(parsed.node, { metric: (query, around) => void found.push([name, query, around]) });
    return found;
  });

  test.each(read)("of %s are declared, and their integration has them", (_, { metric }) => {
    expect(declared.has(metric)).toBe(true);
    const { reported } = declared.get(metric)!;
    if (reported === "agent" && !CORE.test(metric))
      expect(integrations.metric(metric)?.type).toBe(declared.get(metric)!.type);
  });

  test.each(read)("of %s have the tags by which they are filtered and grouped", (_, query) => {
    const tags = [...(declared.get(query.metric)?.tags ?? []), ...UNIVERSAL_TAGS];
    const used: string[] = [];
    walk(query, { tag: ({ key }) => void used.push(key), in: ({ key }) => void used.push(key) });
    const groups = query.by.map(({ name }) => name);
    expect([...used, ...groups].filter((key) => !tags.includes(key))).toEqual([]);
  });

  test.each(read)("of %s are counted where they are counters", (_, query, around) => {
    const facts = declared.get(query.metric)!;
    const isCounted = [query, ...around].some(
      (node) =>
        (node.kind === "metric" || node.kind === "modified") && node.modifiers.some(({ name }) => name === "as_count"),
    );
    expect(isCounted).toBe(isCounter(facts));
  });
});

test("the service checks that monitors read are declared, with the tags by which they are grouped", () => {
  const declared = Object.values(checks).map(({ name }) => name);
  const read = entries.flatMap(([, { definition }]) => {
    const parsed = parseMonitorQuery(definition.query);
    return parsed.ok && parsed.node.kind === "serviceCheck" ? [parsed.node.check] : [];
  });
  expect(read).toHaveLength(7);
  expect([...new Set(read)].sort()).toEqual([...declared].sort());
});

describe.each(loadEnvironments().map((environment) => [environment.name, environment] as const))(
  "in %s",
  (_, environment) => {
    const parts = new Set(entries.flatMap(([name, { about }]) => (about.isPart ? [name] : [])));
    const { monitors: shipped } = contentOf(environment);

    test("parts of composite monitors notify nobody", () => {
      const own = shipped.filter(({ name }) => parts.has(name));
      expect(own.length).toBeGreaterThan(0);
      expect(own.filter(({ definition }) => definition.message.includes("@"))).toEqual([]);
    });

    test("monitors of a component have its tag", () => {
      const grouped = shipped.filter(({ name }) => name.includes("."));
      expect(
        grouped.filter(({ name, definition }) => !definition.tags?.includes(`component:${name.split(".")[0]}`)),
      ).toEqual([]);
    });
  },
);
