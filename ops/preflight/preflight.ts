import { isObject } from "../../datadog/json";
import { type Access, accessOf, refusedKey, unreachable, unreported, type Variables } from "../terraform";
import type { NeededResource } from "./resources";

/** What is about to be deployed, and to where. */
export interface PreflightRequest {
  /** The address of Datadog's API. */
  readonly url: string;
  readonly isSandbox: boolean;
  readonly environment: string;
  readonly env: Variables;
  readonly resources: readonly NeededResource[];
  /** Whether anything will be written; else only what is read counts. */
  readonly writes: boolean;
  /** @default Node's own */
  readonly fetch?: typeof fetch;
}

/** What the account answered. */
export interface PreflightResult {
  /** What would make a deployment fail, a line each with the fix. */
  readonly problems: readonly string[];
  /** What could not be known, and why. */
  readonly unknown: readonly string[];
  /** What was found in order. */
  readonly passed: readonly string[];
}

/** Seconds until a request counts as unanswered. */
const PATIENCE = 20;

/**
 * Asks whether an account takes what is about to be deployed: the keys and the site, a read of each kind of object,
 * the user's permissions, and whether metrics that are configured were reported. Nothing is written.
 */
export async function preflight(request: PreflightRequest): Promise<PreflightResult> {
  const account = new Account(request);
  const key = await account.get("/api/v1/validate");
  const refused = keyProblem(key, request);
  if (refused !== undefined) return { problems: [refused], unknown: [], passed: [] };
  if (key.status === undefined) return { problems: [], unknown: [key.why], passed: [] };
  const findings = [
    key.status === 200
      ? passed(`DD_API_KEY is valid at ${request.url}`)
      : unknown(`whether DD_API_KEY is valid: ${request.url} answered ${key.status}`),
    ...(await readFindings(account, request)),
  ];
  if (!findings.some(({ kind }) => kind === "problem")) {
    findings.push(...(await permissionFindings(account, request)), ...(await metricFindings(account, request)));
  }
  const all = (wanted: Finding["kind"]) => findings.filter(({ kind }) => kind === wanted).map(({ text }) => text);
  return { problems: all("problem"), unknown: all("unknown"), passed: all("passed") };
}

interface Finding {
  readonly kind: "problem" | "unknown" | "passed";
  readonly text: string;
}

const problem = (text: string): Finding => ({ kind: "problem", text });
const unknown = (text: string): Finding => ({ kind: "unknown", text });
const passed = (text: string): Finding => ({ kind: "passed", text });

/** An answer, or why there is none. */
export type Answer =
  | { readonly status: number; readonly body: unknown }
  | { readonly status: undefined; readonly why: string; readonly isProblem: boolean };

/** Asks Datadog's API: `ask("/api/v1/validate")`. */
export type DatadogRequest = (path: string) => Promise<Answer>;

/** GET requests to an account, with the keys of a process's variables. */
export function requestOf(to: Pick<PreflightRequest, "url" | "env" | "fetch">): DatadogRequest {
  const account = new Account(to);
  return (path) => account.get(path);
}

class Account {
  constructor(private readonly request: Pick<PreflightRequest, "url" | "env" | "fetch">) {}

  async get(path: string): Promise<Answer> {
    const { url, env, fetch: ask = fetch } = this.request;
    const headers = {
      Accept: "application/json",
      "DD-API-KEY": env.DD_API_KEY || env.DATADOG_API_KEY || "",
      "DD-APPLICATION-KEY": env.DD_APP_KEY || env.DATADOG_APP_KEY || "",
    };
    try {
      const response = await ask(new URL(path, url), { headers, signal: AbortSignal.timeout(PATIENCE * 1000) });
      return { status: response.status, body: await response.json().catch(() => undefined) };
    } catch (error) {
      return this.unanswered(error);
    }
  }

  /** Terraform goes through a proxy that Node does not know of: then nothing can be said from here. */
  private unanswered(error: unknown): Answer {
    const { env, url } = this.request;
    const cause = (error as { readonly cause?: { readonly code?: string } }).cause?.code;
    const why = cause ?? (error instanceof Error ? error.message : String(error));
    if (env.HTTPS_PROXY || env.https_proxy) {
      return {
        status: undefined,
        isProblem: false,
        why: `anything: ${url} is reached through a proxy, which is not used here`,
      };
    }
    return { status: undefined, isProblem: true, why };
  }
}

function keyProblem(answer: Answer, request: PreflightRequest): string | undefined {
  if (answer.status === undefined) return answer.isProblem ? unreachable(answer.why, request) : undefined;
  const { valid } = (isObject(answer.body) ? answer.body : {}) as { readonly valid?: unknown };
  return answer.status === 401 || answer.status === 403 || valid === false
    ? refusedKey("DD_API_KEY", request)
    : undefined;
}

// -------------------------------------------------------------------------------------------------- what can be read

