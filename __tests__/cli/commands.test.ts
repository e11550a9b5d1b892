import { readFileSync } from "node:fs";
import { join } from "node:path";
import { scenarios } from "../../demo/scenarios";
import { ProjectCopy } from "../stacks/project-copy";

const KEYS = { DD_API_KEY: "sentinel-api", DD_APP_KEY: "sentinel-app" };
const { scripts } = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"));

let copy: ProjectCopy;
beforeAll(() => {
  copy = new ProjectCopy();
});
afterEach(() => copy.restore());
afterAll(() => copy.remove());

/** Runs the command that a script of package.json runs, in a process of its own. */
function npm(script: string, ...args: string[]) {
  const command = /^exec node --require \.\/loader\/register\.cjs (.+)$/.exec(scripts[script])?.[1];
  if (command === undefined) throw new Error(`${script} is not run by exec node: npm's signals would not reach it`);
  return copy.run([...command.split(" "), ...args], KEYS);
}

describe("the scripts of package.json", () => {
  it("are written so that Windows' shell understands them too", () => {
    const posixOnly = Object.values<string>(scripts).filter((script) => /[$;'`\\]|^\w+=/.test(script));
    expect(posixOnly).toEqual([]);
    // Its shell has no exec, and finds commands in the folder of the project first.
    expect(readFileSync(join(__dirname, "..", "..", "exec.cmd"), "latin1")).toBe("@%*\r\n");
  });
});

const line = (text: string) => ({ status: 1, stdout: "", stderr: `${text}\n` });

describe("every command", () => {
  const usages: Readonly<Record<string, string>> = {
    start: "npm start -- [options] [environment]",
    synth: "npm run synth -- [options] [environment]",
    diff: "npm run diff -- [options] [environment] [stacks...]",
    deploy: "npm run deploy -- [options] [environment] [stacks...]",
    destroy: "npm run destroy -- [options] [environment] [stacks...]",
    drift: "npm run drift -- [options] [environment] [stacks...]",
    preflight: "npm run preflight -- [options] [environment]",
    doctor: "npm run doctor -- [options] [environment]",
    pictures: "npm run pictures -- [options] [environment]",
    sandbox: "npm run sandbox -- [options]",
  };

  it.each(Object.entries(usages))(
    "%s explains itself, and refuses an option that it does not have",
    (script, usage) => {
      const help = npm(script, "--help");
      expect([help.status, help.stdout.split("\n")[0], help.stderr]).toEqual([0, `Usage: ${usage}`, ""]);
      const name = usage.split(" [")[0];
      expect(npm(script, "--prot", "1")).toEqual(
        line(
          `unknown option '--prot'${["sandbox", "start"].includes(script) ? " (Did you mean --port?)" : ""}; see ${name} --help`,
        ),
      );
      expect([...copy.files().keys()]).toEqual([]);
    },
  );

  it.each(["start", "pictures"])("%s lists the scenarios where one does not exist", (script) => {
    const name = script === "start" ? "npm start" : `npm run ${script}`;
    expect(npm(script, "--scenario", "storm")).toEqual(
      line(
        `option '--scenario <name>' argument 'storm' is invalid. Allowed choices are ${Object.keys(scenarios).join(", ")}; see ${name} -- --help`,
      ),
    );
  });

  it("takes no more words than it knows", () => {
    expect(npm("synth", "demo", "staging")).toEqual(
      line("too many arguments. Expected 1 argument but got 2; see npm run synth -- --help"),
    );
  });
});

const UNKNOWN =
  'environments: there is no environment "prod", did you mean "production"? Expected one of demo, production, staging';

describe("what a process ends with", () => {
  it("start: 0 and what there is; 1 and a line", () => {
    const { status, stdout, stderr } = npm("start", "staging");
    expect([status, stdout.split("\n")[0], stderr]).toEqual([
      0,
      "Environment staging: organization acme on datadoghq.eu",
      "",
    ]);
    expect(npm("start", "prod")).toEqual(line(UNKNOWN));
  });

  it("synth: 0 and what there is; 1 and a line, with nothing written", () => {
    expect(npm("synth", "prod")).toEqual(line(UNKNOWN));
    expect([...copy.files().keys()]).toEqual([]);
    expect(npm("synth", "staging")).toEqual({
      status: 0,
      stdout: "3 stacks in cdktf.out: staging-monitors, staging-dashboards, staging-agent\n",
      stderr: expect.stringMatching(/^environments\/staging\.yaml still has made-up values of the examples: .*\n$/),
    });
  });

  it("diff, deploy and destroy: 1 and a line for what cannot be carried out", () => {
    expect(npm("diff", "prod")).toEqual(line(UNKNOWN));
    expect(npm("deploy")).toEqual(
      line("name an environment, such as: npm run deploy -- demo; environments: demo, production, staging"),
    );
    expect(npm("destroy", "demo")).toEqual(
      line("there is no terminal for approving the changes: to skip the approval, run npm run destroy -- demo --yes"),
    );
    expect([...copy.files().keys()]).toEqual([]);
  });

  it("preflight: 1 and a line for an environment that there is not, and without keys", () => {
    expect(npm("preflight", "prod")).toEqual(line(UNKNOWN));
    expect(copy.run(["cli/preflight.ts", "demo"])).toEqual(
      line('DD_API_KEY and DD_APP_KEY must be set in the environment: see "Deploy to an account" in the README'),
    );
  });

  it("sandbox: 1 and a line", () => {
    expect(npm("sandbox", "--load", "none.json")).toEqual(line("none.json: there is no such file"));
  });
});

describe("deploy", () => {
  it("deploys nothing where a setting is misspelled, which only the types can see", () => {
    copy.edit("monitors/failure.ts", (text) => text.replace("requireFullWindow", "requireFulWindow"));
    const { status, stdout, stderr } = npm("deploy", "demo", "--yes");
    expect([status, stdout]).toEqual([1, ""]);
    const [first, ...rest] = stderr.trimEnd().split("\n");
    expect(first).toMatch(/^monitors\/failure\.ts:\d+:\d+: .*'requireFulWindow' does not exist/);
    expect(rest).toEqual(["Fix these type errors first. Nothing was changed."]);
    expect([...copy.files().keys()].filter((file) => file.endsWith(".tf.json"))).toEqual([]);
  });

  it("says what is missing where there is no Terraform", () => {
    const { PATH = "" } = process.env;
    const nowhere = copy.run(["cli/terraform.ts", "deploy", "demo", "monitors", "--yes"], {
      ...KEYS,
      PATH,
      DD_HOST: "localhost:8080",
      TERRAFORM_BINARY_NAME: "no-such-terraform",
    });
    expect(nowhere).toEqual({
      status: 1,
      stdout: "",
      stderr: "Synthesizing\nno-such-terraform cannot be run: install Terraform 1.5 or newer and put it on the PATH\n",
    });
  });
});
