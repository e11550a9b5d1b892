import { isDeepStrictEqual } from "node:util";
import { type Code, json, list, object, value } from "../../../datadog/code";
import { checkMonitor, type MonitorDefinition, monitorOptionsSchema, OPTION_NAMES } from "../../../datadog/definitions";
import { isRefused } from "../../../datadog/findings";
import type { JsonObject } from "../../../datadog/json";
import { explain, type MonitorQuery } from "../../../datadog/query";

/** The settings that say options, by the option. */
const SETTINGS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(OPTION_NAMES).map(([setting, option]) => [option, setting] as const),
  ["require_full_window", "requireFullWindow"],
]);

/** The settings that say the options, and the options that no setting says. */
export function propsOf(options: JsonObject) {
  const props: Record<string, Code> = {};
  const rest: Record<string, unknown> = {};
  for (const [option, plain] of Object.entries(options)) {
    const setting = SETTINGS.get(option);
    if (option === "require_full_window" && plain === false) continue;
    if (setting !== undefined && isWritten(option, plain)) props[setting] = json(plain);
    else rest[option] = plain;
  }
  return { props, rest };
}

/** Whether a person would write the option so: a number that an export has in quotes is none to the type. */
function isWritten(option: string, plain: unknown): boolean {
  const { success, data } = monitorOptionsSchema.safeParse({ [option]: plain });
  return success && plain !== null && isDeepStrictEqual(data, { [option]: plain });
}

/** The `options` of a call, for those that no setting says. */
export const bagOf = (rest: object) => (Object.keys(rest).length === 0 ? undefined : json(rest));

/** What monitors of every type have beside their options. */
export function commonFields({ tags, priority, restricted_roles: roles, draft_status: draft }: MonitorDefinition) {
  return {
    tags: tags?.length ? list(tags.map((tag) => value(tag))) : undefined,
    priority: priority ? value(priority) : undefined,
    restrictedRoles: roles?.length ? list(roles.map((role) => value(role))) : undefined,
    draftStatus: draft ? value(draft) : undefined,
  };
}

/** In words what the query does. */
export function descriptionOf(monitor: MonitorDefinition, node: MonitorQuery | undefined): string {
  const [first = ""] = node === undefined || monitor.type === "synthetics alert" ? [] : explain(node).split("\n");
  return first === "" || first.endsWith(" where") || node?.kind === "raw" ? `The monitor "${monitor.name}".` : first;
}

/** What a definition is refused for stays as it was, and is said in code. */
export function ignoreCode(monitor: MonitorDefinition): Code | undefined {
  const checks = [
    ...new Set(
      checkMonitor(monitor)
        .filter(isRefused)
        .map(({ check }) => check),
    ),
  ];
  if (checks.length === 0) return undefined;
  return list(checks.map((check) => object({ check: value(check), reason: value(IGNORED) })));
}

/** The reason for which a check is ignored that an object in Datadog does not pass. */
export const IGNORED = "imported as it was";
