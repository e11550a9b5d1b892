import { listOf, objectOf } from "../../datadog/json";
import { type Access, accessOf, refusedKey, unreported } from "../terraform";
import { joined } from "../words";
import { byKind, type Finding, type Findings, passed, problem, unknown } from "./finding";
import { keyFinding } from "./key";
import { type Account, type Answer, type DatadogRequest, requestOf } from "./request";
import type { NeededResource } from "./resources";

/** What is about to be deployed, and to where. */
export interface PreflightRequest extends Account {
  readonly isSandbox: boolean;
  readonly environment: string;
  readonly resources: readonly NeededResource[];
  /** Whether anything will be written; else only what is read counts. */
  readonly writes: boolean;
}

/**
 * Asks whether an account takes what is about to be deployed: the keys and the site, a read of each kind of object,
 * the user's permissions, and whether metrics that are configured were reported. Nothing is written.
 */
export async function preflight(request: PreflightRequest): Promise<Findings> {
  const ask = requestOf(request);
  const key = await keyFinding(ask, request);
  if (!key.reached) return byKind([key.finding]);
  const findings = [key.finding, ...(await readFindings(ask, request))];
  if (!findings.some(({ kind }) => kind === "problem")) {
    findings.push(...(await permissionFindings(ask, request)), ...(await metricFindings(ask, request)));
  }
  return byKind(findings);
}

// -------------------------------------------------------------------------------------------------- what can be read

function accesses(resources: readonly NeededResource[]): Access[] {
  const found = resources.flatMap(({ type }) => accessOf(type) ?? []);
  return [...new Map(found.map((access) => [access.kind, access])).values()];
}

async function readFindings(ask: DatadogRequest, request: PreflightRequest): Promise<Finding[]> {
  const kinds = accesses(request.resources);
  const probes = [...new Set(kinds.map(({ probe }) => probe))];
  const answers = new Map(await Promise.all(probes.map(async (path) => [path, await ask(path)] as const)));
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

async function permissionFindings(ask: DatadogRequest, request: PreflightRequest): Promise<Finding[]> {
  if (!request.writes) return [];
  const kinds = accesses(request.resources);
  const answer = await ask("/api/v2/current_user");
  if (answer.status !== 200) {
    return [
      unknown(
        `which permissions the user of DD_APP_KEY has: /api/v2/current_user answered ${answer.status ?? answer.why}`,
      ),
    ];
  }
  const permissions = await permissionsOf(ask, answer.body);
  if (permissions === undefined) {
    return [unknown("which permissions the user of DD_APP_KEY has: the answer about the user does not list them")];
  }
  const scopes = unknown(
    "which scopes DD_APP_KEY has: Datadog does not show them to the key. A key without scopes has its user's permissions",
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
async function permissionsOf(ask: DatadogRequest, user: unknown): Promise<ReadonlySet<string> | undefined> {
  const { data, included } = objectOf(user);
  const beside = namesIn(included);
  if (beside.size > 0) return beside;
  const { id } = objectOf(data);
  if (typeof id !== "string") return undefined;
  const answer = await ask(`/api/v2/users/${encodeURIComponent(id)}/permissions`);
  if (answer.status !== 200) return undefined;
  const listed = namesIn(objectOf(answer.body).data);
  return listed.size > 0 ? listed : undefined;
}

function namesIn(list: unknown): Set<string> {
  const permissions = listOf(list)
    .map(objectOf)
    .filter(({ type }) => type === "permissions");
  return new Set(permissions.map(({ attributes }) => String(objectOf(attributes).name)));
}

// ---------------------------------------------------------------------------------------------------------- metrics

/** Metric metadata is accepted only of metrics that were reported; Terraform finds out while it applies. */
async function metricFindings(ask: DatadogRequest, { resources, writes }: PreflightRequest): Promise<Finding[]> {
  const configured = resources.filter(({ metric }) => metric !== undefined);
  if (!writes || configured.length === 0) return [];
  const metrics = [...new Set(configured.map(({ metric }) => metric!))].sort();
  const answers = await Promise.all(
    metrics.map(async (metric) => [metric, await ask(`/api/v1/metrics/${encodeURIComponent(metric)}`)] as const),
  );
  const missing = answers.flatMap(([metric, { status }]) => (status === 404 ? [metric] : []));
  if (missing.length > 0) return [problem(unreported(missing, configured[0]!.stack))];
  return [passed(`${metrics.length} configured metrics were reported`)];
}
