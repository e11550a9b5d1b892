import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Construct } from "constructs";

/** Each address of a sandbox has a folder in here, with the state of all that was deployed to it. */
const STATES = join(__dirname, "..", ".state", "sandbox");

type Variables = Readonly<Record<string, string | undefined>>;

/** A Datadog org on this machine that Terraform is sent to instead of the environments' own. */
export interface Sandbox {
  /** Scheme, host and port. */
  readonly url: string;
  /** What its folder is called: `127.0.0.1-8080`. */
  readonly name: string;
}

/** What says where the provider sends its requests: its own variables, and the one of the stacks of other sites. */
const ADDRESS_VARIABLES = ["DD_HOST", "DATADOG_HOST", "TF_VAR_datadog_api_url"] as const;

/**
 * The sandbox that the process's variables name: the first of `DD_HOST`, `DATADOG_HOST` and `TF_VAR_datadog_api_url` that
 * is an address of this machine.
 * @throws Error when another of them names another address: some stacks would go there
 */
export function sandboxIn(env: Variables): Sandbox | undefined {
  const set = ADDRESS_VARIABLES.flatMap((variable) => {
    const text = env[variable]?.trim();
    return text ? [{ variable, text, sandbox: sandboxAt(text) }] : [];
  });
  const first = set.find(({ sandbox }) => sandbox);
  const other = set.find(({ sandbox }) => sandbox?.name !== first?.sandbox?.name);
  if (first && other) {
    const both = `${first.variable} is ${first.text} and ${other.variable} is ${other.text}`;
    throw new Error(`${both}: unset one of them, because some stacks would be deployed to each address`);
  }
  return first?.sandbox;
}

/** Names that a machine, or a container on it, has for itself. */
const OWN_NAMES =
  /^(localhost[46]?(\.localdomain[46]?)?|(.+\.)?localhost|ip6-(localhost|loopback)|(host|gateway)\.(docker|containers)\.internal)$/;

/** The sandbox at an address of this machine, in any of the ways to write one; undefined for any other address. */
function sandboxAt(text: string): Sandbox | undefined {
  const url = parsedUrl(text);
  if (!url) return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  const known = canonicalHost(host);
  if (known === undefined) return undefined;
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return { url: `${url.protocol}//${url.host}`, name: `${known}-${port}` };
}

/** With its scheme or without: `http://127.0.0.1:8080`, `localhost:8080`, `::1`. */
function parsedUrl(text: string): URL | undefined {
  const bare = /^[\da-f]*(:[\da-f]*){2,}$/i.test(text) ? `[${text}]` : text;
  const whole = /^([a-z][a-z\d+.-]*:\/\/|https?:)/i.test(bare) ? bare : `http://${bare}`;
  return URL.canParse(whole) ? new URL(whole) : undefined;
}

/** One name for all that reach the same place; undefined for another machine. */
function canonicalHost(host: string): string | undefined {
  if (/^127\.[\d.]+$/.test(host)) return host;
  // ::ffff:127.0.0.1, as URL writes it.
  const mapped = /^::ffff:7f([\da-f]{2}):([\da-f]{1,4})$/.exec(host);
  if (mapped) {
    const low = Number.parseInt(mapped[2]!, 16);
    return `127.${Number.parseInt(mapped[1]!, 16)}.${low >> 8}.${low & 255}`;
  }
  if (host === "::1" || host === "::" || /^(localhost6|ip6-)/.test(host)) return "ip6-localhost";
  if (host === "0.0.0.0") return "127.0.0.1";
  if (!OWN_NAMES.test(host)) return undefined;
  return host.endsWith(".internal") ? host : "127.0.0.1";
}

/** The folder that is synthesized to: one for each sandbox, since a folder that Terraform ran in belongs to one state. */
export function outputFolder(sandbox: Sandbox | undefined): string {
  return sandbox ? join("cdktf.out", "sandbox", sandbox.name) : "cdktf.out";
}

// ------------------------------------------------------------------------------------------------------- in a construct

const CONTEXT = "sandbox";

/** Where stacks learn that they are synthesized for a sandbox. */
interface SandboxContext extends Sandbox {
  /** The folder that is synthesized to. */
  readonly outdir: string;
}

/** The context of an app whose stacks go to a sandbox. */
export function sandboxContext(sandbox: Sandbox | undefined, outdir: string): Record<string, SandboxContext> {
  return sandbox ? { [CONTEXT]: { ...sandbox, outdir } } : {};
}

/** The sandbox that a construct is synthesized for, and the state of a stack there, seen from where Terraform runs. */
export function sandboxOf(construct: Construct) {
  const context = construct.node.tryGetContext(CONTEXT) as SandboxContext | undefined;
  if (!context) return undefined;
  const { url, name, outdir } = context;
  const statePath = (stack: string) =>
    relative(join(outdir, "stacks", stack), join(STATES, name, `${stack}.tfstate`)).replaceAll("\\", "/");
  return { url, statePath };
}

// -------------------------------------------------------------------------------------------------- Terraform's folders

interface Backend {
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/**
 * Refuses to put stacks where Terraform already works with another state, one of the two a sandbox's: it would ask to
 * copy the one state into the other. A state that a team moves elsewhere is left to Terraform.
 * @param draft the folder that was synthesized
 * @param outdir the folder that it will be put into
 * @throws Error with one line that says what to do instead
 */
export function checkInitializedStates(draft: string, outdir: string): void {
  for (const stack of readdirSync(join(draft, "stacks"))) {
    const folder = join(outdir, "stacks", stack);
    const was = initializedBackend(folder);
    const is = declaredBackend(join(draft, "stacks", stack));
    if (!was || !is) continue;
    const [before, after] = [sandboxState(was, folder), sandboxState(is, folder)];
    if (before === after) continue;
    const shown = (state: string | undefined) => state ?? "the environment's own";
    throw new Error(
      `Terraform was initialized in ${folder} with another state (${shown(before)}; now it would be ${shown(after)}): deploy with ` +
        `"npm run deploy", which uses a separate folder for each sandbox, pass cdktf another folder with --output, or remove ` +
        `${join(outdir, "stacks", "*", ".terraform")}, which leaves both states unchanged`,
    );
  }
}

/** The state of a sandbox, as a path from here; undefined for any other. */
function sandboxState({ type, config }: Backend, folder: string): string | undefined {
  if (type !== "local" || typeof config.path !== "string") return undefined;
  const path = resolve(folder, config.path);
  return relative(STATES, path).startsWith("..") ? undefined : relative(process.cwd(), path);
}

/** What Terraform was initialized with in a folder. */
function initializedBackend(folder: string): Backend | undefined {
  const { backend } = jsonOf(join(folder, ".terraform", "terraform.tfstate")) as { readonly backend?: Backend };
  return backend;
}

function declaredBackend(folder: string): Backend | undefined {
  const { terraform } = jsonOf(join(folder, "cdk.tf.json")) as {
    readonly terraform?: { readonly backend?: Readonly<Record<string, Backend["config"]>> };
  };
  const [type, config] = Object.entries(terraform?.backend ?? {})[0] ?? [];
  return type === undefined ? undefined : { type, config: config ?? {} };
}

function jsonOf(file: string): object {
  if (!existsSync(file)) return {};
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as object | null) ?? {};
  } catch {
    // What cannot be read here Terraform refuses itself.
    return {};
  }
}
