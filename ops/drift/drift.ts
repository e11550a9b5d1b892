import type { Environment } from "../../environments/schema";
import { hidingSecrets, type Outside } from "../plan/outside";
import { inPlanFolder, planAll } from "../plan/plans";
import { requestOf, targetOf, targetText } from "../preflight";
import { refuseOldTerraform, Stack } from "../terraform";
import { wrapped } from "../words";
import { authorsOf } from "./authors";
import { type Drift, driftReport } from "./report";
import { straysOf } from "./strays";

/** What a look at an environment found. */
export interface DriftResult {
  /** 0: as deployed; 2: something drifted; 1: a stack could not be looked at. */
  readonly code: 0 | 1 | 2;
  /** Stacks with objects that were changed or deleted. */
  readonly stacks: readonly string[];
  readonly drift: Drift;
  /** The ids of all that is deployed, by address. */
  readonly ids: ReadonlyMap<string, string>;
}

/** The API lists dashboards without tags, and a dashboard's tags name a team and no environment. */
const DASHBOARDS_UNKNOWN = "which dashboards were created in Datadog: they have no tag that names an environment";

/**
 * Compares what is in Datadog with what the last deployment left, and shows the differences. Nothing is written, neither in
 * Datadog nor in the state.
 * @param stacks that are looked at
 */
export function lookForDrift(
  environment: Environment,
  stacks: readonly string[],
  outside: Outside,
): Promise<DriftResult> {
  const { env, sandbox, run, outdir, print, complain, status, width, colors } = hidingSecrets(outside);
  const target = targetOf(environment, sandbox, env);
  return inPlanFolder(async (folder) => {
    await refuseOldTerraform(run);
    const all = stacks.map((id) => new Stack(id, { ...target, run, outdir }));
    status("Reading", stacks.join(", "));
    const { saved, problems } = await planAll(all, folder, "refresh-only", () => undefined);
    const plans = saved.map(({ plan }) => plan);
    const drifted = plans.flatMap(({ drift }) => drift);
    const ask = requestOf({ ...target, env });
    const ids = new Map(plans.flatMap((plan) => [...plan.ids]));
    const hasMonitors = plans.some(({ stack }) => stack === `${environment.name}-monitors`);
    const tags = [`env:${environment.name}`, ...environment.tags];
    const found = hasMonitors ? await straysOf(tags, new Set(ids.values()), ask) : { strays: [], unknown: [] };
    const hasDashboards = plans.some(({ stack }) => stack === `${environment.name}-dashboards`);
    const isWorthSaying = hasDashboards && drifted.length + found.strays.length > 0;
    const strays = { ...found, unknown: [...found.unknown, ...(isWorthSaying ? [DASHBOARDS_UNKNOWN] : [])] };
    const authors = await authorsOf(drifted, ask);
    status("");
    const drift = {
      target: targetText(environment, sandbox),
      environment: environment.name,
      drifted,
      strays,
      authors,
    };
    for (const line of driftReport(drift, width, colors)) print(line);
    for (const line of problems.flatMap((problem) => wrapped(problem, width))) complain(colors.red(line));
    const isAsDeployed = drifted.length + strays.strays.length === 0;
    return {
      code: problems.length > 0 ? 1 : isAsDeployed ? 0 : 2,
      stacks: [...new Set(drifted.map(({ stack }) => stack))],
      drift,
      ids,
    };
  });
}
