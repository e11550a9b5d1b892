export { EvaluationError } from "./error";
export { evaluateExpression } from "./evaluate";
export { coverageBucket, isFullWindow } from "./full-window";
export type * from "./types";
export { type SeriesAlert, windowEvaluator } from "./window";