function accesses(resources: readonly NeededResource[]): Access[] {
  const found = resources.flatMap(({ type }) => accessOf(type) ?? []);
  return [...new Map(found.map((access) => [access.kind, access])).values()];
}

async function readFindings(account: Account, request: PreflightRequest): Promise<Finding[]> {
  const kinds = accesses(request.resources);
  const probes = [...new Set(kinds.map(({ probe }) => probe))];
  const answers = new Map(await Promise.all(probes.map(async (path) => [path, await account.get(path)] as const)));
  const refusals = kinds.filter(({ probe }) => isRefusal(answers.get(probe)!));
  if (refusals.length === kinds.length && kinds.length > 0 && probes.length > 1) {
    return [problem(`${refusedKey("DD_APP_KEY", request)} (403 for ${joined(kinds.map(({ kind }) => kind))})`)];
  }
  return kinds.map((access) => readFinding(access, answers.get(access.probe)!));
}

const isRefusal = ({ status }: Answer) => status === 401 || status === 403;

function readFinding({ kind, read, probe }: Access, answer: Answer): Finding {
  const path = probe.replace(/\?.*/, "");
  if (isRefusal(answer)) {
    return problem(
      `DD_APP_KEY is not allowed to read ${kind} (403 for ${path}): give its user, and the key's scopes, ${joined(read)}`,
    );
  }
  if (answer.status === 200) return passed(`${kind} can be read`);
  return unknown(`whether ${kind} can be read: ${path} answered ${answer.status ?? answer.why}`);
}

// ------------------------------------------------------------------------------------------------------ permissions

async function permissionFindings(account: Account, request: PreflightRequest): Promise<Finding[]> {
  if (!request.writes) return [];
  const kinds = accesses(request.resources);
  const answer = await account.get("/api/v2/current_user");
  if (answer.status !== 200) {
    return [
      unknown(
        `which permissions the user of DD_APP_KEY has: /api/v2/current_user answered ${answer.status ?? answer.why}`,
      ),
    ];
  }
  const permissions = await permissionsOf(account, answer.body);
  if (permissions === undefined) {
    return [unknown("which permissions the user of DD_APP_KEY has: the answer about the user does not list them")];
  }
  const scopes = unknown(
    "which scopes DD_APP_KEY has: Datadog does not tell a key about itself. A key without scopes has its user's permissions",
  );
  const findings = kinds.map(({ kind, write }) => {
    const missing = write.filter((permission) => !permissions.has(permission));
    if (missing.length === 0) return passed(`${kind} can be written by the user of DD_APP_KEY`);
    return problem(`the user of DD_APP_KEY cannot write ${kind}: one of the user's roles needs ${joined(missing)}`);
  });
  return [...findings, scopes];
}

/**
 * The names of a user's permissions: beside the user, else by a request of their own; nothing where neither lists any.
 * @see https://docs.datadoghq.com/api/latest/users/#get-a-user-permissions
 */
async function permissionsOf(account: Account, user: unknown): Promise<ReadonlySet<string> | undefined> {
  const { data, included } = (isObject(user) ? user : {}) as { readonly data?: unknown; readonly included?: unknown };
  const beside = namesIn(included);
  if (beside.size > 0) return beside;
  const { id } = (isObject(data) ? data : {}) as { readonly id?: unknown };
  if (typeof id !== "string") return undefined;
  const answer = await account.get(`/api/v2/users/${encodeURIComponent(id)}/permissions`);
  if (answer.status !== 200 || !isObject(answer.body)) return undefined;
  const listed = namesIn((answer.body as { readonly data?: unknown }).data);
  return listed.size > 0 ? listed : undefined;
}

interface Listed {
  readonly type?: unknown;
  readonly attributes?: { readonly name?: unknown };
}

function namesIn(list: unknown): Set<string> {
  const all = Array.isArray(list) ? (list as readonly Listed[]) : [];
  return new Set(all.flatMap(({ type, attributes }) => (type === "permissions" ? [String(attributes?.name)] : [])));
}

// ---------------------------------------------------------------------------------------------------------- metrics

/** Metric metadata is accepted only of metrics that were reported; Terraform finds out while it applies. */
async function metricFindings(account: Account, { resources, writes }: PreflightRequest): Promise<Finding[]> {
  const configured = resources.filter(({ metric }) => metric !== undefined);
  if (!writes || configured.length === 0) return [];
  const metrics = [...new Set(configured.map(({ metric }) => metric!))].sort();
  const answers = await Promise.all(
    metrics.map(
      async (metric) => [metric, await account.get(`/api/v1/metrics/${encodeURIComponent(metric)}`)] as const,
    ),
  );
  const missing = answers.flatMap(([metric, { status }]) => (status === 404 ? [metric] : []));
  if (missing.length > 0) return [problem(unreported(missing, configured[0]!.stack))];
  return [passed(`${metrics.length} configured metrics were reported`)];
}

function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
