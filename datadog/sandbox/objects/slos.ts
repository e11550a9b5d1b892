import { isObject, type JsonObject, listOf, numbersOf, objectOf, stringsOf } from "../../json";
import { type Expression, mapNode, parseFormula, parseMetricQuery, print } from "../../query";
import { author, type Org } from "../org";
import { badRequest, notFound, Refusal } from "../refusal";
import { authorUser } from "./author";
import { answerOf, type StoredObject } from "./store";

const TYPES = ["monitor", "metric", "time_slice"];

/** Creates an SLO from a body of `POST /api/v1/slo`; refuses (400) one that breaks a rule, or over monitors that there are not. */
export function createSlo(org: Org, body: JsonObject): JsonObject {
  checkMonitors(org, body);
  const time = seconds(org);
  const made = org.slos.create(body, ({ type }) => {
    const { name, handle, email } = author;
    const creator = { name, handle, email };
    const id = org.ids.hex("slo");
    return { id, given: { id, type_id: TYPES.indexOf(String(type)), creator, created_at: time, modified_at: time } };
  });
  return shown(org, made);
}

const seconds = (org: Org) => Math.floor(org.now() / 1000);

/** The SLO, or the 404 that Datadog answers. */
export function readSlo(org: Org, id: string): JsonObject {
  return shown(org, org.slos.read(id));
}

/** Replaces an SLO by the body; its type stays. */
export function updateSlo(org: Org, id: string, body: JsonObject): JsonObject {
  const { type } = org.slos.read(id).definition;
  const changed = { ...body, type };
  checkMonitors(org, changed);
  return shown(org, org.slos.replace(id, changed, { modified_at: seconds(org) }));
}

/** @param force delete it even where a monitor or a dashboard names it */
export function deleteSlo(org: Org, id: string, force = false): JsonObject {
  const { definition } = org.slos.read(id);
  const [holder] = force ? [] : referring(org, id);
  if (holder !== undefined) {
    const words = `slo [${id},${definition.name}] is referenced in ${holder}`;
    throw new Refusal(409, [words], { data: [], errors: { [id]: words } });
  }
  org.slos.delete(id);
  for (const correction of correctionsOf(org, id)) org.sloCorrections.delete(correction.id);
  return { data: [id], error: null };
}

/** What names an SLO, in words: monitors that alert on it, dashboards with a widget of it. */
export function referring(org: Org, id: string): string[] {
  const monitors = org.monitors.all().filter(({ definition }) => String(definition.query).includes(`"${id}"`));
  const dashboards = org.dashboards.all().filter(({ definition }) => JSON.stringify(definition).includes(`"${id}"`));
  return [
    ...monitors.map((monitor) => `monitors: [${monitor.id}]`),
    ...dashboards.map((dashboard) => `dashboards: [${dashboard.id}]`),
  ];
}

/** The SLOs that name a monitor. */
export function slosOver(org: Org, monitor: number): StoredObject<string>[] {
  return org.slos.all().filter(({ definition }) => numbersOf(definition.monitor_ids).includes(monitor));
}

/** What a list of SLOs is narrowed by; each part in any case. */
export interface SloFilter {
  readonly ids?: readonly string[];
  /** Part of the name. */
  readonly query?: string;
  /** Part of a tag. */
  readonly tags?: string;
  /** Part of a query. */
  readonly metrics?: string;
}

/** @throws Refusal (404) for an id that there is not */
export function listSlos(org: Org, { ids = [], query, tags, metrics }: SloFilter = {}): JsonObject[] {
  const found = ids.length > 0 ? ids.map((id) => org.slos.read(id)) : org.slos.all();
  return found
    .map((slo) => shown(org, slo))
    .filter(
      (slo) =>
        has([String(slo.name)], query) &&
        has(stringsOf(slo.tags), tags) &&
        has(Object.values(objectOf(slo.query)).map(String), metrics),
    );
}

function has(texts: readonly string[], part: string | undefined): boolean {
  if (part === undefined || part === "") return true;
  return texts.some((text) => text.toLowerCase().includes(part.toLowerCase()));
}

/** SLOs by a search: words of the name, `key:value` of the tags, all of which must be found. */
export function searchSlos(org: Org, query: string): JsonObject[] {
  const words = query.trim() === "" ? [] : query.trim().split(/\s+(?:AND\s+)?/);
  return listSlos(org).filter((slo) =>
    words.every((word) => {
      const plain = word.replaceAll('"', "").toLowerCase();
      const [key, value] = plain.split(/:(.*)/s);
      if (key === "slo_type" || key === "type") return slo.type === value;
      return has([String(slo.name)], plain) || stringsOf(slo.tags).some((tag) => tag.toLowerCase() === plain);
    }),
  );
}

/** The monitors of an SLO must exist. */
function checkMonitors(org: Org, { type, monitor_ids: ids }: JsonObject): void {
  if (type !== "monitor") return;
  const unknown = numbersOf(ids).find((id) => !org.monitors.has(id));
  if (unknown !== undefined) throw notFound(`Monitor ${unknown} not found`);
}

// ------------------------------------------------------------------------------------------------ shown

