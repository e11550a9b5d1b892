import { checkDashboard, type DashboardLanguage, queriesOf } from "../../datadog/definitions";
import type { Finding } from "../../datadog/findings";
import type { CheckOptions } from "../../datadog/query";
import type { Path, Places } from "./json-places";
import { nearestSpan } from "./monitor-subject";
import { querySubject } from "./query-subject";
import type { PlacedFinding, QueryKind, Subject } from "./subject";
import type { JsonObject } from "./terraform-monitor";

/** A dashboard that was found in a file. */
export interface FoundDashboard {
  readonly definition: JsonObject;
  /** The dashboard's place in the document. */
  readonly path: Path;
  readonly names: readonly string[];
  /** Whether the file is where the queries were written. @default false */
  readonly rewritable?: boolean;
}

const KINDS: Readonly<Record<DashboardLanguage, QueryKind | undefined>> = {
  metrics: "metric",
  formula: "formula",
  search: "search",
  // a search for monitors has a syntax of its own
  monitors: undefined,
};

/** Every query of a dashboard, each as one thing to check, and the dashboard itself, which counts where it is wrong. */
export function dashboardSubjects({ definition, path, names, rewritable }: FoundDashboard, places: Places): Subject[] {
  const title = typeof definition.title === "string" ? [...names, definition.title] : names;
  const findings = memoized((options: CheckOptions) => checkDashboard(definition, options));
  const queries = new Set<string>();
  const subjects: Subject[] = [];
  for (const { path: inside, language } of queriesOf(definition)) {
    const kind = KINDS[language];
    const text = kind && places.string([...path, ...inside]);
    if (!kind || !text) continue;
    const key = inside.join();
    queries.add(key);
    const alone = querySubject(kind, text, rewritable ? places.rewrite([...path, ...inside]) : undefined);
    const within = (options: CheckOptions) => findings(options).filter((finding) => finding.path.join() === key);
    subjects.push({ ...alone, names: title, findings: (options) => merged(alone, within(options), options) });
  }
  subjects.push({
    names: title,
    interpolated: false,
    counts: false,
    findings: (options) =>
      findings(options)
        .filter((finding) => !queries.has(finding.path.join()))
        .map((finding) => ({ finding, span: nearestSpan(places, [...path, ...finding.path]) })),
  });
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

function memoized<Argument, Result>(compute: (argument: Argument) => Result): (argument: Argument) => Result {
  let last: { readonly argument: Argument; readonly result: Result } | undefined;
  return (argument) => {
    if (last?.argument !== argument) last = { argument, result: compute(argument) };
    return last.result;
  };
}
