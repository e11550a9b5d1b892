import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What the provider's classes (version 3.82.0) say of one attribute or block. */
export interface BoundAttribute {
  /** By the provider's own name: `notify_audit`. */
  readonly name: string;
  /** @default not known */
  readonly required?: boolean;
  readonly many: boolean;
  /** Of a block: what it holds. */
  readonly holds?: readonly BoundAttribute[];
}

const LIB = join(dirname(require.resolve("@cdktf/provider-datadog/package.json")), "lib");

/** The attributes of a resource, read from the declarations of its class; the id, which all have, aside. */
export function boundAttributes(type: string): BoundAttribute[] {
  const folder = type.replace(/^datadog_/, "").replaceAll("_", "-");
  const source = readFileSync(join(LIB, folder, "index.d.ts"), "utf8");
  const interfaces = new Map(
    [...source.matchAll(/^export interface (\w+)[^{]*\{\n([\s\S]*?)^\}/gm)].map(([, name = "", body = ""]) => [
      name,
      body,
    ]),
  );
  const config = [...interfaces.keys()].find((name) =>
    source.includes(`interface ${name} extends cdktf.TerraformMetaArguments`),
  );
  const read = (name: string): BoundAttribute[] =>
    // Each property has a comment with a link that ends in the provider's own name for it: `… #notify_audit Monitor#notify_audit}`.
    [...(interfaces.get(name) ?? "").matchAll(/#(\w+) \w+#\w+\}[\s\S]*?readonly \w+(\??): ([^;]+);/g)].map(
      ([, attribute = "", optional, written = ""]) => {
        const [, inner = "", list] = /^(\w+)(\[\])?/.exec(written) ?? [];
        const nested = interfaces.has(inner) ? { holds: read(inner) } : {};
        return { name: attribute, required: optional === "", many: list !== undefined, ...nested };
      },
    );
  return read(config ?? "").filter(({ name }) => name !== "id");
}
