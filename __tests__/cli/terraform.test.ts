import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Surroundings, terraform } from "../../cli/terraform";
import { NO_COLORS } from "../../ops/words";
import { environmentNames } from "../../stacks/environments";
import { planJson, type ResourceChange, slowStage } from "../ops/terraform-plans";

const ENVIRONMENTS = environmentNames();
const KEYS = { DD_API_KEY: "api-key-of-the-test", DD_APP_KEY: "app-key-of-the-test" };

const threshold: ResourceChange = {
  address: "datadog_monitor.slow-stage",
  actions: ["update"],
  before: slowStage(300),
  after: slowStage(240),
};

interface Fake extends Partial<Omit<Surroundings, "terminal">> {
  /** Whether somebody answers. @default true */
  readonly terminal?: boolean;
  /** What a stack's plan says. @default one threshold in the monitors, nothing elsewhere */
  readonly plan?: (stack: string) => readonly ResourceChange[];
  /** What was changed since. @default nothing */
  readonly drift?: (stack: string) => readonly ResourceChange[];
  /** What Terraform ends with. @default 0 */
  readonly code?: (stack: string, command: string) => number;
  /** What is typed. @default "yes" */
  readonly answer?: string;
}

/** What the command does, in order, with everything outside replaced. */
async function tried(command: string, fake: Fake = {}) {
  const { terminal = true, plan = monitorsChange, code = () => 0, answer = "yes", drift = () => [], ...around } = fake;
  const done: string[] = [];
  const shown: string[] = [];
  const seen: Record<string, string | undefined>[] = [];
  const files: { readonly folder: number; readonly path: string }[] = [];
  const exit = await terraform(command.split(" "), {
    env: KEYS,
    terminal: { interactive: terminal, width: 80, colors: NO_COLORS, status: () => undefined },
    typeErrors: () => [],
    synthesize: () => {
      done.push("synthesize");
      return ["a monitor has no team tag [demo-monitors]", "a monitor has no team tag [staging-monitors]"];
    },
    terraform: (env) => {
      seen.push(env);
      return async (args, { cwd }) => {
        const stack = cwd.replace(/^.*[\\/]/, "");
        const [word = ""] = args;
        if (word === "version") return { code: 0, stderr: "", stdout: '{"terraform_version":"1.11.4"}' };
        if (word !== "show")
          done.push(
            `${word} ${stack}${args
              .filter((arg) => /^-(destroy|refresh-only)$/.test(arg))
              .map((arg) => ` ${arg}`)
              .join("")}`,
          );
        const out = args.find((arg) => arg.startsWith("-out="))?.slice("-out=".length);
        if (out) {
          files.push({ folder: statSync(dirname(out)).mode & 0o777, path: out });
          writeFileSync(out, `plan of ${stack}`);
        }
        const failure = { summary: "Saved plan is stale", detail: "", severity: "error" };
        const status = code(stack, word);
        if (status !== 0)
          return { code: status, stderr: "", stdout: JSON.stringify({ type: "diagnostic", diagnostic: failure }) };
        return {
          code: 0,
          stderr: "",
          stdout: word === "show" ? JSON.stringify(planJson(plan(stack), drift(stack))) : "",
        };
      };
    },
    preflight: async () => ({ problems: [], unknown: [], passed: [] }),
    ask: async (question) => {
      done.push(question);
      return answer;
    },
    print: (line) => shown.push(line),
    complain: (line) => shown.push(line),
    ...around,
  });
  const without = done.filter((step) => !step.startsWith("init "));
  return { exit, done: without, shown: shown.join("\n"), env: seen[0] ?? {}, files };
}

const monitorsChange = (stack: string) => (stack.endsWith("-monitors") ? [threshold] : []);

