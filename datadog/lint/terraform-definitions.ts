import { type DefinitionKind, KINDS } from "../definitions";
import type { Finding } from "../findings";
import type { JsonObject } from "../json";
import type { SourcePath, Span } from "../source";
import { type ResourceTable, translate } from "../terraform";
import { type Found, placeOf } from "./monitor-subject";
import { INTERPOLATED, type Subject, uncheckedSubject } from "./subject";

/** Resources whose attributes are checked together, and what they define. */
const DEFINED: ReadonlyMap<string, DefinitionKind> = new Map([
  ["datadog_downtime_schedule", KINDS.downtime],
  ["datadog_monitor_notification_rule", KINDS.notificationRule],
  ["datadog_service_level_objective", KINDS.slo],
]);

/** What the attributes of a resource are. */
export interface Attributes {
  readonly values: JsonObject;
  /** Those whose value is known only after apply. @default none */
  readonly unknown?: readonly string[];
  /** Whether strings are templates. */
  readonly templates: boolean;
}

/** A resource as the definition that it stands for, without its queries: those are things to check of their own. */
export function attributeSubjects(
  table: ResourceTable,
  { values, unknown = [], templates }: Attributes,
  { document, path, names, comments }: Omit<Found, "definition">,
): Subject[] {
  const kind = DEFINED.get(table.type);
  if (kind === undefined) return [];
  const isSlo = kind === KINDS.slo;
  // what a loop makes may be there or not
  if (values.dynamic !== undefined) return isSlo ? [] : [uncheckedSubject(INTERPOLATED, names, comments)];
  const { definition, attributePath } = translate(table, values, { templates });
  const isKnown = (finding: Finding) => {
    if (isSlo && finding.range) return false;
    const place = attributePath(finding.path);
    const isLater = place.length === 0 ? unknown.length > 0 : unknown.includes(String(place[0]));
    return !isLater && !(templates && isFilledIn(valueAt(values, place)));
  };
  const spanOf = (finding: Finding): Span => {
    const here = [...path, ...attributePath(finding.path)];
    const text = finding.range && document.string(here);
    if (!text || !finding.range) return placeOf(document, here, finding.check);
    const start = text.at(finding.range.start);
    return { start, end: Math.max(start, text.at(finding.range.end)) };
  };
  return [
    {
      names,
      comments,
      // one over monitors has no queries that count
      counts: !isSlo || definition.type === "monitor",
      findings: (options) =>
        kind
          .check(definition, options)
          .filter(isKnown)
          .map((finding) => ({ finding, span: spanOf(finding) })),
    },
  ];
}

/** Whether Terraform fills in a part of a value. */
function isFilledIn(value: unknown): boolean {
  return /(?<!\$)\$\{|(?<!%)%\{/.test(JSON.stringify(value) ?? "");
}

function valueAt(value: unknown, path: SourcePath): unknown {
  return path.reduce<unknown>(
    (inside, step) => (typeof inside === "object" && inside !== null ? Reflect.get(inside, step) : undefined),
    value,
  );
}
