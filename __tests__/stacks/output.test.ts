import { hostname, userInfo } from "node:os";
import { ProjectCopy } from "./project-copy";

// Each a word that occurs nowhere else; DD_HOST would be legal in the output, but is the machine's business.
const SENTINELS = {
  DD_API_KEY: "sentinel-dd-api",
  DD_APP_KEY: "sentinel-dd-app",
  DATADOG_API_KEY: "sentinel-datadog-api",
  DATADOG_APP_KEY: "sentinel-datadog-app",
  DD_HOST: "https://sentinel-host",
  TF_VAR_DD_API_KEY: "sentinel-variable",
  AWS_SECRET_ACCESS_KEY: "sentinel-aws",
  GOOGLE_CREDENTIALS: "sentinel-google",
  HOSTNAME: "sentinel-hostname",
  HOME: "/sentinel-home",
  USER: "sentinel-user",
};

let first: ProjectCopy;
let second: ProjectCopy;
beforeAll(() => {
  first = new ProjectCopy();
  second = new ProjectCopy();
});
afterAll(() => {
  first.remove();
  second.remove();
});

describe("the synthesized output", () => {
  it("is the same from two directories, with keys and without, in any zone and language", () => {
    const here = first.synthesize({ ...SENTINELS, TZ: "Asia/Tokyo", LANG: "de_DE.UTF-8" });
    const there = second.synthesize({ HOME: "/", TZ: "UTC" });
    expect([here.stderr, here.status, there.status]).toEqual(["", 0, 0]);
    const output = first.files();
    expect(output.size).toBeGreaterThan(10);
    expect(second.files()).toEqual(output);
  });

  it("is the same again where it was synthesized before", () => {
    const before = first.files();
    first.synthesize();
    expect(first.files()).toEqual(before);
  });

  it("holds no key, and nothing of the machine", () => {
    const { folder } = first;
    const now = new Date();
    const forbidden = [
      /sentinel/,
      ...[folder, process.cwd(), process.execPath].map(literally),
      ...[userInfo().homedir, hostname()].filter((name) => name.length > 5 && name !== "localhost").map(literally),
      literally(now.toISOString().slice(0, 13)),
      new RegExp(`\\b${String(now.getTime()).slice(0, 6)}\\d{4,7}\\b`),
    ];
    const found = [...first.files(), ["the paths of its files", [...first.files().keys()].join("\n")] as const].flatMap(
      ([file, text]) => forbidden.filter((pattern) => pattern.test(text)).map((pattern) => `${file}: ${pattern}`),
    );
    expect(found).toEqual([]);
  });

  it("is said in one line, without a key", () => {
    const { stdout, stderr } = first.synthesize({ ...SENTINELS, ENVIRONMENT: "demo" });
    expect([stdout, stderr]).toEqual([
      "6 stacks in cdktf.out: demo-monitors, demo-dashboards, demo-logs, demo-traces, demo-agent, demo-metrics\n",
      "",
    ]);
  });

  it("has the stacks of the chosen environment alone", () => {
    first.synthesize({ ENVIRONMENT: "staging" });
    expect([...first.files().keys()].sort()).toEqual([
      "cdktf.out/manifest.json",
      "cdktf.out/stacks/staging-agent/cdk.tf.json",
      "cdktf.out/stacks/staging-dashboards/cdk.tf.json",
      "cdktf.out/stacks/staging-monitors/cdk.tf.json",
    ]);
  });
});

function literally(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
}