describe("deploy", () => {
  it("plans all of the environment's stacks and its organization's, asks, and applies those that change", async () => {
    const { done, exit } = await tried("deploy demo");
    expect(done).toEqual([
      "synthesize",
      ...["monitors", "dashboards", "logs", "traces", "agent", "metrics"].map((name) => `plan demo-${name}`),
      "Deploy this to demo? Type yes to approve: ",
      "apply demo-monitors",
    ]);
    expect(exit).toBe(0);
  });

  it("shows what it asks about first", async () => {
    const { shown } = await tried("deploy demo");
    expect(shown).toContain(`demo (organization demo on datadoghq.com): 1 to change

Changes
  300 → 240
    demo-monitors datadog_monitor.slow-stage: query, message:2,`);
    expect(shown).toContain("a monitor has no team tag [demo-monitors]");
    expect(shown).not.toContain("staging");
  });

  it.each(["no", "", "y", "Yes", "yes please"])("applies nothing when %j is typed", async (answer) => {
    const { done, exit, shown } = await tried("deploy demo monitors", { answer });
    expect(done.filter((step) => step.startsWith("apply"))).toEqual([]);
    expect([exit, shown.split("\n").at(-1)?.startsWith("Nothing was changed")]).toEqual([0, true]);
  });

  it("asks nothing where there is nothing to change", async () => {
    const { done, exit, shown } = await tried("deploy staging", { plan: () => [] });
    expect(done.at(-1)).toBe("plan staging-agent");
    expect([exit, shown]).toEqual([0, expect.stringContaining(": no changes")]);
  });

  it("leaves an organization's stacks to the environment whose file carries them", async () => {
    const planned = async (command: string) =>
      (await tried(command, { plan: () => [] })).done.filter((step) => step.startsWith("plan")).join(" ");
    expect(await planned("deploy staging")).toBe("plan staging-monitors plan staging-dashboards plan staging-agent");
    expect(await planned("deploy production --yes")).toBe(
      "plan production-monitors plan production-dashboards plan acme-logs plan acme-traces plan production-agent",
    );
  });

  it("takes some stacks by name, or leaves some out", async () => {
    expect((await tried("diff demo monitors demo-logs")).done.slice(1)).toEqual([
      "plan demo-monitors",
      "plan demo-logs",
    ]);
    // Staging has no metrics: whoever leaves them out, has what they want.
    expect((await tried("diff staging --except agent metrics")).done.slice(1)).toEqual([
      "plan staging-monitors",
      "plan staging-dashboards",
    ]);
  });

  it("asks nothing with --yes", async () => {
    const { done } = await tried("deploy demo monitors --yes", { terminal: false });
    expect(done).toEqual(["synthesize", "plan demo-monitors", "apply demo-monitors"]);
  });

  it("wants a Terraform that it knows", async () => {
    const old: Surroundings["terraform"] = () => async () => ({
      code: 0,
      stderr: "",
      stdout: '{"terraform_version":"1.4.7"}',
    });
    await expect(tried("deploy demo", { terraform: old })).rejects.toThrow(
      new Error("Terraform 1.4.7 is too old: install Terraform 1.5 or newer"),
    );
  });

  it("does nothing where something does not compile, and diff neither; what is there already can be destroyed", async () => {
    const around = { typeErrors: () => ["monitors/failure.ts:12:3: Unknown property 'requireFulWindow'."] };
    const refused = new Error(
      "monitors/failure.ts:12:3: Unknown property 'requireFulWindow'.\nFix these type errors first. Nothing was changed.",
    );
    await expect(tried("deploy demo", around)).rejects.toThrow(refused);
    await expect(tried("diff demo", around)).rejects.toThrow(refused);
    expect((await tried("destroy demo monitors", around)).done.at(-1)).toBe("apply demo-monitors");
  });

  it("applies nothing where one of the stacks cannot be planned", async () => {
    const { exit, done, shown } = await tried("deploy demo --yes", {
      code: (stack, command) => (stack === "demo-logs" && command === "plan" ? 1 : 0),
    });
    expect(done.filter((step) => step.startsWith("apply"))).toEqual([]);
    expect([exit, shown.split("\n").at(-1)]).toEqual([1, "Nothing was changed."]);
  });

  it("ends at the first stack that fails, and says which were not begun", async () => {
    const { exit, done, shown } = await tried("deploy demo monitors dashboards logs --yes", {
      plan: () => [threshold],
      code: (stack, command) => (stack === "demo-dashboards" && command === "apply" ? 1 : 0),
    });
    expect(done.filter((step) => step.startsWith("apply"))).toEqual(["apply demo-monitors", "apply demo-dashboards"]);
    expect([exit, shown.split("\n").at(-1)]).toEqual([1, "Only part was deployed. Not started: demo-logs."]);
    expect(shown).toContain("demo-monitors: done (1 to change)");
  });

  it("does not begin where the preflight refuses", async () => {
    const { exit, done, shown } = await tried("deploy demo monitors --yes", {
      preflight: async () => ({ problems: ["Datadog refused DD_API_KEY"], unknown: [], passed: [] }),
      synthesize: (_sandbox, outdir) => {
        mkdirSync(join(outdir, "stacks", "demo-monitors"), { recursive: true });
        writeFileSync(
          join(outdir, "stacks", "demo-monitors", "cdk.tf.json"),
          JSON.stringify({ resource: { datadog_monitor: { a: {} } } }),
        );
        return [];
      },
      env: { ...KEYS, DD_HOST: "http://127.0.0.1:39999" },
    });
    expect([exit, done, shown]).toEqual([1, [], "Datadog refused DD_API_KEY\nNothing was changed."]);
    rmSync(join("cdktf.out", "sandbox", "127.0.0.1-39999"), { recursive: true });
  });

  it("sends every stack to DD_HOST, and gives the agent the key", async () => {
    const { env } = await tried("deploy demo", { env: { ...KEYS, DD_HOST: "http://127.0.0.1:1" } });
    expect(env).toMatchObject({
      TF_VAR_datadog_api_url: "http://127.0.0.1:1",
      TF_VAR_DD_API_KEY: KEYS.DD_API_KEY,
      CHECKPOINT_DISABLE: "1",
    });
  });

  it("keeps a folder for each sandbox, and says where it deploys to", async () => {
    const synthesized: unknown[] = [];
    const { shown } = await tried("deploy demo monitors", {
      env: { ...KEYS, DD_HOST: "http://127.0.0.1:8080" },
      synthesize: (sandbox, outdir) => {
        synthesized.push([sandbox?.name, outdir]);
        return [];
      },
    });
    expect(synthesized).toEqual([["127.0.0.1-8080", "cdktf.out/sandbox/127.0.0.1-8080"]]);
    expect(shown.split("\n")[0]).toBe("demo (sandbox at http://127.0.0.1:8080): 1 to change");
  });

  it("leaves alone what Terraform was told already", async () => {
    const env = { ...KEYS, DD_HOST: "http://a", TF_VAR_datadog_api_url: "http://b", TF_VAR_DD_API_KEY: "its own" };
    expect((await tried("deploy demo", { env })).env).toMatchObject(env);
  });

  it("puts no key on a command line or on the screen", async () => {
    const leaking = { ...threshold, after: { ...slowStage(240), message: `key ${KEYS.DD_API_KEY}` } };
    const { done, shown } = await tried("deploy demo --yes", { plan: () => [leaking] });
    expect(done.join("\n") + shown).not.toMatch(/key-of-the-test/);
    expect(shown).toContain("key (sensitive)");
  });

  it("links to what it created and changed, but not in a sandbox", async () => {
    const run: Surroundings["terraform"] =
      () =>
      async (args, { onLine }) => {
        const resource = { addr: "datadog_monitor.slow-stage" };
        const hook = { resource, action: "update", id_key: "id", id_value: "849" };
        if (args[0] === "apply") onLine?.(JSON.stringify({ type: "apply_complete", hook }));
        return { code: 0, stderr: "", stdout: args[0] === "show" ? JSON.stringify(planJson([threshold])) : "" };
      };
    const { shown } = await tried("deploy staging monitors", { terraform: run });
    expect(shown).toContain("Slow pipeline stage  https://app.datadoghq.eu/monitors/849");
    const local = await tried("deploy staging monitors", { terraform: run, env: { ...KEYS, DD_HOST: "localhost:1" } });
    expect(local.shown).not.toContain("/monitors/849");
  });
});

