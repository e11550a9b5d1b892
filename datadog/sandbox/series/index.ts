export { lowerBound } from "./numbers";
export type { Points, SampleList } from "./points";
export { Samples, type SketchedSamples } from "./samples";
export type { Series } from "./series";
export { type SampleSink, SeriesStore } from "./store";
export type * from "./types";
