/*
 * What goes wrong between Terraform, its provider, Datadog, and the place of the state, provoked for real: each is the line
 * that is promised. RECORD_ERRORS=1 also writes down what Terraform printed, for the tests that have none.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir, userInfo } from "node:os";
import { dirname, join, relative } from "node:path";
import type { JsonObject } from "../../../datadog/json";
import { Org } from "../../../datadog/sandbox/org";
import { Stack, TerraformFailure, terraformRunner } from "../../../ops/terraform";
import type { TerraformRun } from "../../../ops/terraform/run";
import { CONTEXT, PROVOKED, type RecordedError, recordedErrors, recordedFile } from "../../ops/terraform/provoked";
import { describeWithProviders, pinned } from "../requirements";
import { type CloudFault, type Faults, FaultyCloud, FaultyDatadog, SilentDatadog } from "./faulty";
import { METRICS, oneOfEach } from "./one-of-each";

const KEYS = { apiKey: "sentinel-api-key", appKey: "sentinel-app-key" };
const LOCAL = { local: { path: "north-mill.tfstate" } };
const S3 = { s3: { bucket: "mill-terraform", key: "north-mill.tfstate", region: "eu-west-1", use_path_style: true } };
const GCS = { gcs: { bucket: "mill-terraform", prefix: "north-mill" } };

const isWrite = (method: string, path: string) => method !== "GET" && !path.endsWith("/validate");
const onWrites =
  (status: number, ...errors: readonly unknown[]): Faults =>
  (method, path) =>
    isWrite(method, path) ? { status, body: { errors } } : undefined;
const onReads: Faults = (method, path) =>
  method === "GET" && path !== "/api/v1/validate" ? { status: 403, body: { errors: ["Forbidden"] } } : undefined;

const monitor = (oneOfEach(1).datadog_monitor as JsonObject).a!;
const ONE_MONITOR = { datadog_monitor: { a: monitor } };

describeWithProviders("errors of Terraform in one line", (provider) => {
  const recorded: Record<string, RecordedError> = {};
  const tried = new Set<string>();
  let org: Org;
  let datadog: FaultyDatadog;
  let url: string;
  let outdir: string;
  let last: TerraformRun | undefined;

  beforeEach(async () => {
    org = new Org();
    for (const metric of METRICS) org.metrics.submit({ metric, type: "count", tags: ["env:north"], points: [[0, 1]] });
    datadog = new FaultyDatadog(org, KEYS);
    url = await datadog.start();
    outdir = mkdtempSync(join(tmpdir(), "errors-"));
    last = undefined;
  });

  afterEach(async () => {
    await datadog.stop();
    rmSync(outdir, { recursive: true });
  });

  afterAll(() => {
    if (process.env.RECORD_ERRORS !== "1") return;
    const file = recordedFile(provider);
    mkdirSync(dirname(file), { recursive: true });
    const others = existsSync(file) ? recordedErrors(provider) : {};
    writeFileSync(file, `${JSON.stringify({ ...others, ...recorded }, null, 2)}\n`);
  });

  interface Setup {
    readonly resource?: JsonObject;
    readonly backend?: JsonObject;
    readonly version?: string;
    /** Another provider beside Datadog's. */
    readonly docker?: boolean;
  }

  /** Writes a stack's JSON, as a synthesis does. */
  function write({ resource = ONE_MONITOR, backend = LOCAL, version = provider, docker = false }: Setup = {}): void {
    const folder = join(outdir, "stacks", CONTEXT.stack);
    mkdirSync(folder, { recursive: true });
    const providers = {
      ...pinned(version),
      ...(docker && { docker: { source: "kreuzwerker/docker", version: "3.6.2" } }),
    };
    const json = {
      terraform: { backend, required_providers: providers },
      provider: { datadog: [{}], ...(docker && { docker: [{ host: "unix:///nowhere/docker.sock" }] }) },
      resource: { ...resource, ...(docker && { docker_image: { agent: { name: "datadog/agent:7" } } }) },
    };
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(json, null, 2));
  }

  const variables = (more: Readonly<Record<string, string>> = {}) => ({
    ...{ PATH: process.env.PATH, TF_CLI_CONFIG_FILE: process.env.TF_CLI_CONFIG_FILE, HOME: outdir },
    ...{ CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", AWS_EC2_METADATA_DISABLED: "true" },
    ...{ DD_HOST: url, DD_API_KEY: KEYS.apiKey, DD_APP_KEY: KEYS.appKey },
    ...more,
  });

  function stack(more: Readonly<Record<string, string>> = {}): Stack {
    const env = variables(more);
    const terraform = terraformRunner(env);
    const run: typeof terraform = async (args, options) => {
      last = await terraform(args, options);
      return last;
    };
    return new Stack(CONTEXT.stack, { ...CONTEXT, run, outdir, url: env.DD_HOST });
  }

  const plan = () => join(outdir, "plan");
  const apply = (of: Stack) => of.apply(plan(), () => undefined);

  /** What is not the same in every run. */
  function normalized(text: string): string {
    return text
      .replaceAll(relative(process.cwd(), outdir), "cdktf.out")
      .replaceAll(outdir, "/project/cdktf.out")
      .replaceAll(`${userInfo().username}@${hostname()}`, "ann@laptop")
      .replaceAll(url, CONTEXT.url)
      .replace(/127\.0\.0\.1:\d{4,}/g, "127.0.0.1:8080")
      .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "11111111-2222-3333-4444-555555555555")
      .replace(/\b20\d\d-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?( \+0000)? UTC/g, (_, fraction, zone) =>
        ["2026-11-26 07:00:00", fraction === undefined ? "" : ".123456", zone ?? "", " UTC"].join(""),
      );
  }

  /** The messages that say what went wrong, without times and versions. */
  function messages(stdout: string): string {
    const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
    const kept = lines
      .map((line) => JSON.parse(line))
      .filter(({ type }) => type === "diagnostic" || type === "apply_errored")
      .map(({ type, diagnostic, hook }) =>
        type === "diagnostic"
          ? JSON.stringify({ type, diagnostic: withoutPlace(diagnostic) })
          : JSON.stringify({ type, hook: { resource: { addr: hook.resource.addr } } }),
      );
    return lines.length === 0 ? stdout : kept.join("\n");
  }
  const withoutPlace = ({ range: _, snippet: __, ...diagnostic }: JsonObject = {}) => diagnostic;

  /** Expects that something fails with the lines that are promised for it. */
  async function provokes(name: string, step: RecordedError["step"], failing: Promise<unknown>): Promise<void> {
    const error = await failing.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof TerraformFailure)) throw error ?? new Error(`${name}: nothing failed`);
    tried.add(name);
    const { code, stdout, stderr } = last!;
    recorded[name] = { step, code, stdout: normalized(messages(stdout)), stderr: normalized(stderr) };
    expect({ [name]: error.lines.map(normalized).sort() }).toEqual({ [name]: PROVOKED[name] });
  }

  test("keys and addresses", async () => {
    write();
    datadog.faults = (_, path) => (path === "/api/v1/validate" ? { status: 403, body: {} } : undefined);
    await provokes("a refused API key, or a wrong site", "plan", stack().plan(plan()));
    datadog.faults = (_, path) => (path === "/api/v1/validate" ? { status: 200, body: { valid: false } } : undefined);
    await provokes("an API key that is not valid", "plan", stack().plan(plan()));
    await provokes("no keys", "plan", stack({ DD_API_KEY: "", DD_APP_KEY: "" }).plan(plan()));
    await datadog.stop();
    await provokes("an address without a server", "plan", stack().plan(plan()));
  });

  test("what Datadog answers to a resource of each kind", async () => {
    const mill = stack();
    const created = async (name: string, faults: Faults) => {
      await mill.plan(plan());
      datadog.faults = faults;
      await provokes(name, "apply", apply(mill));
      datadog.faults = () => undefined;
    };
    write({ resource: oneOfEach(1) });
    await created("403 on what is created", onWrites(403, "Forbidden"));
    await created("400 on what is created", onWrites(400, "The value is invalid", "unknown option"));
    await created(
      "400 as newer parts of the API word it",
      onWrites(400, { status: "400", title: "Generic Error", detail: "The filter is empty" }),
    );
    await created("429 on what is created", onWrites(429, "Rate limit of 10 requests in 10 seconds reached."));
    await created("500 on what is created", onWrites(500, "try later"));

    await mill.plan(plan());
    await apply(mill);
    datadog.faults = onReads;
    await provokes("403 on what is read", "plan", mill.plan(plan()));
    datadog.faults = () => undefined;
    write({ resource: oneOfEach(2) });
    await created("403 on what is changed", onWrites(403, "Forbidden"));
    datadog.faults = (_, path) =>
      /^\/api\/v1\/monitor\/.*validate$/.test(path)
        ? { status: 400, body: { errors: ["The value is invalid", "unknown option"] } }
        : undefined;
    await provokes("400 while a monitor is planned", "plan", mill.plan(plan()));
    datadog.faults = () => undefined;
    await mill.plan(plan(), "destroy");
    datadog.faults = onWrites(403, "Forbidden");
    await provokes("403 on what is deleted", "apply", apply(mill));
  });

  test("a metric that was never reported", async () => {
    const { datadog_metric_metadata, datadog_metric_tag_configuration } = oneOfEach(1);
    write({ resource: { datadog_metric_metadata, datadog_metric_tag_configuration } as JsonObject });
    await datadog.stop();
    datadog = new FaultyDatadog(new Org(), KEYS);
    url = await datadog.start();
    const mill = stack();
    await mill.plan(plan());
    await provokes("404 of a metric that was never reported", "apply", apply(mill));
  });

  test("states in the cloud", async () => {
    const cloud = new FaultyCloud();
    const address = await cloud.start();
    try {
      const aws = {
        ...{ AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE", AWS_SECRET_ACCESS_KEY: "made-up" },
        ...{ AWS_ENDPOINT_URL_S3: address, AWS_ENDPOINT_URL_STS: address, AWS_ENDPOINT_URL_DYNAMODB: address },
      };
      const google = {
        GOOGLE_OAUTH_ACCESS_TOKEN: "made-up",
        GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT: `${address}/storage/v1/b`,
      };
      const fails = async (
        name: string,
        backend: JsonObject,
        env: Readonly<Record<string, string>> = {},
        fault: CloudFault = "no bucket",
        step: RecordedError["step"] = "init",
      ) => {
        cloud.fault = fault;
        rmSync(join(outdir, "stacks"), { recursive: true, force: true });
        write({ backend });
        await provokes(name, step, stack(env).plan(plan()));
      };
      await fails("no AWS credentials", S3);
      await fails("an AWS profile that does not exist", { s3: { ...S3.s3, profile: "nobody" } });
      await fails("AWS credentials that are refused", S3, aws, "refused credentials");
      await fails("an S3 bucket that does not exist", S3, aws, "no bucket");
      await fails("an S3 bucket without access", S3, aws, "no access");
      await fails("a lock in DynamoDB", { s3: { ...S3.s3, dynamodb_table: "locks" } }, aws, "locked", "plan");
      await fails("no Google credentials", GCS);
      await fails("Google credentials that are refused", GCS, google, "refused credentials");
      await fails("a Google bucket that does not exist", GCS, google, "no bucket");
      await fails("a Google bucket without access", GCS, google, "no access");
      await fails("a lock in a Google bucket", GCS, google, "locked", "plan");
    } finally {
      await cloud.stop();
    }
  });

  test("a state that is locked, moved, or overtaken", async () => {
    write();
    const mill = stack();
    await mill.plan(plan());
    write({ backend: { local: { path: "elsewhere.tfstate" } } });
    await provokes("another place for the state", "init", mill.plan(plan()));

    rmSync(join(outdir, "stacks"), { recursive: true });
    write();
    const older = join(outdir, "older");
    await mill.plan(older);
    await mill.plan(plan());
    await apply(mill);
    await provokes(
      "a plan that another deployment overtook",
      "apply",
      mill.apply(older, () => undefined),
    );

    write({ resource: { datadog_monitor: { a: monitor, b: monitor } } as JsonObject });
    await mill.plan(plan());
    const silent = new SilentDatadog();
    const other = applying(mill.folder, variables({ DD_HOST: await silent.start() }));
    const ended = once(other, "close");
    try {
      // Until the other run holds the lock, this one is only a plan.
      await expect(untilFailing(() => mill.plan(older))).resolves.toBeUndefined();
      await provokes("a lock on a local file", "plan", mill.plan(older));
    } finally {
      // Killed by force, it would leave the provider's process.
      other.kill("SIGINT");
      await silent.stop();
      await ended;
    }
  });

  function applying(cwd: string, env: NodeJS.ProcessEnv): ChildProcess {
    const binary = process.env.TERRAFORM_BINARY_NAME ?? "terraform";
    return spawn(binary, ["apply", "-input=false", plan()], { cwd, env, stdio: "ignore" });
  }

  async function untilFailing(attempt: () => Promise<void>): Promise<void> {
    for (let tries = 0; tries < 60; tries++) {
      const failed = await attempt().then(
        () => false,
        () => true,
      );
      if (failed) return;
    }
    throw new Error("it did not fail");
  }

  test("providers", async () => {
    const later = provider === "3.82.0" ? "3.81.0" : "3.82.0";
    write();
    await stack().plan(plan());
    write({ version: later });
    await provokes("a lock file of another provider version", "init", stack().plan(plan()));
    rmSync(join(outdir, "stacks"), { recursive: true });
    write({ version: "2.9.9" });
    await provokes("a provider version that does not exist", "init", stack().plan(plan()));
    rmSync(join(outdir, "stacks"), { recursive: true });
    write({ docker: true });
    await provokes("no Docker", "plan", stack().plan(plan()));
  });

  test("all that is promised was provoked", () => {
    expect(Object.keys(PROVOKED).filter((name) => !tried.has(name))).toEqual([]);
  });
});
