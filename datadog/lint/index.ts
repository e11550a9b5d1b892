/*
 * Files in, findings out: what a file holds, what is wrong with it, what of that is ignored, and how it is reported.
 */
export { monitorsIn } from "./definitions";
export { type Formatted, formatFile } from "./format";
export { type Ignore, problemsOf } from "./ignores";
export { type FileIgnore, ignoresFile } from "./ignores-file";
export { type LintSettings, lintFile } from "./lint";
export { kindOf as textKindOf, TEXT_KINDS, type TextKind } from "./query-lines";
export { type Palette, type Report, shown } from "./report";
export { addTo, noTotals, type Totals, totalsLine } from "./totals";
