export { type RunningStory, startStory } from "./start";
