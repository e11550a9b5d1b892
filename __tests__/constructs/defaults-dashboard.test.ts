import { withEnvironmentDashboard } from "../../constructs/defaults-dashboard";
import { dashboard, note, templateVariable } from "../../datadog/definitions";

const definition = dashboard({
  title: "Runs",
  description: "d",
  widgets: [note("n")],
  variables: [templateVariable("service")],
  tags: ["team:data"],
});

const envOf = ({ template_variables }: { readonly template_variables?: typeof definition.template_variables }) =>
  template_variables?.map(({ name, defaults }) => [name, defaults]);

describe("an environment adds to a dashboard", () => {
  const staging = withEnvironmentDashboard(definition, {
    name: "staging",
    namePrefix: "[staging] ",
    tags: ["service:data-pipeline", "team:data-platform", "team:data"],
  });

  test("its prefix before the title", () => {
    expect(staging.title).toBe("[staging] Runs");
  });

  test("its name as what $env shows at first, and leaves the other variables", () => {
    expect(envOf(staging)).toEqual([
      ["env", ["staging"]],
      ["service", ["*"]],
    ]);
  });

  test("its team tags, each once: a dashboard takes no others", () => {
    expect(staging.tags).toEqual(["team:data", "team:data-platform"]);
  });

  test("nothing where it has nothing to add", () => {
    expect(withEnvironmentDashboard(definition, { name: "demo", scope: false })).toEqual(definition);
  });

  test("and leaves the definition that was given as it is", () => {
    expect(definition.title).toBe("Runs");
    expect(envOf(definition)?.[0]).toEqual(["env", ["*"]]);
  });
});

test("a dashboard without variables or tags gets none", () => {
  const bare = { title: "t", layout_type: "ordered", widgets: [] } as const;
  expect(withEnvironmentDashboard(bare, { name: "demo" })).toEqual(bare);
});
