import { readdirSync, readFileSync } from "node:fs";
import { parseMetricQuery, parseMonitorQuery, print } from "../../../datadog/query";
import { corpusObjects, corpusPath, describeCorpus } from "../../corpus";
import { ImportProject } from "./project";

type Fields = Record<string, unknown>;

/** What Datadog answers for an option that nobody set, and what Terraform cannot keep, by its path. */
const DEFAULTS: Fields = {
  ...{
    notify_no_data: false,
    notify_audit: false,
    include_tags: true,
    new_host_delay: 300,
    silenced: {},
    locked: false,
  },
  ...{
    groupby_simple_monitor: false,
    enable_logs_sample: false,
    renotify_interval: 0,
    timeout_h: 0,
    evaluation_delay: 0,
  },
  ...{ escalation_message: "", require_full_window: false },
};
const DATADOGS_OWN = ["avalanche_window", "aggregation", "queryConfig", "restriction_query"];
const WITHOUT_ATTRIBUTE = ["storage", "should_exclude_missing", "comparison", "period", "timeAggregator"];

const without = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(without);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([key, item]) => item !== null && !WITHOUT_ATTRIBUTE.includes(key));
  return Object.fromEntries(fields.map(([key, item]) => [key, without(item)]));
};

/** A monitor with every default written out, and its query as the language's printer spaces it. */
function inOneForm({
  repo: _,
  path: _path,
  options,
  query,
  tags,
  priority,
  ignore: _ignore,
  ...fields
}: Fields): Fields {
  const parsed = parseMonitorQuery(String(query));
  const kept = Object.entries(without(options ?? {}) as Fields).filter(([name]) => !DATADOGS_OWN.includes(name));
  // {"*": null}: nothing but what is not kept
  const numbered = kept.map(([name, value]) => [name, /^\d+$/.test(String(value)) ? Number(value) : value] as const);
  const set: Fields = { ...DEFAULTS, ...Object.fromEntries(numbered), silenced: {} };
  // Terraform's provider sends it for log monitors alone.
  if (fields.type !== "log alert") delete set.enable_logs_sample;
  return {
    ...(without(fields) as Fields),
    query: parsed.ok ? print(parsed.node) : query,
    tags: tags ?? [],
    priority: priority ?? 0,
    options: set,
  };
}

function spaced(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spaced);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, spaced(item)])) as Fields;
  const { query, data_source: source } = fields;
  const parsed = typeof query === "string" && source === "metrics" ? parseMetricQuery(query) : undefined;
  return parsed?.ok ? { ...fields, query: print(parsed.node) } : fields;
}

describeCorpus("every monitor and dashboard of the corpus", () => {
  let project: ImportProject;
  let lines: readonly string[];
  let run: ReturnType<ImportProject["import"]>;
  const monitors = () => corpusObjects<Fields>("monitors.jsonl");
  const dashboards = () => readdirSync(corpusPath("dashboards")).map((file) => corpusPath("dashboards", file));

  beforeAll(() => {
    project = new ImportProject();
    run = project.import(["--environment", "demo", "--file", corpusPath("monitors.jsonl"), ...dashboards()]);
    lines = run.stdout.split("\n");
  });
  afterAll(() => project.remove());

  test("is imported, but for a monitor whose name another one has", () => {
    expect(run).toMatchObject({ status: 0, stderr: "" });
    expect(lines.filter((line) => /^monitors\/.*query (by functions|as text)$/.test(line))).toHaveLength(228);
    expect(lines.filter((line) => /^dashboards\/.*widgets by functions$/.test(line))).toHaveLength(9);
    expect(lines.filter((line) => line.includes("has the same name"))).toEqual([
      expect.stringContaining("% of busy threads is high"),
    ]);
  });

  test("has its query as calls where the builder has calls for it", () => {
    // Checks, formulas, and searches that do not count logs have no calls; three compare with ==.
    expect(lines.filter((line) => line.endsWith("query by functions"))).toHaveLength(198);
    const widgets = lines.flatMap(
      (line) => /(\d+) of (\d+) widgets by functions$/.exec(line)?.slice(1).map(Number) ?? [],
    );
    const [typed, all] = [0, 1].map((which) =>
      widgets.filter((_, index) => index % 2 === which).reduce((sum, count) => sum + count, 0),
    );
    expect(all).toBe(222);
    expect(typed).toBeGreaterThan(120);
  });

  test("compiles, is formatted, and gives what was read", () => {
    expect(project.complaints()).toBe("");
    const given = Object.values(project.definitions()) as Fields[];
    const byName = new Map(given.map((definition) => [String(definition.name ?? definition.title), definition]));
    for (const monitor of monitors()) {
      if (String(monitor.name).startsWith("[Tomcat] % of busy threads")) continue;
      expect(inOneForm(byName.get(String(monitor.name))!)).toEqual(inOneForm(monitor));
    }
    for (const file of dashboards()) {
      const dashboard = JSON.parse(readFileSync(file, "utf8")) as Fields;
      const { author_name: _, widgets, ...fields } = dashboard;
      const ids = (widget: Fields): Fields => {
        const { id: _id, definition, ...rest } = widget as Fields & { definition: Fields };
        const inside = definition.widgets as Fields[] | undefined;
        return { ...rest, definition: inside ? { ...definition, widgets: inside.map(ids) } : definition };
      };
      // Datadog no longer takes it.
      if (fields.is_read_only === true) delete fields.is_read_only;
      const wanted = { ...fields, widgets: (widgets as Fields[]).map(ids) };
      expect(spaced(byName.get(String(dashboard.title)))).toEqual(spaced(wanted));
    }
  });

  test("differs from what was read in the spaces and parentheses of queries alone", () => {
    const start = lines.indexOf("Different from what was read:");
    const end = lines.indexOf("", start);
    const different = lines.slice(start + 1, end);
    expect(different.length).toBeGreaterThan(0);
    for (const line of different) expect(line).toMatch(/: query: spaces and parentheses: /);
  });

  test("is synthesized with all the rest", () => {
    const { status: synthesized, stderr: mistakes } = project.synthesize({ ENVIRONMENT: "demo" });
    expect(synthesized).toBe(0);
    expect(mistakes).toContain("[demo-monitors]");
  });
});
