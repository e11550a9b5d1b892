import { Testing } from "cdktf";
import { Dashboard } from "../../constructs/dashboard";
import { type DashboardDefinition, dashboard, line, note, rawWidget, timeseries } from "../../datadog/definitions";

const synthesized = (definition: DashboardDefinition, id = "overview") =>
  JSON.parse(Testing.synthScope((scope) => void new Dashboard(scope, id, definition))).resource;

const jsonOf = (definition: DashboardDefinition) =>
  synthesized(definition).datadog_dashboard_json.overview.dashboard as string;

const small = (content: string) => dashboard({ title: "Runs", description: "d", widgets: [note(content)] });

describe("a dashboard becomes Terraform", () => {
  test("at an address that is its id, whatever is around it", () => {
    expect(Object.keys(synthesized(small("n"), "errors"))).toEqual(["datadog_dashboard_json"]);
    expect(Object.keys(synthesized(small("n"), "errors").datadog_dashboard_json)).toEqual(["errors"]);
  });

  test("as the JSON of its definition", () => {
    const definition = dashboard({
      title: "Load",
      description: "d",
      widgets: [timeseries("Load", line("avg:system.load.1{*}"))],
    });
    expect(JSON.parse(jsonOf(definition))).toEqual(definition);
  });

  test("the same each time", () => {
    expect(jsonOf(small("n"))).toBe(jsonOf(small("n")));
  });

  test("with what Terraform would take for a template made literal", () => {
    const written = jsonOf(small("%{word:x} ${HOME} {{value}}"));
    expect(written).toContain("%%{word:x} $${HOME} {{value}}");
  });

  test("without the ids of an exported dashboard", () => {
    const exported = {
      ...small("n"),
      id: "abc-def-ghi",
      url: "/dashboard/abc-def-ghi/runs",
      author_handle: "someone@example.com",
      created_at: "2026-01-01T00:00:00Z",
      widgets: [
        {
          id: 1,
          definition: {
            type: "group",
            layout_type: "ordered",
            widgets: [{ id: 2, definition: { type: "note", content: "n" } }],
          },
        },
      ],
    };
    const written = JSON.parse(jsonOf(exported as DashboardDefinition));
    expect(written).toEqual({
      ...small("n"),
      widgets: [
        {
          definition: {
            type: "group",
            layout_type: "ordered",
            widgets: [{ definition: { type: "note", content: "n" } }],
          },
        },
      ],
    });
  });
});

describe("a dashboard that cannot work is refused when it is made", () => {
  const widget = (request: object) => rawWidget({ type: "timeseries", title: "Load", requests: [request] });
  const made = (request: object) => () =>
    synthesized(dashboard({ title: "Runs", description: "d", widgets: [widget(request)], narrowedBy: [] }));

  test.each([
    [
      { queries: [{ data_source: "metrics", name: "query1", query: "avg:a.b{*}" }], formulas: [{ formula: "query2" }] },
      'dashboard "Runs" (stack/overview): widgets[0].definition.requests[0].formulas[0].formula: The formula uses "query2", but no query ' +
        'in the request has that name: its queries are query1. Did you mean "query1"?',
    ],
    [
      { q: "avg:a.b{*}", display_type: "dots" },
      'dashboard "Runs" (stack/overview): widgets[0].definition.requests[0].display_type is "dots"; expected one of area, bars, line, overlay.',
    ],
  ])("%j", (request, message) => {
    expect(made(request)).toThrow(message);
  });

  test("advice does not stand in the way", () => {
    expect(made({ q: "system.load.1{$host}" })).not.toThrow();
  });
});
