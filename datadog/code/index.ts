/*
 * TypeScript expressions as values: made, computed and printed.
 */
export {
  type Code,
  call,
  destructuring,
  type Entry,
  exported,
  json,
  list,
  local,
  member,
  method,
  object,
  partsOf,
  template,
  value,
} from "./code";
export { type NameOf, printCode, printNumber } from "./print-code";
export { type Modules, resultOf } from "./result-of";
