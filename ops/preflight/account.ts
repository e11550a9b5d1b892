import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { madeUpAdvice } from "../../environments/made-up";
import type { Environment } from "../../environments/schema";
import { synthesize } from "../../main";
import { stacksOf } from "../../stacks/all";
import { sandboxIn } from "../../stacks/sandbox";
import type { Variables } from "../terraform";
import type { Findings } from "./finding";
import { preflight } from "./preflight";
import { resourcesIn } from "./resources";
import { targetOf } from "./target";

/** Asks an environment's account about all that the environment would deploy. */
export async function checkAccount(environment: Environment, env: Variables): Promise<Findings> {
  const sandbox = sandboxIn(env);
  const outdir = mkdtempSync(join(tmpdir(), "preflight-"));
  try {
    synthesize({ environments: [environment], sandbox, outdir, advise: () => undefined });
    const stacks = stacksOf(environment).map(({ id }) => id);
    const target = targetOf(environment, sandbox, env);
    const result = await preflight({ ...target, env, resources: resourcesIn(outdir, stacks), writes: true });
    return sandbox ? result : { ...result, advice: madeUpAdvice(environment) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
