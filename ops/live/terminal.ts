import type { StoryClock } from "../../datadog/sandbox/clock";
import type { Org } from "../../datadog/sandbox/org";
import { periodOf } from "../../demo/pipeline";
import type { Scenario } from "../../demo/scenarios";
import { changeLines, type Layout } from "./change-lines";
import type { Change } from "./changes";
import { type Story, timeOfDay } from "./story";
import { type Chart, charts, MINUTES } from "./view/charts";
import { Screen, type Terminal } from "./view/screen";
import { viewLines } from "./view/view";

export interface TerminalSettings {
  readonly org: Org;
  readonly clock: StoryClock;
  readonly terminal: Terminal;
  /** The layout now: a terminal changes its width. */
  readonly layout: () => Layout;
  /** UNIX seconds of the story's beginning. */
  readonly start: number;
  readonly speed: number;
  /** @default nothing happens */
  readonly scenario?: Scenario;
  readonly url: string;
  readonly statsdPort: number;
  /** What has changed already. */
  readonly early: readonly Change[];
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Called with what each evaluation changed. @default nobody asks */
  readonly changed?: Parameters<Story["play"]>[1];
}

/** Milliseconds between two drawings. */
const REDRAWN = 250;

/** Shows a story in a terminal until it is stopped: what monitors change as lines that stay, and below them how things are. */
export async function playInTerminal(story: Story, settings: TerminalSettings): Promise<void> {
  const { org, clock, layout, start, speed, scenario, signal } = settings;
  const screen = new Screen(settings.terminal);
  let drawn: { readonly minute: number; readonly charts: readonly Chart[] } = { minute: 0, charts: [] };
  const draw = (above: readonly string[] = []) => {
    const time = Math.floor(clock.now() / 1000);
    const minute = Math.floor(time / 60) * 60;
    if (drawn.minute !== minute) drawn = { minute, charts: charts(org, MINUTES, minute) };
    const { warnings } = org.intake.statistics();
    const shown = {
      time: timeOfDay(time),
      speed,
      late: clock.late / 1000,
      ...(scenario ? { happening: happeningAt(scenario, time - start) } : {}),
      charts: drawn.charts,
      monitors: story.watch.overview(),
      others: story.others(),
      warnings,
      url: settings.url,
      statsdPort: settings.statsdPort,
    };
    screen.draw(viewLines(shown, layout()), above);
  };
  draw(settings.early.flatMap((change) => changeLines(change, layout())));
  const timer = setInterval(draw, REDRAWN);
  try {
    await story.play(
      Number.POSITIVE_INFINITY,
      (changes, evaluated) => {
        settings.changed?.(changes, evaluated);
        if (changes.length > 0) draw(changes.flatMap((change) => changeLines(change, layout())));
      },
      signal,
    );
  } finally {
    clearInterval(timer);
  }
}

/** What happens to the pipeline so many seconds after the beginning. */
function happeningAt(scenario: Scenario, seconds: number): string {
  const minute = (seconds / 60) % periodOf(scenario);
  const isNow = scenario.phases.some(({ from, to }) => minute >= from && minute < to);
  if (isNow) return `${scenario.title}.`;
  const next = Math.ceil(periodOf(scenario) - minute);
  return `The pipeline runs as usual; the next incident begins in ${next} ${next === 1 ? "minute" : "minutes"}.`;
}
