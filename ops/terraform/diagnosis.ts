import type { DiagnosisContext, Finding } from "./cause";
import { CAUSES } from "./causes";
import type { Diagnostic } from "./messages";

/**
 * What is wrong, a line each with what to do about it: errors with a known cause in our words, others in Terraform's.
 * What is the same of several objects is one line.
 */
export function diagnosisLines(diagnostics: readonly Diagnostic[], context: DiagnosisContext): string[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const groups = new Map<string, { readonly line: Finding["line"]; readonly about: Set<string> }>();
  for (const { key, line, about } of errors.map((error) => findingOf(error, context))) {
    const group = groups.get(key) ?? { line, about: new Set() };
    for (const each of about) group.about.add(each);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ line, about }) => line([...about].sort()));
}

function findingOf(diagnostic: Diagnostic, context: DiagnosisContext): Finding {
  const { summary, detail, address } = diagnostic;
  const text = squeezed(`${summary} ${detail}`);
  for (const [when, say] of CAUSES) {
    const found = when.exec(text);
    if (!found) continue;
    const said = say(found, context, diagnostic);
    return typeof said === "string" ? { key: said, line: () => said, about: [] } : said;
  }
  const line = `${context.stack}${address === undefined ? "" : ` ${address}`}: ${text}`;
  return { key: line, line: () => line, about: [] };
}

const squeezed = (text: string) => text.replace(/\s+/g, " ").trim();
