export { computeEval } from "./compute";
export { numberOf, withoutNoise } from "./functions";
export type { EvalNode, EvalValue } from "./nodes";
export { parseEval } from "./parse";
