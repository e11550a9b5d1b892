import { objectOf, stringOf } from "../../datadog/json";
import { readStackJsons } from "../changes";

/** A resource of Datadog's that a stack declares. */
export interface NeededResource {
  readonly stack: string;
  /** `datadog_monitor`. */
  readonly type: string;
  /** The metric that it configures. @default it configures none */
  readonly metric?: string;
}

/** The resources of Datadog's that synthesized stacks declare. */
export function resourcesIn(outdir: string, stacks: readonly string[]): NeededResource[] {
  const jsons = readStackJsons(outdir);
  return stacks.flatMap((stack) => {
    const { resource } = (jsons.get(stack) ?? {}) as { readonly resource?: Readonly<Record<string, object>> };
    return Object.entries(resource ?? {}).flatMap(([type, named]) =>
      type.startsWith("datadog_") ? Object.values(named).map((body) => ({ stack, type, ...metricOf(body) })) : [],
    );
  });
}

function metricOf(body: unknown): { readonly metric?: string } {
  const { metric, metric_name: name } = objectOf(body);
  const metricName = stringOf(metric ?? name);
  return metricName === undefined ? {} : { metric: metricName };
}
