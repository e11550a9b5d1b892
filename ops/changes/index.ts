export { type Change, changeLines, changesBetween, readStackJsons, type StackJsons } from "./changes";
export { type Difference, differences } from "./difference";
