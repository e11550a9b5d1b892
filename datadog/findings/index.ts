export { caretLines, lineAndColumn, quoteName } from "./carets";
export { asserted, DefinitionError, type DefinitionProblem, isRefused, withSuggestion } from "./definition-error";
export type { CheckFacts } from "./facts";
export { byPlace, type Finding, type FindingOf, finding, type SourceRange } from "./finding";
export { type Ignored, ignoreFindings } from "./ignored";
export { didYouMean, meantName, type Path, pathText, type UnknownKey, type WordedIssue, wordIssues } from "./issues";
export { NameIndex } from "./name-index";
export { nearest } from "./nearest";
export { CATALOG_CHECKS, CHECKS, type CheckId, pageOf, type Severity, seePages } from "./registry";
