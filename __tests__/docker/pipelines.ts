import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { LogPipelineDefinition } from "../../datadog/definitions";

const folder = join(__dirname, "..", "..", "logs");

/** Every pipeline that logs/ exports, whichever file it is in. */
export function shippedPipelines(): LogPipelineDefinition[] {
  return readdirSync(folder).flatMap((file) =>
    Object.values(require(join(folder, file)))
      .filter((exported) => typeof exported === "function" && exported.length === 0)
      .map((make) => (make as () => LogPipelineDefinition)())
      .filter((made) => Array.isArray(made?.processors)),
  );
}
