import { type CheckOptions, checkDashboard, type DashboardLanguage, queriesOf } from "../definitions";
import type { Finding } from "../findings";
import { type Found, placeOf, withKeys } from "./monitor-subject";
import { isInterpolated, querySubject } from "./query-subject";
import { INTERPOLATED, type PlacedFinding, type QueryKind, type Subject } from "./subject";

const KINDS: Readonly<Record<DashboardLanguage, QueryKind | undefined>> = {
  metrics: "metric",
  formula: "formula",
  search: "search",
  // a search for monitors has a syntax of its own
  monitors: undefined,
};

/**
 * Every query of a dashboard, each as one thing to check, and the dashboard itself, which counts where it is wrong.
 * @param made whether more than texts is filled in elsewhere, so that the dashboard as a whole is not known
 */
export function dashboardSubjects(found: Found, made = false): Subject[] {
  const { definition, document, path, comments, rewritable } = found;
  const names = typeof definition.title === "string" ? [...found.names, definition.title] : found.names;
  const unknownKeys = found.keys === "all" ? "all" : "near";
  const findings = memoized((options: CheckOptions) =>
    made ? [] : withKeys(checkDashboard(definition, { ...options, unknownKeys }), found.keys),
  );
  const queries = new Set<string>();
  const subjects: Subject[] = [];
  for (const { path: inside, language } of queriesOf(definition)) {
    const place = [...path, ...inside];
    const kind = KINDS[language];
    const text = kind && document.string(place);
    if (!kind || !text) continue;
    const key = inside.join();
    queries.add(key);
    const alone = querySubject(kind, text, {
      names,
      comments,
      rewrite: rewritable ? document.rewrite(place) : undefined,
    });
    const within = (options: CheckOptions) => findings(options).filter((finding) => finding.path.join() === key);
    subjects.push({ ...alone, findings: (options) => merged(alone, within(options), options) });
  }
  const whole = (options: CheckOptions) =>
    findings(options)
      .filter((finding) => !queries.has(finding.path.join()) && !isAboutInterpolated(definition, finding))
      .map((finding) => ({ finding, span: placeOf(document, [...path, ...finding.path], finding.check) }));
  subjects.push({ names, comments, counts: made, unchecked: made ? INTERPOLATED : undefined, findings: whole });
  return subjects;
}

/** What the query alone shows, and what it shows beside its dashboard; each once. */
function merged(alone: Subject, within: readonly Finding[], options: CheckOptions): readonly PlacedFinding[] {
  const own = alone.findings(options);
  const isKnown = (finding: Finding) =>
    own.some((known) => known.finding.check === finding.check && known.finding.range?.start === finding.range?.start);
  const { query } = alone;
  if (!query) return own;
  return [
    ...own,
    ...within
      .filter((finding) => !isKnown(finding))
      .map((finding) => ({ finding, span: finding.range ? query.spanOf(finding.range) : query.whole })),
  ];
}

/** Whether a finding is about a text that is filled in elsewhere. */
function isAboutInterpolated(definition: unknown, { path }: Finding): boolean {
  const value = path.reduce<unknown>(
    (inside, step) => (typeof inside === "object" && inside !== null ? Reflect.get(inside, step) : undefined),
    definition,
  );
  return typeof value === "string" && isInterpolated(value);
}

function memoized<Argument, Result>(compute: (argument: Argument) => Result): (argument: Argument) => Result {
  let last: { readonly argument: Argument; readonly result: Result } | undefined;
  return (argument) => {
    if (last?.argument !== argument) last = { argument, result: compute(argument) };
    return last.result;
  };
}