describe("a stack that looks up objects of another by name", () => {
  let folder: string;
  const before = process.cwd();
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "depends-"));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });

  /** As cdktf writes it: dashboards look up monitors. */
  const synthesize = (_: unknown, outdir: string) => {
    mkdirSync(outdir, { recursive: true });
    const stacks = { "demo-dashboards": { dependencies: ["demo-monitors"] }, "demo-monitors": { dependencies: [] } };
    writeFileSync(join(outdir, "manifest.json"), JSON.stringify({ stacks }));
    return [];
  };
  const created = { ...threshold, actions: ["create"], before: null };

  it("is planned when those are there, shown, and asked about again", async () => {
    const { exit, done, shown } = await tried("deploy demo monitors dashboards", { synthesize, plan: () => [created] });
    const question = "Deploy this to demo? Type yes to approve: ";
    expect([exit, done]).toEqual([
      0,
      [
        "plan demo-monitors",
        question,
        "apply demo-monitors",
        "plan demo-dashboards",
        question,
        "apply demo-dashboards",
      ],
    ]);
    expect(shown.replace(/\s+/g, " ")).toContain(
      "Not shown: demo-dashboards looks up objects that this deployment creates or renames, and is planned once they exist.",
    );
  });

  it("is planned at once where they are there already", async () => {
    const { done } = await tried("deploy demo monitors dashboards --yes", { synthesize, plan: () => [threshold] });
    expect(done).toEqual([
      "plan demo-monitors",
      "plan demo-dashboards",
      "apply demo-monitors",
      "apply demo-dashboards",
    ]);
  });

  it("is not begun where those were not approved", async () => {
    const fake = { synthesize, plan: () => [created], answer: "no" };
    const { done } = await tried("deploy demo monitors dashboards", fake);
    expect(done.filter((step) => step.startsWith("plan"))).toEqual(["plan demo-monitors"]);
  });
});

