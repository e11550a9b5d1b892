import type { AlertingMonitor } from "../datadog/sandbox/alerting";
import { drawStory, type StoryOptions, storyOf } from "../datadog/sandbox/pages/draw";
import type { Played } from "./play";

export type SvgOptions = Pick<StoryOptions, "width" | "height">;

/** The values of each group, the thresholds and the states of a monitor as SVG; times are those of the story. */
export function drawn({ story, history }: Played, monitor: AlertingMonitor, options: SvgOptions): string {
  const { start, until } = story;
  return drawStory(storyOf(history, monitor, { from: start, to: start + until, zero: start }), options);
}
