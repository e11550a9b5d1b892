import { own } from "../../datadog/json";
import type { Applied } from "../terraform";
import { packed } from "../words";
import type { StackPlan } from "./read";

/** Links that are shown one by one. */
const MOST_LINKS = 12;

const PAGES: Readonly<Record<string, (id: string) => string>> = {
  datadog_monitor: (id) => `monitors/${id}`,
  datadog_dashboard_json: (id) => `dashboard/${id}`,
  datadog_service_level_objective: (id) => `slo?slo_id=${id}`,
};

/**
 * Where to look at what was created or changed: a line each with a link, and where all of it is.
 * @param app the address of Datadog's pages, `https://app.datadoghq.eu`
 * @param tag that all of it has, `env:production`
 */
export function linkLines(
  plans: readonly StackPlan[],
  applied: ReadonlyMap<string, readonly Applied[]>,
  app: string,
  tag: string,
): string[] {
  const links = plans.flatMap(({ stack, objects }) => {
    const byAddress = new Map(objects.map((object) => [object.address, object]));
    return (applied.get(stack) ?? []).flatMap(({ address, id }) => {
      const object = byAddress.get(address);
      const page = object && own(PAGES, object.type);
      return object && page && id !== undefined ? [{ name: object.name, url: `${app}/${page(id)}` }] : [];
    });
  });
  const shown = links.slice(0, MOST_LINKS).map(({ name, url }) => packed([name, url], "  ", 76).join("\n    "));
  const rest = links.length - shown.length;
  const all = `${app}/monitors/manage?q=${encodeURIComponent(`tag:"${tag}"`)}`;
  return rest <= 0 ? shown : [...shown, `and ${rest} more: ${all}`];
}
