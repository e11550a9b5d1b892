import { drawStory } from "../../datadog/sandbox/pages/draw";
import { dashboardPicture, type Picture } from "./files";
import type { Scene } from "./scene";

/** Pixels of a dashboard that are shown: its first screen. */
const FIRST_SCREEN = 980;

/** Dashboards that the documentation shows, by the names of their pictures. */
const DASHBOARDS: Readonly<Record<string, string>> = {
  "dd-pipeline-dashboard": "Pipeline overview",
  "pipeline-errors": "Pipeline errors",
  "pipeline-performance": "Pipeline performance",
};

/** Monitors whose stories it shows. */
const MONITORS: Readonly<Record<string, string>> = {
  "error-rate": "Pipeline error rate",
  "slow-stage": "Slow pipeline stage",
};

/** The pictures of docs/pictures/ that are made of demo and its story. */
export function docsPictures(scene: Scene): readonly Picture[] {
  const dashboards = Object.entries(DASHBOARDS).map(([name, title]) => {
    const dashboard = scene.dashboards.find((one) => one.title.endsWith(title));
    if (!dashboard) throw new Error(`The documentation shows the dashboard "${title}", which demo does not have.`);
    return { name, svg: dashboardPicture(scene, dashboard, { maxHeight: FIRST_SCREEN }).svg };
  });
  const monitors = Object.entries(MONITORS).map(([name, title]) => {
    const story = scene.stories.find(({ definition }) => definition.name.endsWith(title));
    if (!story) throw new Error(`The documentation shows the monitor "${title}", which demo does not have.`);
    return { name, svg: drawStory(story) };
  });
  return [...dashboards, ...monitors];
}
