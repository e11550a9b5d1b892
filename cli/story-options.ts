import { type Command, InvalidArgumentError, Option } from "commander";
import { type ScenarioName, scenarios } from "../demo/scenarios";

/** What a command line says of the story of the made-up pipeline. */
export interface StoryOptions {
  readonly seed: number;
  readonly scenario: ScenarioName;
}

/** Adds the options of a command that tells a story of the made-up pipeline. */
export const withStory = (command: Command): Command =>
  command
    .option("--seed <number>", "another story; the same number tells the same one", whole, 1)
    .addOption(new Option("--scenario <name>", "what happens").choices(Object.keys(scenarios)).default("incident"));

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("A seed must be a whole number of at most nine digits.");
  return Number(text);
}
