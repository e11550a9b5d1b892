import type { Diagnostic } from "./messages";

/** What a diagnostic is about, for words that name it. */
export interface DiagnosisContext {
  readonly environment: string;
  /** `demo-monitors`. */
  readonly stack: string;
  /** The stack's folder, relative to the project. */
  readonly folder: string;
  /** Where requests go: `https://api.datadoghq.eu`. */
  readonly url: string;
  /** Whether that is a sandbox. */
  readonly isSandbox: boolean;
  /** What Terraform was doing: while it plans, objects are read; while it applies, they are written. */
  readonly step: "init" | "plan" | "apply";
}

/** What is wrong with some objects, in one line. */
export interface Finding {
  /** The same for what belongs into one line. */
  readonly key: string;
  /** Addresses of resources, or names of metrics. */
  readonly about: readonly string[];
  readonly line: (about: readonly string[]) => string;
}

/** An error that has a known fix. It is matched with the summary and the detail, a space between two lines. */
export type Cause = readonly [
  when: RegExp,
  say: (found: RegExpExecArray, context: DiagnosisContext, said: Diagnostic) => string | Finding,
];
