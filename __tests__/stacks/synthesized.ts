import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../../environments/schema";
import { synthesize } from "../../main";
import { readStackJsons, type StackJsons } from "../../ops/changes";
import { loadEnvironments } from "../../stacks/environments";

/** The synthesized JSON of every stack of some environments. @default all environments of the project */
export function synthesized(environments: readonly Environment[] = loadEnvironments()): StackJsons {
  const outdir = mkdtempSync(join(tmpdir(), "cdktf.out-"));
  try {
    synthesize({ environments, outdir });
    return readStackJsons(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** A resource or data source of a stack, as Terraform addresses it. */
export interface Block {
  readonly stack: string;
  readonly section: "resource" | "data";
  readonly type: string;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

type Named = Readonly<Record<string, Readonly<Record<string, Block["body"]>>>>;

/** Every resource and data source of the stacks. */
export function blocksOf(stacks: StackJsons): Block[] {
  return [...stacks].flatMap(([stack, json]) =>
    (["resource", "data"] as const).flatMap((section) =>
      Object.entries((json as Partial<Record<string, Named>>)[section] ?? {}).flatMap(([type, named]) =>
        Object.entries(named).map(([name, body]) => ({ stack, section, type, name, body })),
      ),
    ),
  );
}
