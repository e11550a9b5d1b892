import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pinned } from "./requirements";

/** What a command printed, and how it ended. */
export interface Outcome {
  readonly status: number;
  readonly output: string;
}

/** Runs a command without blocking, so that a server in this process can answer it. */
export function run(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<Outcome> {
  const env = { ...process.env, ...options.env, CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
  return new Promise((resolve) => {
    execFile(command, args, { cwd: options.cwd, env, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ status, output: stdout + stderr });
    });
  });
}

/** A synthesized stack: the JSON that cdktf writes. */
export interface StackJson {
  terraform: { backend?: unknown; required_providers?: Record<string, object> };
  resource?: Record<string, Record<string, Record<string, unknown>>>;
  [block: string]: unknown;
}

/** What a workspace is run with. */
export interface WorkspaceSettings {
  /** @default those of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** The version of the Datadog provider. @default what the stack asks for */
  readonly provider?: string;
  /** @default a new one */
  readonly folder?: string;
}

/** One synthesized stack in a folder of its own, with a local state, to run terraform on. */
export class Workspace {
  readonly folder: string;

  constructor(
    readonly stack: StackJson,
    private readonly settings: WorkspaceSettings = {},
  ) {
    this.folder = settings.folder ?? mkdtempSync(join(tmpdir(), "stack-"));
    this.write(stack);
  }

  /** The same folder and state, with other environment variables. */
  with(env: NodeJS.ProcessEnv): Workspace {
    return new Workspace(this.stack, { ...this.settings, env: { ...this.settings.env, ...env }, folder: this.folder });
  }

  /** The same folder and state, with another version of the provider. */
  withProvider(provider: string): Workspace {
    return new Workspace(this.stack, { ...this.settings, provider, folder: this.folder });
  }

  /** Puts other JSON in the folder; the state stays. */
  write(stack: StackJson): void {
    mkdirSync(this.folder, { recursive: true });
    const { provider } = this.settings;
    const terraform = {
      ...stack.terraform,
      backend: { local: { path: "terraform.tfstate" } },
      required_providers: { ...stack.terraform.required_providers, ...(provider && pinned(provider)) },
    };
    writeFileSync(join(this.folder, "cdk.tf.json"), JSON.stringify({ ...stack, terraform }, null, 2));
  }

  /** The state, as text, to search for what must not be in it. */
  state(): string {
    return readFileSync(join(this.folder, "terraform.tfstate"), "utf8");
  }

  terraform(...args: string[]): Promise<Outcome> {
    return run("terraform", args, { cwd: this.folder, env: this.settings.env });
  }

  /** Runs terraform and throws all that it printed when it fails. */
  async succeed(...args: string[]): Promise<string> {
    const { status, output } = await this.terraform(...args);
    if (status !== 0) throw new Error(`terraform ${args.join(" ")} ended with ${status}:\n${output}`);
    return output;
  }

  /** What a plan would do: the addresses of each action; empty when there is nothing to do. */
  async plan(): Promise<Record<string, string[]>> {
    await this.succeed("plan", "-input=false", "-out=plan.bin");
    const plan = JSON.parse(await this.succeed("show", "-json", "plan.bin"));
    const changes: Record<string, string[]> = {};
    for (const { address, change } of plan.resource_changes ?? []) {
      const action = change.actions.join("+");
      if (action !== "no-op" && action !== "read") changes[action] = [...(changes[action] ?? []), address];
    }
    return changes;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
