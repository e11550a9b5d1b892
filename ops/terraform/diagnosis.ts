import { joined } from "../words/text";
import { accessOf } from "./access";
import type { Diagnostic } from "./messages";

/** What a diagnostic is about, for words that name it. */
export interface DiagnosisContext {
  readonly environment: string;
  /** `demo-monitors`. */
  readonly stack: string;
  /** The stack's folder, relative to the project. */
  readonly folder: string;
  /** Where requests go: `https://api.datadoghq.eu`. */
  readonly url: string;
  /** Whether that is a sandbox. */
  readonly isSandbox: boolean;
}

type Rule = readonly [
  when: RegExp,
  say: (found: RegExpExecArray, context: DiagnosisContext, said: Diagnostic) => string,
];

/** Provider errors that have a known fix. Each is matched with the summary and the detail, a space between two lines. */
const RULES: readonly Rule[] = [
  [/^Error acquiring the state lock (.*)$/, (found, context) => heldLock(found[1]!, context)],
  [
    /Invalid or missing credentials|api_key and app_key or orgUUID must be set/,
    (_, context) => refusedKey("DD_API_KEY", context),
  ],
  [/403 Forbidden/, (_, context, said) => forbidden(context, said)],
  [/pinging Docker server.*?that (\S+) is reachable/, ([, host]) => noDocker(host!)],
  [/Unable to find (?:a )?network|network (\S+) not found/i, (found, context) => noNetwork(found[0], context)],
  [
    /(?:dial tcp|connect)\S* .*(connection refused|no such host|i\/o timeout|network is unreachable)/,
    ([, why], context) => unreachable(why!, context),
  ],
  [
    /lock(?:ed|ed version selection| file).*?(?:must use terraform init -upgrade|terraform init -upgrade)/,
    (_, { folder, stack }) =>
      `${stack} was last run with a provider version that it no longer allows: delete ${folder}/.terraform.lock.hcl and try again`,
  ],
  [
    /no available releases match the given constraints (.+?)(?: To see|$)/,
    ([, constraint], { environment }) =>
      `no version of the Datadog provider matches ${constraint}: change terraform.datadog in environments/${environment}.yaml`,
  ],
  [
    /Backend configuration changed/,
    (_, { stack, folder }) =>
      `the state of ${stack} was moved to another place: run terraform -chdir=${folder} init -migrate-state to copy it there, or -reconfigure to start with what is there`,
  ],
  [
    /No valid credential sources found|failed to (?:refresh|get) .*credentials|ExpiredToken/,
    (_, { stack, environment }) =>
      `cannot sign in to AWS for the state of ${stack}: set AWS credentials, or change state in environments/${environment}.yaml`,
  ],
  [
    /could not find default credentials|oauth2: |storage\.NewClient/,
    (_, { stack, environment }) =>
      `cannot sign in to Google Cloud for the state of ${stack}: run gcloud auth application-default login, or change state in environments/${environment}.yaml`,
  ],
  [
    /Saved plan is stale/,
    (_, { stack }) => `${stack} was changed by another deployment since this plan was made: run the command again`,
  ],
  [
    /(?:429 Too Many Requests)/,
    (_, { stack }) =>
      `Datadog limits the rate of requests (429): wait a minute, then run the command again for ${stack}`,
  ],
  [/400 Bad Request: (\{.*)$/, ([, body], _, { address }) => `Datadog rejected ${address ?? "it"}: ${errorsIn(body!)}`],
];

/** A metric that Datadog does not know: the provider's two resources for metrics say it each in their way. */
const UNKNOWN_METRIC = /error creating (?:metric metadata|MetricTagConfiguration) from \S*\/metrics\/([^/: ]+)\S*: 404/;

/**
 * What is wrong, a line each with what to do about it: errors with a known cause in our words, others in Terraform's.
 * Errors that say the same are one line.
 */
export function diagnosisLines(diagnostics: readonly Diagnostic[], context: DiagnosisContext): string[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const metrics = errors.flatMap(({ summary }) => UNKNOWN_METRIC.exec(summary)?.[1] ?? []);
  const others = errors.filter(({ summary }) => !UNKNOWN_METRIC.test(summary));
  const lines = others.map((diagnostic) => lineOf(diagnostic, context));
  if (metrics.length > 0) lines.push(unreported([...new Set(metrics)].sort(), context.stack));
  return [...new Set(lines)];
}

function lineOf(diagnostic: Diagnostic, context: DiagnosisContext): string {
  const { summary, detail, address } = diagnostic;
  const text = squeezed(`${summary} ${detail}`);
  for (const [when, say] of RULES) {
    const found = when.exec(text);
    if (found) return say(found, context, diagnostic);
  }
  return `${context.stack}${address === undefined ? "" : ` ${address}`}: ${text}`;
}

const squeezed = (text: string) => text.replace(/\s+/g, " ").trim();

function heldLock(details: string, { stack, folder }: DiagnosisContext): string {
  const field = (name: string) =>
    new RegExp(`${name}: +(\\S.*?) +(?:Path|Operation|Who|Version|Created|Info):`).exec(details)?.[1];
  const [id, who, created] = [field("ID"), field("Who"), field("Created")];
  if (id === undefined)
    return `cannot lock the state of ${stack}: ${details.replace(/^Error message: /, "").replace(/ Terraform acquires a state lock.*/, "")}`;
  const since = created === undefined ? "" : ` since ${created.replace(/\.\d+/, "").replace(" +0000 UTC", " UTC")}`;
  return `${stack} is locked by ${who}${since}: wait until that run ends; if nothing is running, run terraform -chdir=${folder} force-unlock ${id}`;
}

/** Where requests go, and for which environment. */
type Target = Pick<DiagnosisContext, "environment" | "url" | "isSandbox">;

/** A key that Datadog does not accept at an address. */
export function refusedKey(key: string, { environment, url, isSandbox }: Target): string {
  if (isSandbox) return `the sandbox at ${url} refused ${key}: paste the export line that npm run sandbox printed`;
  return `Datadog at ${url} refused ${key}: check the key, and that "site" in environments/${environment}.yaml is the one in your browser's address`;
}

/** The provider asks first whether the API key is valid; what it is refused later is the application key's doing. */
function forbidden(context: DiagnosisContext, { summary, address = "" }: Diagnostic): string {
  if (address.startsWith("provider[")) return refusedKey("DD_API_KEY", context);
  const access = accessOf(address);
  if (!access)
    return `${context.stack} ${address}: Datadog refused the request (403): check DD_APP_KEY and its permissions`;
  const { kind, read, write } = access;
  if (/error (creating|updating|deleting)/.test(summary)) {
    return `DD_APP_KEY is not allowed to write ${kind} (403 for ${address}): give its user, and the key's scopes, ${joined(write)}`;
  }
  const either = joined([...new Set([...read, ...write])]);
  return `DD_APP_KEY is wrong, or not allowed to use ${kind} (403 for ${address}): check the key, and that its user, and its scopes, have ${either}`;
}

function noDocker(host: string): string {
  return `no Docker daemon answers at ${host}: start Docker, set agent.dockerHost in the environment's file, or add --except agent`;
}

function noNetwork(said: string, { environment }: DiagnosisContext): string {
  return `Docker has no such network (${said}): start the services with docker compose, or change agent.network in environments/${environment}.yaml`;
}

/** An address that does not answer. */
export function unreachable(why: string, { url, isSandbox }: Target): string {
  return isSandbox
    ? `no sandbox answers at ${url} (${why}): start one with npm run sandbox and paste its export line, or unset DD_HOST`
    : `cannot reach ${url} (${why}): check the network, and the proxy if there is one`;
}

/** Metrics that are named one by one. */
const MOST_METRICS = 3;

/** Metrics that Datadog does not know, which their stack configures. */
export function unreported(metrics: readonly string[], stack: string): string {
  const shown = metrics.slice(0, MOST_METRICS).join(", ");
  const more = metrics.length > MOST_METRICS ? ` and ${metrics.length - MOST_METRICS} more` : "";
  const were = metrics.length === 1 ? "metric was" : "metrics were";
  return `${metrics.length} ${were} never reported to this organization (404): ${shown}${more}. Report them first, or add --except ${stack.replace(/^.*-/, "")}`;
}

/** `{"errors":["The value is invalid"]}` as text. */
function errorsIn(body: string): string {
  try {
    const { errors } = JSON.parse(body) as { readonly errors?: unknown };
    if (Array.isArray(errors)) return errors.map(String).join("; ");
  } catch {
    // Then it is shown as it is.
  }
  return body;
}
