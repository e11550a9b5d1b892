import { ImportProject } from "./project";

const monitors = [
  {
    ...{ id: 11, name: "Lag", type: "metric alert", message: "m @all", options: { thresholds: { critical: 1 } } },
    query: "avg(last_5m):avg:kafka.lag{*} > 1",
  },
  {
    ...{ id: 13, name: "Busy", type: "metric alert", message: "m", options: { thresholds: { critical: 90 } } },
    query: "avg(last_5m):( avg:kafka.busy{*} / avg:kafka.all{*} ) * 100 > 90",
  },
  { id: 12, name: "Not so", type: "composite", query: "!11", message: "m", options: {} },
];

describe("npm run import", () => {
  const project = new ImportProject();
  afterAll(() => project.remove());

  test("writes monitors and a composite of them, which compile and are taken over", () => {
    project.write("export.json", JSON.stringify(monitors));
    const { stdout, stderr, status } = project.import(["--file", "export.json", "--environment", "demo"]);
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    expect(stdout).toContain("Terraform takes over 3 of 3 in demo.");
    expect(project.read("monitors/not-so.ts")).toContain("condition: not(lag)");
    expect(project.read("environments/demo.yaml")).toMatch(/^imports:\n {2}lag: 11\n {2}busy: 13\n {2}notSo: 12$/m);
    expect(project.read("environments/production.yaml")).toMatch(/^ {2}lag: \{ enabled: false \}$/m);
    expect(stdout).not.toContain("Different from what was read");
    expect(project.complaints()).toBe("");
    expect(project.synthesize().status).toBe(0);
  });

  test("keeps the spelling of a query in Datadog, unless functions may change it", () => {
    expect(project.read("monitors/busy.ts")).toContain(
      "`avg(last_5m):( avg:kafka.busy{*} / avg:kafka.all{*} ) * 100 > ${critical}`",
    );
    const spelled = monitors.map((monitor) => ({ ...monitor, id: Number(monitor.id) + 10, name: `${monitor.name} 2` }));
    project.write("more.json", JSON.stringify(spelled.slice(0, 2)));
    const words = ["--file", "more.json", "--environment", "demo"];
    const { stdout } = project.import([...words, "--reformat"]);
    expect(stdout).toContain("query: spaces and parentheses");
    expect(project.read("monitors/busy2.ts")).toContain("kafkaBusy.avg()");
  });

  test("does not write twice what it wrote", () => {
    const { stdout, status } = project.import(["--file", "export.json", "--environment", "demo"]);
    expect(status).toBe(1);
    expect(stdout).toContain('monitor "Lag" in');
    expect(stdout).toContain("it is in code already, as lag");
  });

  test.each([
    [[], "name what to import: an id, the address of its page, a name, --tag, or --file"],
    [["--file", "none.json"], "none.json: there is no such file"],
    [["123"], "set DD_API_KEY and DD_APP_KEY to read from Datadog, or use --file with an export"],
    [["--file", "export.json", "--environment", "dema"], 'there is no environment "dema"'],
  ])("%j is one line that says what to do", (words, message) => {
    const { stderr, status } = project.import(words);
    expect(status).toBe(1);
    expect(stderr.trimEnd().split("\n")).toEqual([expect.stringContaining(message)]);
  });
});
