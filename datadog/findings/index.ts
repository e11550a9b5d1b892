export { caretLines, lineAndColumn, quoteName } from "./carets";
export { DefinitionError, type DefinitionProblem, refuse } from "./definition-error";
export type { Finding, SourceRange } from "./finding";
export { didYouMean, type Path, pathText, type WordedIssue, wordIssues } from "./issues";
export { nearest } from "./nearest";
export { byPlace, CHECKS, type CheckId, finding } from "./registry";
