export { changeLines, changesBetween, readStackJsons, type StackJsons } from "./changes";
