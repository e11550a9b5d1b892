import fc from "fast-check";
import { checkDashboard } from "../../../../datadog/definitions";
import { metricCatalog } from "../../../../datadog/query";

const base = { title: "t", layout_type: "ordered", widgets: [] };

const note = (layout?: object) => ({ definition: { type: "note", content: "n" }, layout });

const chart = (request: object) => ({ definition: { type: "timeseries", title: "Load", requests: [request] } });

const found = (dashboard: unknown, options?: Parameters<typeof checkDashboard>[1]) =>
  checkDashboard(dashboard, options).map(({ check, path, message }) => [check, path.join("."), message]);

describe("the shape of a dashboard", () => {
  test.each([
    [{ layout_type: "ordered", widgets: [] }, "title", "title is missing: it must be text."],
    [{ ...base, title: 5 }, "title", "title is 5, not text."],
    [{ title: "t", widgets: [] }, "layout_type", "layout_type is missing: use one of ordered, free."],
    [
      { ...base, layout_type: "orderd" },
      "layout_type",
      'layout_type is "orderd", did you mean "ordered"? Expected one of ordered, free.',
    ],
    [{ ...base, widgets: {} }, "widgets", "widgets is a mapping, not a list."],
    [{ ...base, widgets: [{}] }, "widgets.0.definition", "widgets[0].definition is missing: it must be a mapping."],
    [
      { ...base, widgets: [{ definition: {} }] },
      "widgets.0.definition.type",
      "widgets[0].definition.type is missing: it must be text.",
    ],
    [
      { ...base, widgets: [{ definition: { type: "timeseries" } }] },
      "widgets.0.definition.requests",
      "widgets[0].definition.requests is missing: it must be a list.",
    ],
    [
      { ...base, widgets: [chart({ q: "avg:a.b{*}", display_type: "lines" })] },
      "widgets.0.definition.requests.0.display_type",
      'widgets[0].definition.requests[0].display_type is "lines", did you mean "line"? Expected one of area, bars, line, overlay.',
    ],
    [
      { ...base, widgets: [{ definition: { type: "group", layout_type: "ordered", widgets: [{ definition: {} }] } }] },
      "widgets.0.definition.widgets.0.definition.type",
      "widgets[0].definition.widgets[0].definition.type is missing: it must be text.",
    ],
    [
      { ...base, widgets: [{ definition: { type: "alert_graph", alert_id: 5, viz_type: "timeseries" } }] },
      "widgets.0.definition.alert_id",
      "widgets[0].definition.alert_id is 5, not text.",
    ],
    [
      { ...base, widgets: [note({ x: 0, y: -1, width: 1, height: 1 })] },
      "widgets.0.layout.y",
      "widgets[0].layout.y must be at least 0.",
    ],
    [{ ...base, notify_list: [1] }, "notify_list.0", "notify_list[0] is 1, not text."],
    [
      { ...base, tags: ["service:api"] },
      "tags.0",
      "tags[0] is not a dashboard tag: dashboard tags have the form team:NAME, such as team:data-platform.",
    ],
    [
      { ...base, tags: ["team:a", "team:b", "team:c", "team:d", "team:e", "team:f"] },
      "tags",
      "tags has more than 5 tags, the most a dashboard can have.",
    ],
    // The four that Datadog is recorded to refuse.
    [
      { ...base, template_variables: [{ name: "host", default: "a", defaults: ["a"] }] },
      "template_variables.0",
      "template_variables[0] has both default and defaults: use only defaults, the newer form.",
    ],
    [
      { ...base, template_variables: [{ name: "host", defaults: [""] }] },
      "template_variables.0.defaults.0",
      "template_variables[0].defaults[0] is empty.",
    ],
    [
      { ...base, template_variable_presets: [{ template_variables: [{ name: "a", value: "*", values: ["*"] }] }] },
      "template_variable_presets.0.template_variables.0",
      "template_variable_presets[0].template_variables[0] has both value and values: use only values, the newer form.",
    ],
    [
      { ...base, template_variable_presets: [{ template_variables: [{ name: "a", values: [] }] }] },
      "template_variable_presets.0.template_variables.0.values",
      "template_variable_presets[0].template_variables[0].values is empty: add at least one value.",
    ],
    ["text", "", 'The dashboard is "text", not a mapping.'],
  ])("%j", (dashboard, path, message) => {
    expect(found(dashboard)).toEqual([["dashboard-shape", path, message]]);
    expect(checkDashboard(dashboard)[0]?.severity).toBe("wrong");
  });

  test("types and fields that are not known pass", () => {
    expect(found({ ...base, new_field: 1, widgets: [{ definition: { type: "hologram", depth: 3 } }] })).toEqual([]);
  });
});

