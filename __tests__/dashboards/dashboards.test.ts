import { errors } from "../../dashboards/errors";
import { overview } from "../../dashboards/overview";
import { performance } from "../../dashboards/performance";
import {
  checkDashboard,
  type DashboardDefinition,
  GRID_COLUMNS,
  linksIn,
  queriesOf,
  slo,
  type Widget,
} from "../../datadog/definitions";
import { groupsOf, isCounter, type MetricQuery, metricCatalog, nodesOf, parseMetricQuery } from "../../datadog/query";
import { catalog } from "../../metrics/catalog";
import { runs } from "../../metrics/pipeline";
import { errorRate } from "../../monitors/error-rate";
import { failure } from "../../monitors/failure";
import { connections as postgresqlConnections } from "../../monitors/postgresql/connections";
import { slowStage } from "../../monitors/slow-stage";

const dashboards = { overview, performance, errors };

const monitors = { failure: failure(), slowStage: slowStage(), errorRate: errorRate() };

type Field = Readonly<Record<string, unknown>>;

/** All widgets, those inside groups included. */
function widgetsOf({ widgets }: Pick<DashboardDefinition, "widgets">): readonly Widget[] {
  return widgets.flatMap((widget) => {
    const inner = widget.definition.widgets as readonly Widget[] | undefined;
    return [widget, ...(inner === undefined ? [] : widgetsOf({ widgets: inner }))];
  });
}

/** Notes have none. */
const titlesOf = (dashboard: DashboardDefinition) =>
  widgetsOf(dashboard)
    .filter(({ definition }) => definition.type !== "note")
    .map(({ definition }) => definition.title);

function find(dashboard: DashboardDefinition, title: string): Field {
  const found = widgetsOf(dashboard).find(({ definition }) => definition.title === title);
  if (found === undefined) throw new Error(`no widget "${title}"`);
  return found.definition;
}

const metricsIn = (dashboard: DashboardDefinition) =>
  queriesOf(dashboard)
    .filter(({ language }) => language === "metrics")
    .map(({ text }) => {
      const parsed = parseMetricQuery(text);
      if (!parsed.ok || parsed.node.kind === "list") throw new Error(`cannot be read: ${text}`);
      return { text, node: parsed.node, metrics: nodesOf(parsed.node).filter((node) => node.kind === "metric") };
    });

/** The topics of the integration's description, section "Datadog Dashboards", word for word. */
const TOPICS = {
  overview: [
    "Pipeline execution counts",
    "Success rate",
    "Average execution time per stage",
    "Error rates and types",
    "Resource utilization during pipeline runs",
  ],
  performance: [
    "Stage execution time trends",
    "Processing throughput",
    "Database query performance",
    "API response times",
  ],
  errors: ["Error counts by component", "Failure reasons", "Error trends", "Most problematic pipeline stages"],
} as const;

