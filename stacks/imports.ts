import type { TerraformStack } from "cdktf";
import { didYouMean } from "../datadog/findings";
import { kindOfId } from "../environments/imports";
import { settingError } from "../environments/place";
import type { Environment } from "../environments/schema";
import type { Listed, Row } from "./listed";
import { sandboxOf } from "./sandbox";

/** The resources of what can be taken over. */
const KINDS = { datadog_monitor: "monitor", datadog_dashboard_json: "dashboard" } as const;

/**
 * Has Terraform take over the objects of a stack that the environment's `imports` name, in an `import` block. Not in a
 * sandbox, which has other objects under these ids.
 * @see https://developer.hashicorp.com/terraform/language/import
 */
export function takeOver(
  stack: TerraformStack,
  { imports }: Environment,
  type: keyof typeof KINDS,
  objects: readonly Listed<unknown>[],
): void {
  if (sandboxOf(stack)) return;
  const blocks = objects.flatMap(({ name, id }) => {
    const known = Object.hasOwn(imports, name) ? imports[name]! : "";
    return kindOfId(known) === KINDS[type] ? [{ to: `${type}.${id}`, id: known }] : [];
  });
  if (blocks.length > 0) stack.addOverride("import", blocks);
}

/** The indexes of what can be taken over. */
interface Indexes {
  readonly monitors: readonly Row<unknown>[];
  readonly dashboards: readonly Row<unknown>[];
}

/** @throws SourceError at each line that names nothing, or whose id is that of another kind */
export function refuseUnknownImports(environment: Environment, { monitors, dashboards }: Indexes): void {
  const named = (rows: readonly Row<unknown>[]) => rows.map(([name]) => name);
  const [ofMonitors, ofDashboards] = [named(monitors), named(dashboards)];
  const mistakes = Object.entries(environment.imports).flatMap(([name, id]) => {
    const what = kindOfId(id) === "monitor" ? "monitor" : "dashboard";
    const known = what === "monitor" ? ofMonitors : ofDashboards;
    if (known.includes(name)) return [];
    const message = `imports.${name}: there is no ${what} "${name}" in ${what}s/index.ts${didYouMean(name, known)}`;
    return [{ path: ["imports", name], message, atKey: true }];
  });
  if (mistakes.length > 0) throw settingError(environment, mistakes);
}
