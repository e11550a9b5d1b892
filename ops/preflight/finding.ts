/**
 * What a check found: that something is wrong, with its fix; what could not be known, and why; what is worth a look; or
 * what is in order.
 */
export interface Finding {
  readonly kind: "problem" | "unknown" | "advice" | "passed";
  readonly text: string;
}

export const problem = (text: string): Finding => ({ kind: "problem", text });
export const unknown = (text: string): Finding => ({ kind: "unknown", text });
export const advice = (text: string): Finding => ({ kind: "advice", text });
export const passed = (text: string): Finding => ({ kind: "passed", text });

/** Findings by kind, each in the order in which it was made. */
export interface Findings {
  /** What is wrong, a line each with the fix. */
  readonly problems: readonly string[];
  /** What could not be known, and why. */
  readonly unknown: readonly string[];
  /** What was found in order. */
  readonly passed: readonly string[];
  /** What works, and is most likely not meant. @default nothing */
  readonly advice?: readonly string[];
}

export function byKind(findings: readonly Finding[]): Findings {
  const all = (wanted: Finding["kind"]) => findings.filter(({ kind }) => kind === wanted).map(({ text }) => text);
  return { problems: all("problem"), unknown: all("unknown"), passed: all("passed"), advice: all("advice") };
}
