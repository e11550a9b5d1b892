import type { MonitorDefinition, ThresholdSettings } from "../../datadog/definitions";
import { loadEnvironment } from "../../stacks/environments";
import { type SeriesInput, type SimulateOptions, simulate } from "../../testing";
import { toHaveTimeline } from "../../testing/jest/matchers";

/** What happens, and who is to be notified of what. In production, unless the options name another environment. */
export interface Story {
  readonly series: SeriesInput;
  readonly options?: SimulateOptions & { readonly environment?: string };
  /** As `toHaveTimeline` takes it. */
  readonly timeline: string;
}

/** Stories by what they show. */
export type Stories = Readonly<Record<string, Story>>;

type Maker = (settings?: ThresholdSettings) => MonitorDefinition;

/** A test for each story. */
export function tell(make: Maker, stories: Stories): void {
  it.each(Object.entries(stories))("%s", (_, { series, options, timeline }) => {
    expect(simulate(make(), series, options)).toHaveTimeline(timeline);
  });
}

/** The replacements that make a mistake of a query: each text becomes the other, wherever it stands. */
export type Mistake = readonly [what: string, from: string, to: string, caughtBy: string];

/**
 * A test for each mistake in the monitor's query: the story that is named, and that the monitor itself passes, has another
 * timeline then.
 * @param name in monitors/index.ts, by which environments have settings for it
 */
export function catchesMistakes(name: string, make: Maker, stories: Stories, mistakes: readonly Mistake[]): void {
  it.each(mistakes)("%s (%s → %s) is caught by: %s", (_, from, to, caughtBy) => {
    const { series, options, timeline } = stories[caughtBy]!;
    const { enabled, ...settings } = loadEnvironment(options?.environment ?? "production").monitors[name] ?? {};
    // With settings of its own a definition keeps them, and gets what else the environment adds.
    const right = make({ critical: make().options?.thresholds?.critical ?? undefined, ...settings });
    const passes = (definition: MonitorDefinition) =>
      toHaveTimeline(simulate(definition, series, options), timeline).pass;
    expect(right.query).toContain(from);
    expect(passes(right)).toBe(true);
    expect(passes(withQuery(right, right.query.replaceAll(from, to)))).toBe(false);
  });
}

/** The definition with another query, and the threshold that this one compares with. */
function withQuery(definition: MonitorDefinition, query: string): MonitorDefinition {
  const critical = Number(/[\d.]+$/.exec(query)?.[0]);
  const thresholds = { ...definition.options?.thresholds, critical };
  return { ...definition, query, options: { ...definition.options, thresholds } };
}
