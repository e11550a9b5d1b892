import type { Environment } from "../../environments/schema";
import { hidingSecrets, type Outside } from "../plan/outside";
import { inPlanFolder, planAll } from "../plan/plans";
import { requestOf, targetOf, targetText } from "../preflight";
import { refuseOldTerraform, Stack } from "../terraform";
import { wrapped } from "../words";
import { authorsOf } from "./authors";
import { driftReport } from "./report";
import { straysOf } from "./strays";

/** What a look at an environment found. */
export interface DriftResult {
  /** 0: as deployed; 2: something drifted; 1: a stack could not be looked at. */
  readonly code: 0 | 1 | 2;
  /** Stacks with objects that were changed or deleted. */
  readonly stacks: readonly string[];
}

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
    const ids = new Set(plans.flatMap((plan) => [...plan.ids.values()]));
    const hasMonitors = plans.some(({ stack }) => stack === `${environment.name}-monitors`);
    const tags = [`env:${environment.name}`, ...environment.tags];
    const strays = hasMonitors ? await straysOf(tags, ids, ask) : { strays: [], unknown: [] };
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
    const found = drifted.length > 0 || strays.strays.length > 0;
    return {
      code: problems.length > 0 ? 1 : found ? 2 : 0,
      stacks: [...new Set(drifted.map(({ stack }) => stack))],
    };
  });
}
