export { type RunningStory, type StartStorySettings, startStory } from "./start";
