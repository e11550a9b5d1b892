import type { MonitorDefinition, ThresholdSettings } from "../../datadog/definitions";
import { simulate } from "../../testing";
import type { Story } from "./stories";

/** The stories that every monitor of the catalog has. */
export interface CatalogStories {
  /** Something goes wrong, and is over again. */
  readonly bad: Story;
  /** Exactly at the threshold. */
  readonly threshold: Story;
  /** No data at all. */
  readonly silence: Story;
  /** What the monitor's file says looks like trouble and is none. */
  readonly trap: Story;
}

type Maker = (settings?: ThresholdSettings) => MonitorDefinition;
type Rows = readonly (readonly [name: string, make: Maker])[];

/** A test for each story of each monitor of a group; a monitor without stories does not compile. */
export function tellGroup<const R extends Rows>(
  rows: R,
  stories: { readonly [Name in R[number][0]]: CatalogStories & Readonly<Record<string, Story>> },
): void {
  describe.each(rows)("%s", (name, make) => {
    const own = Object.entries(stories[name as keyof typeof stories] as Readonly<Record<string, Story>>);
    it.each(own)("%s", (_, { series, options, timeline }) => {
      expect(simulate(make(), series, options)).toHaveTimeline(timeline);
    });
  });
}