describe.each(Object.keys(TOPICS) as (keyof typeof TOPICS)[])("the dashboard %s", (name) => {
  const dashboard = dashboards[name]({ monitors });

  test("has a widget for each of its topics", () => {
    expect(titlesOf(dashboard)).toEqual(expect.arrayContaining([...TOPICS[name]]));
  });

  test("gives every title once", () => {
    const titles = titlesOf(dashboard);
    expect(titles).toEqual([...new Set(titles)]);
  });

  test("has no finding, whatever is known of the metrics", () => {
    expect(checkDashboard(dashboard, { catalog: metricCatalog(catalog, ["pipeline."]) })).toEqual([]);
  });

  test("reads metrics of the catalog alone", () => {
    const known = new Set(catalog.map((metric) => metric.name));
    const read = metricsIn(dashboard).flatMap(({ metrics }) => metrics.map((node) => (node as MetricQuery).metric));
    expect(read.filter((metric) => !known.has(metric))).toEqual([]);
  });

  test("narrows every query by $env, in metrics, logs and traces", () => {
    for (const { text, language } of queriesOf(dashboard)) {
      if (language === "metrics" || language === "search") expect(text).toMatch(/\$env(?!\w)/);
    }
    expect(dashboard.template_variables?.map((variable) => variable.name)).toContain("env");
  });

  test("reads counters as counts or rates", () => {
    const counters = new Set(catalog.filter(isCounter).map((metric) => metric.name));
    const raw = metricsIn(dashboard).filter(({ metrics }) =>
      (metrics as MetricQuery[]).some(
        ({ metric, modifiers }) =>
          counters.has(metric) && !modifiers.some((each) => /^as_(count|rate)$/.test(each.name)),
      ),
    );
    expect(raw.map(({ text }) => text)).toEqual([]);
  });

  test("groups by no tag without bound", () => {
    const unbounded = new Set(catalog.flatMap((metric) => metric.unbounded));
    expect(
      metricsIn(dashboard)
        .flatMap(({ node }) => groupsOf(node))
        .filter((tag) => unbounded.has(tag)),
    ).toEqual([]);
  });

  test("leaves no gap in the rows of its groups but at the end", () => {
    for (const { definition } of dashboard.widgets) {
      const inner = (definition.widgets ?? []) as readonly Widget[];
      const area = inner.reduce((sum, { layout }) => sum + layout!.width * layout!.height, 0);
      const rows = Math.max(0, ...inner.map(({ layout }) => layout!.y + layout!.height));
      expect([definition.title, area]).toEqual([definition.title, rows * GRID_COLUMNS]);
    }
  });

  test("says in each group what it means and what to do, and leads to logs and traces", () => {
    for (const { definition } of dashboard.widgets) {
      if (definition.type !== "group") continue;
      const [first, ...others] = (definition.widgets as readonly Widget[]).map((widget) => widget.definition);
      expect([definition.title, first?.type]).toEqual([definition.title, "note"]);
      expect(first?.content).toMatch(/^\*\*.+\?\*\*/); // begins with the question that the group answers
      // A variable in a note is replaced by its value: only $env is meant to be.
      expect(String(first?.content).match(/\$(?!env)/g)).toBeNull();
      const links = others.flatMap((each) => (each.custom_links ?? []) as readonly { link: string }[]);
      for (const { link } of links) expect(link).toMatch(/\{\{timestamp_start\}\}.*\{\{timestamp_end\}\}/);
    }
    expect(JSON.stringify(dashboard)).toContain('"link":"/logs?query=service:(fastapi OR postgresql');
    expect(JSON.stringify(dashboard)).toContain('"link":"/apm/traces?query=service:(fastapi OR postgresql');
  });

  test("filters by each variable what has its tag, and nothing else", () => {
    const names = dashboard.template_variables?.map((variable) => variable.name);
    expect(names).toEqual(["env", "service", "stage", "queue", "host"]);
    const known = new Map(catalog.map((metric) => [metric.name, metric]));
    const unfit = metricsIn(dashboard).flatMap(({ text, metrics }) =>
      (metrics as MetricQuery[])
        .map((node) => known.get(node.metric))
        .filter((metric) => ["stage", "queue"].some((key) => text.includes(`$${key}`) !== metric?.tags.includes(key)))
        .map(() => text),
    );
    expect(unfit).toEqual([]);
  });

  test("asks for no bucket so short that a week has more points than Datadog draws", () => {
    // https://docs.datadoghq.com/dashboards/functions/rollup/: at most 1,500 points
    const shortest = (7 * 24 * 3600) / 1500;
    for (const { text } of metricsIn(dashboard)) {
      const [, seconds] = /rollup\(\w+, ?(\d+)\)/.exec(text) ?? [];
      if (seconds !== undefined) expect(Number(seconds)).toBeGreaterThanOrEqual(shortest);
    }
  });

  test("is the same each time, and survives JSON", () => {
    expect(JSON.stringify(dashboards[name]({ monitors }))).toBe(JSON.stringify(dashboard));
    expect(JSON.parse(JSON.stringify(dashboard))).toEqual(dashboard);
  });
});

describe("success rate", () => {
  const [request] = find(overview(), "Success rate").requests as readonly Field[];

  test("is 100 × (1 − failed / all), since no status says success", () => {
    expect(request?.queries).toEqual([
      {
        data_source: "metrics",
        name: "query1",
        query: "sum:pipeline.runs{status:failed,$env}.as_count()",
        aggregator: "sum",
      },
      { data_source: "metrics", name: "query2", query: "sum:pipeline.runs{$env}.as_count()", aggregator: "sum" },
    ]);
    // Without a failure ever, there is no series of failed runs: default_zero makes that 0 of them, and the rate 100.
    expect(request?.formulas).toMatchObject([{ formula: "100 * (1 - default_zero(query1) / query2)" }]);
  });
});

