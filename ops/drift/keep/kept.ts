import { PROJECT } from "../../../constructs/place-in-code";
import type { Environment } from "../../../environments/schema";
import { hidingSecrets, type Outside } from "../../plan/outside";
import { requestOf, targetOf } from "../../preflight";
import type { DriftResult } from "../drift";
import { keepDrift } from "./keep";
import { KeepError } from "./keeping";

/**
 * Writes what was changed in Datadog into this project, and says what was written.
 * @param names of the objects
 * @returns the exit code: 0 where all was written, 1 otherwise
 */
export async function kept(
  names: readonly string[],
  environment: Environment,
  { drift, ids }: DriftResult,
  outside: Outside,
): Promise<0 | 1> {
  const { env, sandbox, print, complain, colors } = hidingSecrets(outside);
  const target = targetOf(environment, sandbox, env);
  try {
    const request = { environment, drift, ids, folder: PROJECT, ask: requestOf({ ...target, env }), env };
    for (const line of ["", ...(await keepDrift(names, request))]) print(line);
    return 0;
  } catch (error) {
    if (!(error instanceof KeepError)) throw error;
    complain(colors.red(error.message));
    return 1;
  }
}
