import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scenarios } from "../../../demo/scenarios";
import { startEnvironment } from "../../start";
import type { Colors } from "../../words";
import { changeLines } from "../change-lines";
import { startStory } from "../start";
import { charts, MINUTES } from "../view/charts";
import { viewLines } from "../view/view";
import { type Frame, framesToSvg } from "./svg";

/** When the recorded story begins: a Monday. */
const START = Date.parse("2026-01-05T09:00:00Z");

/** The terminal, and the minutes of the story that are shown of it. */
const COLUMNS = 80;
const ROWS = 38;
const SHOWN = [0, 1, 2, 3, 5, 8, 12, 16, 20, 22];

/** The minute in which most of it is seen. */
const POSTER = 5;

/**
 * A recording of `npm start -- --speed 60` as a moving picture: the same each time.
 * @param colors of a terminal
 */
export async function recordStart(colors: Colors): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "recording-"));
  const scenario = scenarios.incident;
  try {
    const running = await startStory({
      speed: Number.POSITIVE_INFINITY,
      scenario,
      now: START,
      started: (clock) => {
        const { org, declared } = startEnvironment("demo", { outdir: folder, clock });
        return { org, environment: declared.environment };
      },
    });
    const layout = { width: COLUMNS, colors };
    const above: string[] = ["$ npm start -- --speed 60"];
    const frames: Frame[] = [];
    await running.playInLines(() => undefined, {
      ...layout,
      changed: (changes, { time }) => {
        above.push(...changes.flatMap((change) => changeLines(change, layout)));
        const minute = (time - START / 1000) / 60;
        if (!SHOWN.includes(minute)) return;
        const view = viewLines(
          {
            time: new Date(time * 1000).toISOString().slice(11, 19),
            speed: 60,
            late: 0,
            happening: minute < scenario.phases[0]!.to ? `${scenario.title}.` : "The pipeline runs as usual again.",
            charts: charts(running.org, MINUTES, time),
            monitors: running.story.watch.overview(),
            others: [],
            warnings: [],
            url: "http://127.0.0.1:8126",
            statsdPort: 8125,
          },
          layout,
        );
        frames.push([...above, ...view].slice(-ROWS));
      },
    });
    await running.close();
    return framesToSvg(frames, { columns: COLUMNS, seconds: 3, poster: SHOWN.indexOf(POSTER) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