test("errors are counted by component, which is a service: the pipeline's own errors carry none", () => {
  const [request] = find(errors(), "Error counts by component").requests as readonly { queries: readonly Field[] }[];
  for (const query of request!.queries) {
    expect(query.data_source === "logs" ? query.group_by : String(query.query)).toEqual(
      query.data_source === "logs"
        ? [{ facet: "service", limit: 10, sort: { aggregation: "count", order: "desc" } }]
        : expect.stringContaining("by {service}"),
    );
  }
});

test("error logs are those that are worse than an error too; a span has no such status", () => {
  // https://docs.datadoghq.com/logs/log_configuration/processors/#log-status-remapper
  const worse = "status:(error OR critical OR alert OR emergency)";
  const text = (title: string) => JSON.stringify(find(errors(), title));
  for (const title of ["Error logs", "Error counts by component", "Error logs by component", "Errors in logs"]) {
    expect(text(title)).toContain(worse);
  }
  expect(text("Failed requests, queries and tasks")).toMatch(/status:error /);
});

describe("what the monitors of an environment change", () => {
  const markersOf = (dashboard: DashboardDefinition, title: string) => find(dashboard, title).markers;

  test("markers, which are the document's by default", () => {
    expect(markersOf(overview({ monitors }), "Average execution time per stage")).toEqual([
      { value: "y > 300", display_type: "error dashed", label: "alert > 300" },
    ]);
    expect(markersOf(overview({ monitors }), "Error rates and types")).toEqual([
      { value: "y > 0.1", display_type: "error dashed", label: "alert > 0.1" },
    ]);
    expect(markersOf(overview({ monitors }), "Failed runs in 5 minutes")).toEqual([
      { value: "y > 3", display_type: "error dashed", label: "alert > 3" },
    ]);
  });

  test("in each dashboard that draws them", () => {
    const monitors = { slowStage: slowStage({ critical: 600, warning: 500 }) };
    const expected = [
      { value: "y > 600", display_type: "error dashed", label: "alert > 600" },
      { value: "y > 500", display_type: "warning dashed", label: "warning > 500" },
    ];
    expect(markersOf(overview({ monitors }), "Average execution time per stage")).toEqual(expected);
    expect(markersOf(performance({ monitors }), "Stage execution time trends")).toEqual(expected);
  });

  test("nothing is drawn of a monitor that there is not", () => {
    expect(markersOf(overview(), "Average execution time per stage") ?? []).toEqual([]);
    const [request] = find(overview(), "Errors per run").requests as Field[];
    expect(request?.conditional_formats ?? []).toEqual([]);
  });

  test("every line and color at a value is a monitor's, but for the success rate", () => {
    for (const make of [overview, performance, errors]) {
      const drawn = widgetsOf(make()).filter(({ definition }) => {
        const requests = (definition.requests ?? []) as readonly Field[];
        const formats = requests.flatMap((request) => [
          ...((request.conditional_formats ?? []) as readonly unknown[]),
          ...((request.formulas ?? []) as readonly Field[]).flatMap((each) => each.conditional_formats ?? []),
        ]);
        return ((definition.markers ?? []) as readonly unknown[]).length + formats.length > 0;
      });
      expect(drawn.map(({ definition }) => definition.title).filter((title) => title !== "Success rate")).toEqual([]);
    }
  });

  test("a component's thresholds are drawn where it is watched", () => {
    const connections = postgresqlConnections({ critical: 70, warning: 60 });
    const monitors = { "postgresql.connections": connections };
    expect(markersOf(performance({ monitors }), "PostgreSQL: connections in use")).toEqual([
      { value: "y > 70", display_type: "error dashed", label: "alert > 70" },
      { value: "y > 60", display_type: "warning dashed", label: "warning > 60" },
    ]);
    const [request] = find(overview({ monitors }), "PostgreSQL: connections in use").requests as Field[];
    expect(request?.conditional_formats).toMatchObject([{ value: 70 }, { value: 60 }, { value: 60 }]);
  });

  test("colours of numbers", () => {
    const [request] = find(overview({ monitors: { errorRate: errorRate({ critical: 0.2 }) } }), "Errors per run")
      .requests as Field[];
    expect(request?.conditional_formats).toEqual([
      { comparator: ">", value: 0.2, palette: "white_on_red" },
      { comparator: "<=", value: 0.2, palette: "white_on_green" },
    ]);
  });
});

