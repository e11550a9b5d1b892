/*
 * A deployment by the real Terraform in a pseudo-terminal: what a person types, and what a Ctrl-C leaves. With a stand-in for
 * Terraform, and more of it, in __tests__/cli/terraform-pty.test.ts.
 */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Org } from "../../../datadog/sandbox/org";
import { describeInTerminal, InTerminal } from "../../cli/pseudo-terminal";
import { copyOfProject } from "../project";
import { describeWithProviders } from "../requirements";
import { run } from "../workspace";
import { FaultyDatadog } from "./faulty";

const KEYS = { apiKey: "sentinel-api-key", appKey: "sentinel-app-key" };
const QUESTION = "Deploy this to demo? Type yes to approve: ";
/** Seconds that a command may take on a busy machine. */
const PATIENCE = 250;

describeWithProviders("a deployment in a terminal", (provider) => {
  describeInTerminal("with the real Terraform", () => {
    const org = new Org();
    const datadog = new FaultyDatadog(org, KEYS);
    const started: InTerminal[] = [];
    let copy: string;
    let env: Readonly<Record<string, string>>;

    beforeAll(async () => {
      copy = await copyOfProject(provider);
      const { PATH = "", TF_CLI_CONFIG_FILE = "", TMPDIR = "" } = process.env;
      const keys = { DD_HOST: await datadog.start(), DD_API_KEY: KEYS.apiKey, DD_APP_KEY: KEYS.appKey };
      env = { PATH, TF_CLI_CONFIG_FILE, TMPDIR, HOME: copy, TERM: "xterm", ...keys };
    });
    afterEach(async () => {
      datadog.delay = 0;
      for (const each of started.splice(0)) await each.stop();
    });
    afterAll(async () => {
      await datadog.stop();
      rmSync(copy, { recursive: true, force: true });
    });

    function deploying(...words: string[]): InTerminal {
      const args = ["run", "--silent", "deploy", "--", "demo", "monitors", ...words];
      const command = new InTerminal("npm", args, { cwd: copy, env }, PATIENCE);
      started.push(command);
      return command;
    }

    /** Lock files of local states. */
    function locks(): string[] {
      const folder = join(copy, ".state", "sandbox");
      if (!existsSync(folder)) return [];
      return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".lock.info"));
    }

    test("a Ctrl-C at the question changes nothing", async () => {
      const command = deploying();
      await command.shows(QUESTION);
      command.types("\u0003");
      const { code } = await command.ended();
      expect([code, org.monitors.size, locks()]).toEqual([130, 0, []]);
    });

    test("a Ctrl-C while it applies finishes what was begun, and the next deployment does the rest", async () => {
      datadog.delay = 1000;
      const command = deploying("--yes");
      await command.shows("Deploying demo-monitors");
      await untilSome(() => org.monitors.size > 0);
      command.types("\u0003");
      const { code, shown } = await command.ended();
      const made = org.monitors.size;
      expect([code, locks()]).toEqual([130, []]);
      expect(shown.replace(/\s+/g, " ")).toContain("Operations in progress were completed, and the state is saved");

      datadog.delay = 0;
      const again = deploying();
      await again.shows(QUESTION);
      again.types("yes\r");
      expect((await again.ended()).code).toBe(0);
      expect(org.monitors.size).toBeGreaterThan(made);
      // Nothing was made twice.
      const names = org.monitors.values().map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      const { status } = await run("npm", ["run", "--silent", "diff", "--", "demo", "monitors"], { cwd: copy, env });
      expect(status).toBe(0);
    });
  });
});

async function untilSome(isSome: () => boolean): Promise<void> {
  for (let tries = 0; tries < PATIENCE * 10 && !isSome(); tries++) await new Promise((done) => setTimeout(done, 100));
}