describe("the saved plans, which can hold secrets", () => {
  it("lie in a folder that nobody else can read, and are removed however it ends", async () => {
    for (const fake of [{}, { answer: "no" }, { code: (_: string, word: string) => (word === "apply" ? 1 : 0) }]) {
      const { files } = await tried("deploy demo monitors", fake);
      expect(files.map(({ folder }) => folder)).toEqual([0o700]);
      for (const { path } of files) expect(() => statSync(path)).toThrow("ENOENT");
    }
  });
});

describe("diff", () => {
  it("exits with 2 for changes, with 0 for none, and with 1 where a stack cannot be planned", async () => {
    expect((await tried("diff production", { terminal: false })).exit).toBe(2);
    expect((await tried("diff production", { plan: () => [] })).exit).toBe(0);
    const { exit, done, shown } = await tried("diff staging", {
      code: (stack, word) => (stack === "staging-agent" && word === "plan" ? 1 : 0),
    });
    expect([exit, done.filter((step) => step.startsWith("plan")).length]).toEqual([1, 3]);
    expect(shown).toContain("300 → 240");
  });

  it("does the same as deploy --plan-only, and neither applies", async () => {
    const [diff, deploy] = [await tried("diff demo"), await tried("deploy demo --plan-only")];
    expect(deploy).toMatchObject({ exit: 2, done: diff.done, shown: diff.shown });
    expect(diff.done.filter((step) => step.startsWith("apply"))).toEqual([]);
  });
});

describe("a plan that is saved", () => {
  let folder: string;
  const before = process.cwd();
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "saved-plan-"));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });

  const declared = (text: string) => (_: unknown, outdir: string) => {
    const stack = join(outdir, "stacks", "demo-monitors");
    mkdirSync(stack, { recursive: true });
    writeFileSync(join(stack, "cdk.tf.json"), text);
    return [];
  };

  it("is applied as it is, by the command and the code that made it", async () => {
    const synthesize = declared("{}");
    const made = await tried("deploy demo monitors --plan-only --out plan.json", { synthesize });
    expect([made.exit, statSync("plan.json").mode & 0o777]).toEqual([2, 0o600]);
    const applied = await tried("deploy demo --plan plan.json --yes", { synthesize });
    expect([applied.exit, applied.done]).toEqual([0, ["apply demo-monitors"]]);
    await expect(tried("deploy staging --plan plan.json --yes", { synthesize })).rejects.toThrow(
      "plan.json is a plan for demo, not staging",
    );
    await expect(tried("deploy demo --plan plan.json --yes", { synthesize: declared('{"a":1}') })).rejects.toThrow(
      "plan.json was made from other code: demo-monitors has changed since. Make the plan again.",
    );
  });

  it("is written for this user alone, also over another file", async () => {
    writeFileSync("plan.json", "", { mode: 0o644 });
    await tried("deploy demo monitors --plan-only --out plan.json", { synthesize: declared("{}") });
    expect(statSync("plan.json").mode & 0o777).toBe(0o600);
    expect(readFileSync("plan.json", "utf8")).not.toContain("key-of-the-test");
  });

  it.each([
    ["deploy demo --out plan.json", "--out requires --plan-only; see npm run deploy -- --help"],
    [
      "deploy demo --plan plan.json --plan-only",
      "--plan applies a plan, and --plan-only makes one: use one of them; see npm run deploy -- --help",
    ],
    ["deploy demo --plan none.json", "none.json: there is no such file"],
    [
      "deploy demo monitors --plan plan.json",
      "--plan applies the stacks of the saved plan: name no others; see npm run deploy -- --help",
    ],
  ])("%s is refused", async (command, message) => {
    await expect(tried(command)).rejects.toThrow(new Error(message));
  });
});

