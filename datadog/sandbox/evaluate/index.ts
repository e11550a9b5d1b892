export { EvaluationError } from "./error";
export { evaluateExpression } from "./evaluate";
export { coverageBucket, isFullWindow } from "./full-window";
export { EVERYTHING, sortedKey } from "./groups";
export type * from "./types";
export { type SeriesAlert, windowEvaluator } from "./window";
