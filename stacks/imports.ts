import type { TerraformStack } from "cdktf";
import { didYouMean } from "../datadog/findings";
import { type IdKind, kindOfId } from "../environments/imports";
import { settingError } from "../environments/place";
import type { Environment } from "../environments/schema";
import type { Listed, Row } from "./listed";
import { sandboxOf } from "./sandbox";

/** The resources of what can be taken over, and whose ids have their form. */
const KINDS = {
  datadog_monitor: "monitor",
  datadog_dashboard_json: "dashboard",
  datadog_logs_custom_pipeline: "logPipeline",
  datadog_logs_metric: "metric",
  datadog_spans_metric: "metric",
} as const satisfies Readonly<Record<string, IdKind>>;

/**
 * Has Terraform take over the objects of a stack that the environment's `imports` name, in an `import` block. Not in a
 * sandbox, which has other objects under these ids.
 * @param objects of the stack, by their resource
 * @see https://developer.hashicorp.com/terraform/language/import
 */
export function takeOver(
  stack: TerraformStack,
  { imports }: Environment,
  objects: { readonly [type in keyof typeof KINDS]?: readonly Listed<unknown>[] },
): void {
  if (sandboxOf(stack)) return;
  const blocks = Object.entries(objects).flatMap(([type, lines]) =>
    lines.flatMap(({ name, id }) => {
      const known = Object.hasOwn(imports, name) ? imports[name]! : "";
      return kindOfId(known) === KINDS[type as keyof typeof KINDS] ? [{ to: `${type}.${id}`, id: known }] : [];
    }),
  );
  if (blocks.length > 0) stack.addOverride("import", blocks);
}

/** What can be taken over, by the form of its id: what it is called, its index, and its lines. */
type Indexes = Readonly<
  Record<IdKind, { readonly what: string; readonly file: string; readonly rows: readonly Row<unknown>[] }>
>;

/** @throws SourceError at each line that names nothing, or whose id is that of another kind */
export function refuseUnknownImports(environment: Environment, indexes: Indexes): void {
  const mistakes = Object.entries(environment.imports).flatMap(([name, id]) => {
    const { what, file, rows } = indexes[kindOfId(id)!];
    const known = rows.map(([each]) => each);
    if (known.includes(name)) return [];
    const message = `imports.${name}: there is no ${what} "${name}" in ${file}${didYouMean(name, known)}`;
    return [{ path: ["imports", name], message, atKey: true }];
  });
  if (mistakes.length > 0) throw settingError(environment, mistakes);
}
