export { EvaluationError } from "./error";
export { evaluateExpression } from "./evaluate";
export { coverageBucket, isFullWindow } from "./full-window";
export { EVERYTHING, sortedKey } from "./groups";
export { matcherOf as scopeMatcher } from "./scope";
export type * from "./types";
export { type SeriesAlert, windowEvaluator } from "./window";
