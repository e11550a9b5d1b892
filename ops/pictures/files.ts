import { drawDashboard, drawStory, type PictureOptions, variablesOf } from "../../datadog/sandbox/pages/draw";
import type { Scene } from "./scene";

/** A picture, under the name of its file without its extension. */
export interface Picture {
  readonly name: string;
  readonly svg: string;
}

/** A picture of each dashboard, and of each monitor's story. */
export function picturesOf(scene: Scene, options: PictureOptions = {}): readonly Picture[] {
  return [
    ...scene.dashboards.map((dashboard) => dashboardPicture(scene, dashboard, options)),
    ...storyPictures(scene, options),
  ];
}

export function dashboardPicture(
  { view }: Scene,
  dashboard: Scene["dashboards"][number],
  options: PictureOptions = {},
): Picture {
  const variables = variablesOf(dashboard);
  return { name: fileName(dashboard.title), svg: drawDashboard(dashboard, { ...view, variables }, options) };
}

/** Monitors of the same name are told apart by numbers. */
export function storyPictures({ stories }: Scene, { theme }: PictureOptions = {}): readonly Picture[] {
  const seen = new Map<string, number>();
  return stories.map((story) => {
    const name = fileName(story.definition.name);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { name: `monitors/${name}${count === 1 ? "" : `-${count}`}`, svg: drawStory(story, theme ? { theme } : {}) };
  });
}

/** Small letters, digits and dashes: `[Demo] Pipeline overview` is `demo-pipeline-overview`. */
export const fileName = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "") || "unnamed";
