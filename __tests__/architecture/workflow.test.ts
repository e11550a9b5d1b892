import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { environmentNames } from "../../stacks/environments";

const project = join(__dirname, "..", "..");
const workflow = parse(readFileSync(join(project, ".github", "workflows", "monitoring.yml"), "utf8"));
const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));

const commands = (job: string): string[] =>
  workflow.jobs[job].steps.flatMap(({ run }: { run?: string }) => (run === undefined ? [] : [run]));

describe("the workflow for users", () => {
  it("checks, tests and synthesizes, with commands that there are", () => {
    expect(commands("check")).toEqual(["npm ci", "npm run check", "npm test", "npm run synth"]);
    const named = [...commands("check"), ...commands("deploy")].flatMap(
      (line) => /npm run (\S+)/.exec(line)?.[1] ?? [],
    );
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  it("deploys what is merged, after the checks, to environments that there are and not this machine's demo", () => {
    const { deploy } = workflow.jobs;
    expect([deploy.if, deploy.needs, workflow.on.push.branches]).toEqual([
      "github.event_name == 'push'",
      "check",
      ["main"],
    ]);
    expect(deploy.strategy.matrix.environment.filter((name: string) => !environmentNames().includes(name))).toEqual([]);
    expect(deploy.strategy.matrix.environment).not.toContain("demo");
  });

  it("looks for drift every night, in the environments that it deploys, and changes nothing then", () => {
    const { drift, deploy, check } = workflow.jobs;
    expect(workflow.on.schedule.length).toBe(1);
    expect([drift.if, check.if]).toEqual(["github.event_name == 'schedule'", "github.event_name != 'schedule'"]);
    expect(drift.strategy.matrix).toEqual(deploy.strategy.matrix);
    expect(commands("drift")).toEqual(["npm ci", "npm run drift -- ${{ matrix.environment }} --except agent"]);
    expect("drift" in scripts).toBe(true);
  });

  it("takes keys from the environment's secrets alone", () => {
    const { DD_API_KEY, DD_APP_KEY } = workflow.jobs.deploy.env;
    expect([DD_API_KEY, DD_APP_KEY]).toEqual(["${{ secrets.DD_API_KEY }}", "${{ secrets.DD_APP_KEY }}"]);
    expect(workflow.jobs.check.env).toBeUndefined();
  });
});
