import { isObject, stringOf } from "../../datadog/json";
import { joined } from "../words/text";
import { accessOf } from "./access";
import type { Cause, DiagnosisContext, Finding } from "./cause";
import type { Diagnostic } from "./messages";
import { STATE_CAUSES } from "./state-causes";

/**
 * Known causes, the first that fits. The words before an answer's status differ by resource and say little ("error
 * retrieving" also of what could not be created), so that they are not asked; the status and the step are.
 */
export const CAUSES: readonly Cause[] = [
  ...STATE_CAUSES,
  [/Invalid or missing credentials/, (_, context) => refusedKey("DD_API_KEY", context)],
  [/api_key and app_key\b.* must be set/, () => "DD_API_KEY and DD_APP_KEY must be set in the environment"],
  [/\b40[13] (?:Forbidden|Unauthorized)/, (found, context, said) => forbidden(found[0], context, said)],
  [/pinging Docker server.*?that (\S+) is reachable/, ([, host]) => noDocker(host!)],
  [/Unable to find (?:a )?network|network (\S+) not found/i, (found, context) => noNetwork(found[0], context)],
  [
    /(?:"https?:\/\/([^/"]+)[^"]*": )?(?:dial tcp|connect)\S* .*(connection refused|no such host|i\/o timeout|network is unreachable)/,
    ([, host, why], context) => unreachable(why!, context, host),
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
    /Saved plan is stale/,
    (_, { stack }) => `${stack} was changed by another deployment since this plan was made: run the command again`,
  ],
  [
    /429 Too Many Requests/,
    (_, { stack }) =>
      `Datadog limits the rate of requests (429): wait a minute, then run the command again for ${stack}`,
  ],
  [
    /\/metrics\/([^/: ]+)\S*: 404 Not Found/,
    ([, metric], { stack }) => ({ key: "404", about: [metric!], line: (metrics) => unreported(metrics, stack) }),
  ],
  [/400 Bad Request: (\{.*)$/, ([, body], _, said) => rejected(errorsIn(body!), said)],
  [
    /\b(5\d\d [A-Z][A-Za-z ]+)(?:: (\{.*))?$/,
    ([, status, body], context, said) => failed(status!, body, context, said),
  ],
  [/error while calling Software Catalog/, (_, context, said) => unexplained(context, said)],
];

/** Objects that are named one by one. */
const MOST_OBJECTS = 1;
/** Metrics that are named one by one. */
const MOST_METRICS = 3;

/** `datadog_monitor.a and 44 more`. */
function some(names: readonly string[], most = MOST_OBJECTS): string {
  const more = names.length > most ? ` and ${names.length - most} more` : "";
  return `${names.slice(0, most).join(", ")}${more}`;
}

/** A finding about a diagnostic's resource, whose line names all that share it. */
function aboutObjects({ address }: Diagnostic, line: (objects: string) => string): Finding {
  return { key: line("*"), about: [address ?? "an object"], line: (addresses) => line(some(addresses)) };
}

// ------------------------------------------------------------------------------------------------- keys and permissions

/** Where requests go, and for which environment. */
type Target = Pick<DiagnosisContext, "environment" | "url" | "isSandbox">;

/** A key that Datadog does not accept at an address. */
export function refusedKey(key: string, { environment, url, isSandbox }: Target): string {
  if (isSandbox) return `the sandbox at ${url} refused ${key}: paste the export line that npm run sandbox printed`;
  return `Datadog at ${url} refused ${key}: check the key, and that "site" in environments/${environment}.yaml is the one in your browser's address`;
}

/** The provider asks first whether the API key is valid; what it is refused later is the application key's doing. */
function forbidden(status: string, context: DiagnosisContext, said: Diagnostic): string | Finding {
  if (said.address?.startsWith("provider[")) return refusedKey("DD_API_KEY", context);
  if (status.startsWith("401")) return refusedKey("DD_APP_KEY", context);
  const access = accessOf(said.address ?? "");
  if (!access)
    return aboutObjects(said, (objects) => `Datadog refused ${objects} (403): check DD_APP_KEY and its permissions`);
  const { kind, read, write } = access;
  return aboutObjects(said, (objects) =>
    context.step === "apply"
      ? `DD_APP_KEY is not allowed to write ${kind} (403 for ${objects}): give its user, and the key's scopes, ${joined(write)}`
      : `DD_APP_KEY is wrong, or not allowed to read ${kind} (403 for ${objects}): check the key, and that its user, and its scopes, have ${joined(read)}`,
  );
}

/** The provider keeps Datadog's answer to itself. */
function unexplained({ environment }: DiagnosisContext, said: Diagnostic): Finding {
  const write = joined(accessOf(said.address ?? "")?.write ?? []);
  return aboutObjects(
    said,
    (objects) =>
      `Datadog did not accept ${objects}, and the provider does not say why: check that DD_APP_KEY has ${write} (npm run preflight -- ${environment}), then the definition`,
  );
}

// ------------------------------------------------------------------------------------------------------------- answers

function rejected(why: string, said: Diagnostic): Finding {
  return aboutObjects(said, (objects) => `Datadog rejected ${objects}: ${why}`);
}

function failed(status: string, body: string | undefined, { isSandbox }: DiagnosisContext, said: Diagnostic): Finding {
  const why = body === undefined ? status : `${status}: ${errorsIn(body)}`;
  return aboutObjects(said, (objects) =>
    isSandbox
      ? `the sandbox failed on ${objects} (${why})`
      : `Datadog failed on ${objects} (${why}): run the command again; if that does not help, see Datadog's status page`,
  );
}

/** Metrics that Datadog does not know, which their stack configures. */
export function unreported(metrics: readonly string[], stack: string): string {
  const were = metrics.length === 1 ? "metric was" : "metrics were";
  return `${metrics.length} ${were} never reported to this organization (404): ${some(metrics, MOST_METRICS)}. Report them first, or add --except ${stack.replace(/^.*-/, "")}`;
}

/** `{"errors":["The value is invalid"]}` as text; newer parts of the API answer `{"errors":[{"detail":"…"}]}`. */
function errorsIn(body: string): string {
  try {
    const { errors } = JSON.parse(body) as { readonly errors?: unknown };
    if (Array.isArray(errors) && errors.length > 0) return errors.map(errorText).join("; ");
  } catch {
    // Then it is shown as it is.
  }
  return body;
}

function errorText(error: unknown): string {
  if (!isObject(error)) return String(error);
  return stringOf(error.detail) ?? stringOf(error.title) ?? JSON.stringify(error);
}

// ------------------------------------------------------------------------------------------------- what does not answer

function noDocker(host: string): string {
  return `no Docker daemon answers at ${host}: start Docker, set agent.dockerHost in the environment's file, or add --except agent`;
}

function noNetwork(said: string, { environment }: DiagnosisContext): string {
  return `Docker has no such network (${said}): start the services with docker compose, or change agent.network in environments/${environment}.yaml`;
}

/**
 * An address that does not answer.
 * @param host that was asked @default Datadog's
 */
export function unreachable(why: string, { url, isSandbox }: Target, host = new URL(url).host): string {
  if (host !== new URL(url).host)
    return `cannot reach ${host} (${why}): check the network, and the proxy if there is one`;
  return isSandbox
    ? `no sandbox answers at ${url} (${why}): start one with npm run sandbox and paste its export line, or unset DD_HOST`
    : `cannot reach ${url} (${why}): check the network, and the proxy if there is one`;
}
