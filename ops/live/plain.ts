import type { Scenario } from "../../demo/scenarios";
import { wrapped } from "../words";
import { changeLines, type Layout } from "./change-lines";
import type { Change } from "./changes";
import type { Story } from "./story";

/** Minutes of a story in which nothing happens. */
const QUIET_MINUTES = 10;

export interface PlainSettings extends Layout {
  /** UNIX seconds of the story's beginning. */
  readonly start: number;
  /** @default nothing happens */
  readonly scenario?: Scenario;
  readonly print: (line: string) => void;
  /** Ends it early. */
  readonly signal?: AbortSignal;
  /** Called with what each evaluation changed. @default nobody asks */
  readonly changed?: Parameters<Story["play"]>[1];
}

/** Tells a story from its beginning to its end in lines, where there is no terminal to draw in. */
export async function playInLines(story: Story, settings: PlainSettings): Promise<void> {
  const { start, scenario, print, signal, changed, width, colors } = settings;
  const title = "A made-up pipeline";
  const what = scenario ? scenario.title : "nothing unusual happens";
  for (const line of wrapped(`${title}: ${what}.`, width)) print(line.replace(title, colors.bold(title)));
  let count = 0;
  const end = start + (scenario?.minutes ?? QUIET_MINUTES) * 60;
  const each = (changes: readonly Change[], evaluated: Parameters<NonNullable<typeof changed>>[1]) => {
    count += changes.length;
    for (const change of changes) for (const line of changeLines(change, { width, colors })) print(line);
    changed?.(changes, evaluated);
  };
  await story.play(end, each, signal);
  if (count === 0) print("  No monitor changes its state.");
}
