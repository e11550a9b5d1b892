import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Surroundings, terraform } from "../../cli/terraform";
import { environmentNames } from "../../stacks/environments";

const ENVIRONMENTS = environmentNames();
const KEYS = { DD_API_KEY: "api-key-of-the-test", DD_APP_KEY: "app-key-of-the-test" };

/** What the command does, in order, with everything outside replaced. */
async function tried(
  command: string,
  { code = () => 0, ...around }: Partial<Surroundings> & { code?: (stack: string) => number } = {},
) {
  const done: string[] = [];
  const seen: Record<string, string | undefined>[] = [];
  const exit = await terraform(command.split(" "), {
    env: KEYS,
    terminal: true,
    typeErrors: () => [],
    synthesize: () => done.push("synthesize"),
    cdktf: async (args, env) => {
      done.push(`cdktf ${args.join(" ")}`);
      seen.push(env);
      return code(args[1]!);
    },
    print: (line) => done.push(`print ${line}`),
    ...around,
  });
  return { exit, done, env: seen[0] ?? {} };
}

describe("deploy", () => {
  it("synthesizes, then deploys the environment's stacks and its organization's, one at a time", async () => {
    expect((await tried("deploy demo")).done).toEqual([
      "synthesize",
      "print deploy demo: demo-monitors, demo-dashboards, demo-logs, demo-traces, demo-agent, demo-metrics",
      "cdktf deploy demo-monitors demo-dashboards demo-logs demo-traces demo-agent demo-metrics --parallelism 1 --skip-synth --skip-provider-lock",
    ]);
  });

  it("leaves an organization's stacks to the environment whose file carries them", async () => {
    expect((await tried("deploy staging")).done[1]).toBe(
      "print deploy staging: staging-monitors, staging-dashboards, staging-agent",
    );
    expect((await tried("deploy production --yes")).done[1]).toBe(
      "print deploy production: production-monitors, production-dashboards, acme-logs, acme-traces, production-agent",
    );
  });

  it("takes some stacks by name, or leaves some out", async () => {
    expect((await tried("deploy demo monitors demo-logs")).done[1]).toBe("print deploy demo: demo-monitors, demo-logs");
    expect((await tried("deploy staging --except agent")).done[1]).toBe(
      "print deploy staging: staging-monitors, staging-dashboards",
    );
  });

  it("approves unasked with --yes", async () => {
    const { done } = await tried("deploy demo monitors --yes", { terminal: false });
    expect(done[2]).toBe(
      "cdktf deploy demo-monitors --parallelism 1 --skip-synth --skip-provider-lock --no-color --auto-approve",
    );
  });

  it("does nothing where something does not compile, and diff neither; what is there already can be destroyed", async () => {
    const done: string[] = [];
    const around = {
      typeErrors: () => ["monitors/failure.ts:12:3: Unknown property 'requireFulWindow'."],
      synthesize: () => void done.push("synthesize"),
      cdktf: async () => done.push("cdktf") && 0,
    };
    const refused = new Error(
      "monitors/failure.ts:12:3: Unknown property 'requireFulWindow'.\nFix these type errors first. Nothing was changed.",
    );
    await expect(tried("deploy demo", around)).rejects.toThrow(refused);
    await expect(tried("diff demo", around)).rejects.toThrow(refused);
    expect(done).toEqual([]);
    await tried("destroy demo", around);
    expect(done).toEqual(["synthesize", "cdktf"]);
  });

  it("gives cdktf's exit code", async () => {
    expect((await tried("deploy demo", { code: () => 7 })).exit).toBe(7);
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
    const { done } = await tried("deploy demo monitors", {
      env: { ...KEYS, DD_HOST: "http://127.0.0.1:8080" },
      synthesize: (sandbox, outdir) => synthesized.push([sandbox?.name, outdir]),
    });
    expect(synthesized).toEqual([["127.0.0.1-8080", "cdktf.out/sandbox/127.0.0.1-8080"]]);
    expect(done).toEqual([
      "print deploy demo (sandbox at http://127.0.0.1:8080): demo-monitors",
      "cdktf deploy demo-monitors --parallelism 1 --skip-synth --skip-provider-lock --output cdktf.out/sandbox/127.0.0.1-8080",
    ]);
  });

  it("leaves alone what Terraform was told already", async () => {
    const env = { ...KEYS, DD_HOST: "http://a", TF_VAR_datadog_api_url: "http://b", TF_VAR_DD_API_KEY: "its own" };
    expect((await tried("deploy demo", { env })).env).toMatchObject(env);
  });

  it("puts no key on a command line or on the screen", async () => {
    const { done } = await tried("deploy demo --yes");
    expect(done.join("\n")).not.toMatch(/key-of-the-test/);
  });
});

describe("diff", () => {
  it("asks cdktf stack by stack, and needs no approval", async () => {
    expect((await tried("diff production monitors dashboards", { terminal: false })).done).toEqual([
      "synthesize",
      "print diff production: production-monitors, production-dashboards",
      "cdktf diff production-monitors --skip-synth --skip-provider-lock --no-color",
      "cdktf diff production-dashboards --skip-synth --skip-provider-lock --no-color",
    ]);
  });

  it("goes on after a stack that failed, and fails in the end", async () => {
    const { exit, done } = await tried("diff staging", { code: (stack) => (stack === "staging-monitors" ? 1 : 0) });
    expect([exit, done.length]).toEqual([1, 5]);
  });
});

describe("destroy", () => {
  it("is asked like deploy", async () => {
    expect((await tried("destroy demo monitors")).done[2]).toBe(
      "cdktf destroy demo-monitors --parallelism 1 --skip-synth --skip-provider-lock",
    );
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
    ["apply demo", {}, 'unknown command "apply"; expected one of diff, deploy, destroy'],
    [
      "deploy staging monitor",
      {},
      'staging has no stack "monitor", did you mean "monitors"? Expected one of staging-monitors, monitors, staging-dashboards, dashboards, staging-agent, agent',
    ],
    ["deploy staging monitors --except monitors", {}, "there are no stacks of staging left to deploy"],
    [
      "deploy demo",
      { env: {} },
      'DD_API_KEY and DD_APP_KEY must be set in the environment: see "Deploy" in the README for which keys',
    ],
    [
      "diff demo",
      { env: { DD_API_KEY: "x" } },
      'DD_APP_KEY must be set in the environment: see "Deploy" in the README for which keys',
    ],
  ])("%s %j", async (command, around, message) => {
    const touched = { synthesize: () => expect("synthesized").toBe("untouched") };
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
  };
  const around = (version: string) => ({ synthesize: keep(version) });

  it("is said, with the file to delete, where the stacks ask for another", async () => {
    await expect(tried("deploy demo monitors --yes", around("3.40.0"))).rejects.toThrow(
      `demo-monitors requires Datadog provider >= 3.82.0, < 5.0.0, but was last run with 3.40.0: delete cdktf.out/stacks/demo-monitors/.terraform.lock.hcl and try again`,
    );
    await expect(tried("diff demo monitors", around("3.40.0"))).rejects.toThrow("was last run with 3.40.0");
  });

  it("is no obstacle where they allow it, or are others", async () => {
    expect((await tried("diff demo monitors", around("4.19.0"))).exit).toBe(0);
    expect((await tried("diff demo dashboards", around("3.40.0"))).exit).toBe(0);
  });
});