describe("the layout", () => {
  test("a free dashboard wants a place for each widget", () => {
    expect(found({ ...base, layout_type: "free", widgets: [note()] })).toEqual([
      [
        "dashboard-layout",
        "widgets.0",
        'note has no layout, which layout_type "free" requires: add x, y, width, and height.',
      ],
    ]);
  });

  test("an ordered dashboard has twelve columns", () => {
    expect(found({ ...base, widgets: [note({ x: 8, y: 0, width: 6, height: 2 })] })).toEqual([
      [
        "dashboard-layout",
        "widgets.0.layout",
        "note ends at column 14, and an ordered dashboard has 12: reduce its width or x.",
      ],
    ]);
  });

  test("a widget over another is spoken of", () => {
    const place = { x: 0, y: 0, width: 6, height: 2 };
    expect(checkDashboard({ ...base, widgets: [note(place), note({ ...place, x: 5 })] })).toMatchObject([
      { check: "widget-overlap", severity: "advice", message: "note overlaps note: move one of them." },
    ]);
  });

  test("of any widgets, each that lies over one before it, and the first such", () => {
    const place = fc.record({
      x: fc.nat(11),
      y: fc.oneof(fc.nat(6), fc.nat(400)),
      width: fc.integer({ min: 1, max: 12 }),
      height: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 900 })),
    });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 30 }), (places) => {
        const widgets = places.map((layout, at) => ({
          definition: { type: "note", content: "a", title: `${at}` },
          layout,
        }));
        const expected = places.flatMap((b, at) => {
          const other = places
            .slice(0, at)
            .findIndex(
              (a) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
            );
          return other < 0 ? [] : [`note "${at}" overlaps note "${other}": move one of them.`];
        });
        const overlaps = checkDashboard({ ...base, widgets }).filter(({ check }) => check === "widget-overlap");
        expect(overlaps.map(({ message }) => message)).toEqual(expected);
      }),
    );
  });

  test("inside a group as well", () => {
    const place = { x: 0, y: 0, width: 6, height: 2 };
    const definition = { type: "group", layout_type: "ordered", widgets: [note(place), note(place)] };
    expect(checkDashboard({ ...base, widgets: [{ definition }] })).toMatchObject([
      { check: "widget-overlap", path: ["widgets", 0, "definition", "widgets", 1, "layout"] },
    ]);
  });

  test("a group stands in no group", () => {
    const group = (widgets: object[]) => ({
      definition: { type: "group", title: "g", layout_type: "ordered", widgets },
    });
    expect(found({ ...base, widgets: [group([group([])])] })).toEqual([
      [
        "dashboard-layout",
        "widgets.0.definition.widgets.0",
        'group "g" is inside a group: groups cannot be nested, so move it out.',
      ],
    ]);
  });
});

describe("the queries", () => {
  const query = { data_source: "metrics", name: "query1", query: "avg:system.load.1{*}" };

  test("a query that cannot be read, with its place in the text", () => {
    const [finding] = checkDashboard({ ...base, widgets: [chart({ q: "avg:system.load.1{*" })] });
    expect(finding).toMatchObject({
      check: "syntax",
      severity: "wrong",
      path: ["widgets", 0, "definition", "requests", 0, "q"],
      range: { start: 17 },
    });
  });

  test("a formula that names a query that is not there", () => {
    const [finding] = checkDashboard({
      ...base,
      widgets: [chart({ queries: [query], formulas: [{ formula: "1 + query2" }] })],
    });
    expect(finding).toEqual({
      check: "formula-name",
      severity: "wrong",
      path: ["widgets", 0, "definition", "requests", 0, "formulas", 0, "formula"],
      range: { start: 4, end: 10 },
      message: 'The formula uses "query2", but no query in the request has that name: its queries are query1.',
      suggestion: "query1",
    });
  });

  test.each([
    ["avg:a.b{$evn}", { start: 8, end: 12 }],
    ["avg:a.b{stage:$evn.value}", { start: 8, end: 24 }],
  ])("a template variable that is not declared: %s", (q, range) => {
    const template_variables = [{ name: "env", defaults: ["*"] }];
    expect(checkDashboard({ ...base, template_variables, widgets: [chart({ q })] })).toEqual([
      {
        check: "undefined-variable",
        severity: "advice",
        path: ["widgets", 0, "definition", "requests", 0, "q"],
        range,
        message: 'The dashboard has no template variable "evn": declare it, or remove $evn.',
        suggestion: "env",
      },
    ]);
  });

  test("a search may name variables too", () => {
    const stream = { definition: { type: "log_stream", query: "status:error $env service:$service.value" } };
    const template_variables = [{ name: "env", defaults: ["*"] }];
    expect(checkDashboard({ ...base, template_variables, widgets: [stream] })).toMatchObject([
      { check: "undefined-variable", range: { start: 26, end: 40 } },
    ]);
  });

  test("a metric that the catalog does not have", () => {
    const catalog = metricCatalog(
      [{ name: "pipeline.runs", type: "rate", statsdInterval: 10 } as never],
      ["pipeline."],
    );
    const [finding] = checkDashboard(
      { ...base, widgets: [chart({ q: "sum:pipeline.run{*}.as_count()" })] },
      { catalog },
    );
    expect(finding).toMatchObject({ check: "unknown-metric", suggestion: "pipeline.runs" });
  });
});

test("nothing that can be sent as a dashboard makes the check fail", () => {
  const good = {
    ...base,
    template_variables: [{ name: "env", defaults: ["*"] }],
    widgets: [
      chart({ queries: [{ data_source: "metrics", name: "a", query: "avg:a.b{$env}" }], formulas: [{ formula: "a" }] }),
    ],
  };
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.constantFrom("widgets", "definition", "requests", "queries", "formulas", "type"),
      (value, key) => {
        const changed = JSON.parse(JSON.stringify(good, (field, old) => (field === key ? value : old)));
        expect(Array.isArray(checkDashboard(changed))).toBe(true);
        const odd = { definition: { type: "hologram", widgets: value, requests: value } };
        expect(Array.isArray(checkDashboard({ ...base, widgets: [odd] }))).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});
