import { type CheckOptions, KINDS, type KindName } from "../definitions";
import type { Finding } from "../findings";
import { isObject, type Json, type JsonObject, objectOf, stringOf } from "../json";
import type { SourcePath, Span } from "../source";
import { type ResourceTable, translate } from "../terraform";
import { type Found, spanOf } from "./monitor-subject";
import { INTERPOLATED, type PlacedFinding, type Subject } from "./subject";
import { isTemplate, withLocals } from "./templates";

interface CheckedKind {
  readonly kind: KindName;
  /** The type of the API's object, which Terraform does not have. @default none */
  readonly type?: string;
  /** Whether the provider sends what is empty to the same effect as nothing. @default false */
  readonly emptyIsAbsent?: boolean;
}

/** The kinds whose resources have a table. */
const KIND_OF: Readonly<Record<string, CheckedKind>> = {
  datadog_metric_metadata: { kind: "metricMetadata", emptyIsAbsent: true },
  datadog_metric_tag_configuration: { kind: "tagConfiguration", type: "manage_tags" },
  datadog_logs_custom_pipeline: { kind: "logPipeline" },
  datadog_logs_metric: { kind: "logsMetric", type: "logs_metrics" },
  datadog_spans_metric: { kind: "spansMetric", type: "spans_metrics" },
  datadog_apm_retention_filter: { kind: "retentionFilter", type: "apm_retention_filter" },
  datadog_service_level_objective: { kind: "slo" },
  datadog_downtime_schedule: { kind: "downtime" },
  datadog_monitor_notification_rule: { kind: "notificationRule" },
  datadog_webhook: { kind: "webhook" },
  datadog_webhook_custom_variable: { kind: "webhookVariable" },
};

/** Whether the resource of a table is one that {@link resourceSubject} checks. */
export function isChecked({ type }: ResourceTable): boolean {
  return Object.hasOwn(KIND_OF, type);
}

/** A resource that was found in a file. */
interface FoundResource extends Omit<Found, "definition"> {
  readonly values: JsonObject;
  /** Attributes whose value Terraform knows only after it applied. @default none */
  readonly unknown?: readonly string[];
  /** What templates may name. @default strings are no templates */
  readonly locals?: JsonObject;
}

/**
 * A resource as one thing to check, by the rules of the kind that it makes. A rule about what is filled in elsewhere says
 * nothing; where that keeps all rules from being asked, the resource is not checked.
 * @param queries those of its queries that are checked on their own, and count
 */
export function resourceSubject(table: ResourceTable, found: FoundResource, queries: readonly Subject[]): Subject {
  const { document, path, comments, locals, unknown = [] } = found;
  const { kind, type, emptyIsAbsent = false } = KIND_OF[table.type]!;
  const values = locals ? (withLocals(found.values, locals) as JsonObject) : found.values;
  const { definition: sent, attributePath } = translate(table, values, {
    templates: locals !== undefined,
    defaults: true,
  });
  const declared = Object.entries(sent).filter(([, value]) => !(emptyIsAbsent && (value === "" || value === 0)));
  const definition: JsonObject = { ...Object.fromEntries(declared), ...(type === undefined ? {} : { type }) };
  const isKnown = (finding: Finding) => {
    const inside = attributePath(finding.path);
    return !unknown.includes(String(inside[0])) && !isFilledIn(values, inside, locals !== undefined);
  };
  const placed = (finding: Finding): PlacedFinding => ({
    finding,
    span: spanOf(document, [...path, ...attributePath(finding.path)], finding),
  });
  const check = (options: CheckOptions) => KINDS[kind].check(definition, options);
  const anyway = check({});
  const known = anyway.filter(isKnown);
  const isLost = anyway.length > known.length && known.length === 0 && queries.every((query) => !query.unchecked);
  const name = stringOf(definition.name) ?? stringOf(objectOf(definition.attributes).name);
  return {
    names: name === undefined ? found.names : [...found.names, name],
    comments,
    counts: queries.length === 0,
    unchecked: isLost ? INTERPOLATED : undefined,
    findings: (options) => {
      const own = queries.flatMap((query) => query.findings(options));
      return check(options)
        .filter(isKnown)
        .map(placed)
        .filter((one) => !own.some((other) => isSame(one, other)));
    },
  };
}

/** Whether two findings are one: what a query shows alone, and with the definition that it is in. */
function isSame(one: PlacedFinding, other: PlacedFinding): boolean {
  const start = ({ span }: { readonly span: Span }) => span.start;
  const isSaid = one.finding.check === other.finding.check || one.finding.message === other.finding.message;
  return isSaid && start(one) === start(other);
}

/** Whether the value at a path, or any of it, is filled in when Terraform evaluates the file. */
function isFilledIn(values: JsonObject, path: SourcePath, templates: boolean): boolean {
  if (!templates) return false;
  let value: Json | undefined = values;
  for (const step of path) {
    if (isObject(value) && isMade(value.dynamic, String(step))) return true;
    if (typeof value === "string") return isTemplate(value);
    value = value === null || typeof value !== "object" ? undefined : (Reflect.get(value, step) as Json | undefined);
  }
  return holdsTemplate(value);
}

/** Whether blocks of a name are made by a loop: `dynamic "processor" { … }`. */
function isMade(dynamic: Json | undefined, block: string): boolean {
  if (Array.isArray(dynamic)) return dynamic.some((each: Json) => isMade(each, block));
  return isObject(dynamic) && Object.hasOwn(dynamic, block);
}

function holdsTemplate(value: Json | undefined): boolean {
  if (typeof value === "string") return isTemplate(value);
  if (Array.isArray(value)) return value.some(holdsTemplate);
  return isObject(value) && (Object.hasOwn(value, "dynamic") || Object.values(value).some(holdsTemplate));
}
