/*
 * What tests of alerts are written with: a monitor runs over hours of data in milliseconds, and the test reads who is told
 * what, when.
 */
export { none, type StoryEnvironment } from "./environment";
export type { StoryDowntime, StoryLine } from "./happenings";
export { SeriesMismatch } from "./mismatch";
export type { SentAs } from "./series/feed";
export type { SeriesInput, SeriesValues } from "./series/input";
export { NotationError } from "./series/notation";
export { type Recorded, RecordingError, recording } from "./series/recording";
export { type SimulateOptions, simulate } from "./simulate";
export type { SentNotification, Simulation, Situation } from "./simulation";
export { type StandingMonitor, terraformMonitor } from "./standing";
