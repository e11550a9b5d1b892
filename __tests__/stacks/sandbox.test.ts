import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { synthesize } from "../../main";
import { loadEnvironments } from "../../stacks/environments";
import { outputFolder, sandboxIn } from "../../stacks/sandbox";

const project = join(__dirname, "..", "..");
let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "out-"));
});
afterEach(() => rmSync(outdir, { recursive: true }));

const environments = loadEnvironments();
const A = sandboxIn({ DD_HOST: "http://127.0.0.1:8080" });
const B = sandboxIn({ DD_HOST: "http://127.0.0.1:9090" });

const folderOf = (stack: string) => join(outdir, "stacks", stack);
const jsonOf = (stack: string) => JSON.parse(readFileSync(join(folderOf(stack), "cdk.tf.json"), "utf8"));

describe("an address of this machine", () => {
  it.each([
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1-8080"],
    ["http://127.0.0.1:8080/", "http://127.0.0.1:8080", "127.0.0.1-8080"],
    [" http://127.0.0.1:8080/api/v1 ", "http://127.0.0.1:8080", "127.0.0.1-8080"],
    ["127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1-8080"],
    ["//127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1-8080"],
    ["127.1:8080", "http://127.0.0.1:8080", "127.0.0.1-8080"],
    ["http://127.8.9.10", "http://127.8.9.10", "127.8.9.10-80"],
    ["https://localhost", "https://localhost", "127.0.0.1-443"],
    ["localhost:8080", "http://localhost:8080", "127.0.0.1-8080"],
    ["HTTP://LOCALHOST.:8080", "http://localhost.:8080", "127.0.0.1-8080"],
    ["http://datadog.localhost:8080", "http://datadog.localhost:8080", "127.0.0.1-8080"],
    ["http://0.0.0.0:8080", "http://0.0.0.0:8080", "127.0.0.1-8080"],
    ["http://[::1]:8080", "http://[::1]:8080", "ip6-localhost-8080"],
    ["[::1]:8080", "http://[::1]:8080", "ip6-localhost-8080"],
    ["::1", "http://[::1]", "ip6-localhost-80"],
    ["http://[::ffff:127.0.0.1]:8080", "http://[::ffff:7f00:1]:8080", "127.0.0.1-8080"],
    ["http://host.docker.internal:8080", "http://host.docker.internal:8080", "host.docker.internal-8080"],
  ])("%s", (text, url, name) => {
    for (const variable of ["DD_HOST", "DATADOG_HOST", "TF_VAR_datadog_api_url"]) {
      expect(sandboxIn({ [variable]: text })).toEqual({ url, name });
    }
  });

  it.each([
    "https://api.datadoghq.eu",
    "api.datadoghq.com",
    "http://localhost.example.com:8080",
    "http://127.0.0.1.example.com",
    "http://10.0.0.1:8080",
    "http://128.0.0.1",
    "http://[::2]:80",
    "notlocalhost",
    "http://",
    "",
  ])("is not %j", (text) => {
    expect(sandboxIn({ DD_HOST: text })).toBeUndefined();
  });

  it("is the only one that is named: neither an account nor another sandbox beside it", () => {
    const DD_HOST = "http://127.0.0.1:8080";
    expect(sandboxIn({ DD_HOST, DATADOG_HOST: "localhost:8080", TF_VAR_datadog_api_url: "" })).toEqual(A);
    for (const other of ["https://api.datadoghq.eu", "http://127.0.0.1:9090"]) {
      expect(() => sandboxIn({ DD_HOST, TF_VAR_datadog_api_url: other })).toThrow(
        `DD_HOST is ${DD_HOST} and TF_VAR_datadog_api_url is ${other}: unset one of them`,
      );
      expect(() => sandboxIn({ DD_HOST: other, DATADOG_HOST: DD_HOST })).toThrow("unset one of them");
    }
  });
});

describe("what is synthesized for a sandbox", () => {
  it("goes to its address with a state of its own, whatever the environment's site and backend", () => {
    const stacks = synthesize({ environments, sandbox: A, outdir });
    for (const stack of stacks) {
      const { terraform, provider, variable = {} } = jsonOf(stack);
      expect(Object.keys(terraform.backend)).toEqual(["local"]);
      expect(resolve(folderOf(stack), terraform.backend.local.path)).toBe(
        join(project, ".state", "sandbox", "127.0.0.1-8080", `${stack}.tfstate`),
      );
      if (provider.datadog) expect(provider.datadog).toEqual([{ api_url: "http://127.0.0.1:8080" }]);
      expect(variable.datadog_api_url).toBeUndefined();
    }
    expect(stacks.length).toBeGreaterThan(environments.length * 2);
  });

  it("lies in a folder of its own", () => {
    expect([undefined, A, B].map(outputFolder)).toEqual([
      "cdktf.out",
      join("cdktf.out", "sandbox", "127.0.0.1-8080"),
      join("cdktf.out", "sandbox", "127.0.0.1-9090"),
    ]);
  });
});

describe("a folder that Terraform was initialized in", () => {
  const stack = "demo-monitors";

  /** What `terraform init` leaves behind. */
  function initialize(): void {
    const [[type, config]] = Object.entries(jsonOf(stack).terraform.backend) as [[string, object]];
    const file = join(folderOf(stack), ".terraform", "terraform.tfstate");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ version: 3, backend: { type, config: { ...config, workspace_dir: null } } }));
  }

  it.each([
    ["an account's", undefined, A],
    ["a sandbox's", A, undefined],
    ["another sandbox's", A, B],
  ])("with %s state is left as it is, with one line that says what to do", (_whose, first, second) => {
    synthesize({ environments, sandbox: first, outdir });
    initialize();
    const before = readdirSync(folderOf(stack)).map((file) => [file, file.endsWith(".json") && jsonOf(stack)]);
    expect(() => synthesize({ environments, sandbox: second, outdir })).toThrow(
      /^Terraform was initialized in .*demo-monitors with another state \(.*\): deploy with "npm run deploy".*--output.*$/,
    );
    expect(readdirSync(folderOf(stack)).map((file) => [file, file.endsWith(".json") && jsonOf(stack)])).toEqual(before);
    synthesize({ environments, sandbox: first, outdir });
  });

  it("of an environment whose own state moves is Terraform's matter", () => {
    synthesize({ environments, sandbox: undefined, outdir });
    initialize();
    const moved = environments.map((environment) => ({ ...environment, state: { gcs: { bucket: "b", prefix: "p" } } }));
    expect(synthesize({ environments: moved, sandbox: undefined, outdir })).toContain(stack);
  });

  it("and is damaged says nothing", () => {
    synthesize({ environments, sandbox: A, outdir });
    initialize();
    writeFileSync(join(folderOf(stack), ".terraform", "terraform.tfstate"), "{");
    expect(synthesize({ environments, sandbox: B, outdir })).toContain(stack);
  });
});