/**
 * An SLO as it is answered: with the tags of its monitors, and a metric SLO by formulas as queries too. Since 2026 Datadog
 * also answers the formulas of one by queries; the Terraform provider cannot read them before 3.89.0, so they are left out.
 */
function shown(org: Org, slo: StoredObject<string>): JsonObject {
  const tags = numbersOf(slo.definition.monitor_ids).flatMap((id) => stringsOf(org.monitors.get(id)?.tags));
  const query = slo.definition.query ?? queryOf(slo.definition);
  return { ...answerOf(slo), monitor_tags: [...new Set(tags)].sort(), ...(query == null ? {} : { query }) };
}

/** The numerator and denominator that formulas come to, in the form that is recorded. */
function queryOf({ sli_specification: specification }: JsonObject): JsonObject | undefined {
  const { count } = objectOf(specification);
  if (!isObject(count)) return undefined;
  const queries = new Map(
    listOf(count.queries)
      .map(objectOf)
      .map(({ name, query }) => [String(name), String(query)]),
  );
  const expand = (formula: JsonObject) => expanded(String(formula.formula), queries);
  const numerator = expand(objectOf(count.good_events_formula));
  const denominator = isObject(count.total_events_formula)
    ? expand(count.total_events_formula)
    : `(${numerator}) + (${expand(objectOf(count.bad_events_formula))})`;
  return { numerator, denominator };
}

/** A formula with its queries in the place of their names. */
function expanded(formula: string, queries: ReadonlyMap<string, string>): string {
  const parsed = parseFormula(formula);
  if (!parsed.ok) return formula;
  const whole = mapNode<Expression>(parsed.node, {
    name: (node) => {
      const query = parseMetricQuery(queries.get(node.name) ?? "");
      return query.ok && query.node.kind !== "list" ? query.node : node;
    },
  });
  return print(whole);
}

// ------------------------------------------------------------------------------------------ corrections

/** Creates a correction, times that an SLO does not count; 404 where the SLO is not there. */
export function createSloCorrection(org: Org, data: JsonObject): JsonObject {
  const { slo_id: slo } = objectOf(data.attributes);
  if (typeof slo === "string") org.slos.read(slo);
  const time = seconds(org);
  const made = org.sloCorrections.create(data, () => {
    const id = org.ids.uuid("slo-correction");
    const given = { id, attributes: { created_at: time, modified_at: time, creator: person, modifier: null } };
    return { id, given };
  });
  // recorded: the answer to a creation does not know its times yet
  const { attributes, ...rest } = answerOf(made);
  return { ...rest, attributes: { ...objectOf(attributes), created_at: null, modified_at: null } };
}

const person: JsonObject = {
  data: {
    type: "users",
    id: authorUser.id,
    attributes: {
      uuid: authorUser.id,
      handle: author.handle,
      email: author.email,
      name: author.name,
      icon: "",
    },
  },
};

export function readSloCorrection(org: Org, id: string): JsonObject {
  return answerOf(org.sloCorrections.read(id));
}

/** Changes what the body names; the SLO stays. */
export function updateSloCorrection(org: Org, id: string, data: JsonObject): JsonObject {
  const before = org.sloCorrections.read(id).definition;
  const attributes = { ...objectOf(before.attributes), ...objectOf(data.attributes) };
  const given = { attributes: { modified_at: seconds(org), modifier: person } };
  return answerOf(org.sloCorrections.replace(id, { ...before, attributes }, given));
}

export function deleteSloCorrection(org: Org, id: string): void {
  org.sloCorrections.delete(id);
}

export function listSloCorrections(org: Org): JsonObject[] {
  return org.sloCorrections.values();
}

/** The corrections of one SLO. @throws Refusal (404) where it is not there */
export function sloCorrectionsOf(org: Org, slo: string): JsonObject[] {
  org.slos.read(slo);
  return correctionsOf(org, slo).map(answerOf);
}

function correctionsOf(org: Org, slo: string): StoredObject<string>[] {
  return org.sloCorrections.all().filter(({ definition }) => objectOf(definition.attributes).slo_id === slo);
}

/** Deletes targets of SLOs, and SLOs that have none left: `{ ID: ["7d"] }`. */
export function deleteSloTimeframes(org: Org, body: JsonObject): JsonObject {
  const [deleted, updated, errors]: [string[], string[], JsonObject[]] = [[], [], []];
  for (const [id, timeframes] of Object.entries(body)) {
    if (!Array.isArray(timeframes)) throw badRequest(`The value provided for parameter '${id}' is invalid`);
    if (!org.slos.has(id)) {
      errors.push({ id, message: `SLO not found: ${id} not found`, timeframe: "all" });
      continue;
    }
    const { definition } = org.slos.read(id);
    const gone = stringsOf(timeframes);
    const left = listOf(definition.thresholds).filter((one) => !gone.includes(String(objectOf(one).timeframe)));
    if (left.length === 0) org.slos.delete(id);
    else {
      const { timeframe: _, target_threshold: __, warning_threshold: ___, ...rest } = definition;
      org.slos.replace(id, { ...rest, thresholds: left }, { modified_at: seconds(org) });
    }
    (left.length === 0 ? deleted : updated).push(id);
  }
  return { data: { deleted, updated }, errors };
}