test("the overview links to the others, and they search for it", () => {
  const below = { performance: performance(), errors: errors() };
  const text = JSON.stringify(overview({ dashboards: below }));
  expect(new Set(linksIn(text))).toEqual(new Set(Object.values(below)));
  expect(text).toMatch(
    /"link":"\/dashboard\/\$\{datadog_link\.\d+\}\?tpl_var_env=\{\{\$env\.value\}\}&from_ts=\{\{timestamp_start\}\}/,
  );
  expect(JSON.stringify(errors())).toContain("[Pipeline overview](/dashboard/lists?q=Pipeline%20overview)");
});

test("charts with a threshold show what the monitor compares: its window, sliding, whatever the environment sets", () => {
  const formulas = (title: string) =>
    (find(overview({ monitors }), title).requests as { formulas: { formula: string }[] }[])[0]!.formulas.map(
      ({ formula }) => formula,
    );
  expect(formulas("Failed runs in 5 minutes")).toEqual(["default_zero(moving_rollup(query1, 300, 'sum'))"]);
  expect(formulas("Average execution time per stage")).toEqual(["moving_rollup(query1, 900, 'avg')"]);
  // The monitor divides the totals of its window.
  expect(formulas("Error rates and types")).toEqual([
    "default_zero(moving_rollup(query1, 300, 'sum')) / moving_rollup(query2, 300, 'sum')",
  ]);
});

test("deployments are drawn over what they may have changed", () => {
  for (const title of ["Pipeline execution counts", "Average execution time per stage", "Error rates and types"]) {
    expect(find(overview(), title).events).toEqual([{ q: "event:deployment version:* $env $service" }]);
  }
});

test("SLOs are listed by tag, in the chosen environment", () => {
  expect(find(overview(), "Service level objectives").requests).toMatchObject([
    { request_type: "slo_list", query: { query_string: "service:data-pipeline AND env:$env.value" } },
  ]);
});

test("the target of the SLO of runs colors the success rate, and its burn rate has the line of its fastest alert", () => {
  const runSuccess = slo({
    name: "Runs",
    good: runs.sum().where({ status: "success" }),
    total: runs.sum(),
    target: 99.5,
  });
  const made = overview({ slos: { runSuccess } });
  const [request] = find(made, "Success rate").requests as Field[];
  expect(request?.conditional_formats).toMatchObject([{ value: 99.5 }, { value: 97.5 }, { value: 97.5 }]);
  // https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/: 14.4 over an hour, for 30 days
  expect(find(made, "Burn rate of run success").markers).toMatchObject([{ value: "y = 1" }, { value: "y > 14.4" }]);
  expect(titlesOf(overview())).not.toContain("Burn rate of run success");
});

test("monitors are summarized by tag, in the chosen environment", () => {
  expect(find(overview(), "Monitors").query).toBe("tag:service:data-pipeline tag:env:$env.value");
  expect(find(overview({ monitorTags: ["team:data", "service:x"] }), "Monitors").query).toBe(
    "tag:team:data tag:service:x tag:env:$env.value",
  );
});

test("history is week over week, capacity a forecast of queue depth and disk", () => {
  const formulas = (title: string) =>
    (find(performance(), title).requests as { formulas: { formula: string }[] }[]).flatMap((request) =>
      request.formulas.map(({ formula }) => formula),
    );
  expect(formulas("Run duration, week over week")).toContain("week_before(query1)");
  expect(formulas("Throughput, week over week")).toContain("week_before(query1)");
  expect(formulas("Queue depth forecast")).toEqual(["forecast(query1, 'linear', 2)"]);
  expect(formulas("Disk forecast")).toEqual(["forecast(query1 * 100, 'linear', 2)"]);
});