describe("drift", () => {
  const edited = { ...threshold, before: slowStage(300), after: slowStage(500) };
  const offline = { fetch: global.fetch };
  beforeAll(() => {
    global.fetch = (async (url: URL) =>
      url.pathname === "/api/v1/monitor"
        ? Response.json([
            { id: 849, name: "Slow pipeline stage", tags: ["env:staging"] },
            { id: 12, name: "By hand", tags: STAGING_TAGS },
            { id: 13, name: "Of another team", tags: ["env:staging"] },
          ])
        : Response.json({ errors: ["x"] }, { status: 403 })) as unknown as typeof fetch;
  });
  afterAll(() => {
    global.fetch = offline.fetch;
  });
  const STAGING_TAGS = ["env:staging", "team:data-platform", "service:data-pipeline"];
  const drifts: Pick<Fake, "drift" | "plan"> = { drift: (stack) => (stack.endsWith("-monitors") ? [edited] : []) };

  it("shows what was changed, deleted, and made, and exits with 2", async () => {
    const gone = { address: "datadog_monitor.gone", actions: ["delete"], before: { id: "5", name: "No runs" } };
    const { exit, done, shown } = await tried("drift staging monitors", { drift: () => [edited, gone] });
    expect([exit, done]).toEqual([2, ["synthesize", "plan staging-monitors -refresh-only"]]);
    expect(shown).toBe(`staging (organization acme on datadoghq.eu): 1 object changed, 1 object deleted,
1 object created in Datadog

Changed or deleted in Datadog since the last deployment
  300 → 500
    staging-monitors datadog_monitor.slow-stage: query, message:2,
        monitor_thresholds.critical
  deleted: No runs (staging-monitors datadog_monitor.gone)

Has the tags of staging, and was not deployed from here
  monitor 12: By hand

Unknown
  which SLOs were created in Datadog: the answer was 403
  who made the changes: Audit Trail answered 403

To undo these changes: npm run drift -- staging --revert
To write one into the code: npm run drift -- staging --keep NAME`);
  });

  it("says what can be kept, where --keep names nothing of that kind", async () => {
    const { exit, shown } = await tried("drift staging monitors --keep slowstage", drifts);
    expect([exit, shown]).toEqual([
      1,
      expect.stringContaining("--keep slowstage: nothing of this name was changed there, did you mean"),
    ]);
    const { shown: none } = await tried("drift staging dashboards --keep errors");
    expect(none).toContain("--keep errors: nothing was changed there");
    await expect(tried("drift staging --keep errors --revert", drifts)).rejects.toThrow(
      "--keep writes changes into the code, and --revert undoes them: use one of them; see npm run drift -- --help",
    );
  });

  it("exits with 0 where all is as deployed, and with 1 where a stack cannot be read", async () => {
    const { exit, shown } = await tried("drift staging dashboards");
    expect([exit, shown]).toEqual([0, "staging (organization acme on datadoghq.eu): as deployed"]);
    expect((await tried("drift staging dashboards", { code: () => 1 })).exit).toBe(1);
  });

  it("deploys the stacks that drifted with --revert, after a question", async () => {
    const { exit, done } = await tried("drift staging monitors dashboards --revert", drifts);
    expect([exit, done]).toEqual([
      0,
      [
        "synthesize",
        "plan staging-monitors -refresh-only",
        "plan staging-dashboards -refresh-only",
        "plan staging-monitors",
        "Deploy this to staging? Type yes to approve: ",
        "apply staging-monitors",
      ],
    ]);
    await expect(tried("drift production --revert", drifts)).rejects.toThrow(
      "production is protected: review npm run diff -- production, then run npm run drift -- production --revert --yes",
    );
  });
});

describe("destroy", () => {
  it("plans the deletion, asks, and deletes the last stack first", async () => {
    const { done, shown } = await tried("destroy demo monitors dashboards", {
      plan: () => [{ ...threshold, actions: ["delete"], after: null }],
    });
    expect(done).toEqual([
      "synthesize",
      "plan demo-monitors -destroy",
      "plan demo-dashboards -destroy",
      "Destroy all of this in demo? Type yes to approve: ",
      "apply demo-dashboards",
      "apply demo-monitors",
    ]);
    expect(shown).toContain("!!! 2 objects would be DESTROYED");
  });
});

describe("a command line that cannot be carried out", () => {
  it.each([
    [
      "deploy production",
      {},
      "production is protected: review npm run diff -- production, then run npm run deploy -- production --yes",
    ],
    [
      "destroy production",
      {},
      "production is protected: review npm run diff -- production, then run npm run destroy -- production --yes",
    ],
    [
      "deploy demo",
      { terminal: false },
      "there is no terminal for approving the changes: to skip the approval, run npm run deploy -- demo --yes",
    ],
    [
      "deploy prod",
      {},
      `environments: there is no environment "prod", did you mean "production"? Expected one of ${ENVIRONMENTS.join(", ")}`,
    ],
    [
      "deploy",
      {},
      `name an environment, such as: npm run deploy -- ${ENVIRONMENTS[0]}; environments: ${ENVIRONMENTS.join(", ")}`,
    ],
    ["apply demo", {}, 'unknown command "apply"; expected one of diff, deploy, destroy, drift'],
    [
      "deploy staging monitor",
      {},
      'staging has no stack "monitor", did you mean "monitors"? Expected one of staging-monitors, monitors, staging-dashboards, dashboards, staging-agent, agent',
    ],
    ["deploy staging monitors --except monitors", {}, "there are no stacks of staging left to deploy"],
    [
      "deploy demo",
      { env: {} },
      'DD_API_KEY and DD_APP_KEY must be set in the environment: see "Deploy to an account" in the README',
    ],
    [
      "diff demo",
      { env: { DD_API_KEY: "x" } },
      'DD_APP_KEY must be set in the environment: see "Deploy to an account" in the README',
    ],
    [
      "deploy demo",
      { env: { DD_API_KEY: "your_api_key_here", DD_APP_KEY: "x" } },
      "DD_API_KEY is the placeholder of an example: set it to a key from Organization Settings > API Keys",
    ],
    [
      "diff demo",
      { env: { DD_API_KEY: "x", DD_APP_KEY: "<APP_KEY>" } },
      "DD_APP_KEY is the placeholder of an example: set it to a key from Organization Settings > Application Keys",
    ],
  ])("%s %j", async (command, around, message) => {
    const touched = {
      synthesize: () => {
        throw new Error("something was synthesized");
      },
    };
    await expect(tried(command, { ...touched, ...around })).rejects.toThrow(new Error(message));
  });

  it("needs no keys of Datadog's for the agent alone", async () => {
    expect((await tried("deploy demo agent", { env: {} })).exit).toBe(0);
  });
});

describe("a provider version that Terraform has kept", () => {
  const folder = mkdtempSync(join(tmpdir(), "locked-"));
  const before = process.cwd();
  beforeAll(() => process.chdir(folder));
  afterAll(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });

  // As terraform init writes it: https://developer.hashicorp.com/terraform/language/files/dependency-lock
  const lockFile = (version: string) => `# This file is maintained automatically by "terraform init".

provider "registry.terraform.io/datadog/datadog" {
  version     = "${version}"
  constraints = "${version}"
  hashes = [
    "h1:abc",
  ]
}

provider "registry.terraform.io/kreuzwerker/docker" {
  version     = "3.6.2"
}
`;
  const keep = (version: string) => (_sandbox: unknown, outdir: string) => {
    const stack = join(outdir, "stacks", "demo-monitors");
    mkdirSync(stack, { recursive: true });
    writeFileSync(join(stack, ".terraform.lock.hcl"), lockFile(version));
    return [];
  };
  const around = (version: string) => ({ synthesize: keep(version) });

  it("is said, with the file to delete, where the stacks ask for another", async () => {
    await expect(tried("deploy demo monitors --yes", around("3.40.0"))).rejects.toThrow(
      `demo-monitors requires Datadog provider >= 3.82.0, < 5.0.0, but was last run with 3.40.0: delete cdktf.out/stacks/demo-monitors/.terraform.lock.hcl and try again`,
    );
    await expect(tried("diff demo monitors", around("3.40.0"))).rejects.toThrow("was last run with 3.40.0");
  });

  it("is no obstacle where they allow it, or are others", async () => {
    expect((await tried("diff demo monitors", around("4.19.0"))).exit).toBe(2);
    expect((await tried("diff demo dashboards", around("3.40.0"))).exit).toBe(0);
  });
});
