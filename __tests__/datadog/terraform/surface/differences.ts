import { type ResourceTable, type Row, readVersions, type VersionRange } from "../../../../datadog/terraform";
import { isBefore, isFrom } from "../../../../datadog/terraform/versions";
import type { BoundAttribute } from "./bindings";

/** What a version of the provider has that neither the table nor one of its lists names, or has otherwise, or lacks. */
export function differences(table: ResourceTable, bound: readonly BoundAttribute[], version: string): string[] {
  return inBlock(table, bound, rowsOf(table), version, "");
}

/** The rows of a table; of one whose definition is a text, the text. */
function rowsOf({ rows, text }: ResourceTable): readonly Row[] {
  return text === undefined ? rows : [{ attribute: text.attribute, required: true, api: [], kind: {} as Row["kind"] }];
}

function inBlock(
  table: ResourceTable,
  bound: readonly BoundAttribute[],
  rows: readonly Row[],
  version: string,
  path: string,
): string[] {
  const reasons = { ...table.terraformOnly, ...table.unsupported };
  const placeOf = (name: string) => (path === "" ? name : `${path}.${name}`);
  const found = bound.flatMap((attribute) => {
    const at = placeOf(attribute.name);
    const written = rows.find((each) => each.attribute === attribute.name);
    if (written === undefined) return at in reasons ? [] : [`${at} is in no table and has no reason`];
    const row = { ...written, required: isRequired(written, version) };
    const inner = attribute.holds && row.kind.rows ? inBlock(table, attribute.holds, row.kind.rows, version, at) : [];
    return [...mismatches(attribute, row).map((what) => `${at} ${what}`), ...inner];
  });
  const extra = rows
    .filter((row) => isIn(row, version) && !bound.some(({ name }) => name === row.attribute))
    .map(({ attribute }) => `${placeOf(attribute)} is no attribute of provider ${version}`);
  return [...found, ...extra];
}

/** Whether a version has the attribute of a row. */
function isIn({ since, until }: Row, version: string): boolean {
  const range = readVersions(version) as VersionRange;
  return (since === undefined || isFrom(range, since)) && (until === undefined || isBefore(range, until));
}

function isRequired({ required, requiredUntil }: Row, version: string): boolean {
  if (requiredUntil === undefined) return required === true;
  return isBefore(readVersions(version) as VersionRange, requiredUntil);
}

/** What the provider says otherwise than the row. */
function mismatches({ required, many, holds }: BoundAttribute, { required: wanted = false, kind }: Row): string[] {
  if ((holds === undefined) !== (kind.rows === undefined)) return [holds ? "is a block" : "is no block"];
  return [
    ...(required === undefined || wanted === required ? [] : [`is ${required ? "" : "not "}required`]),
    ...(holds === undefined || (kind.many ?? false) === many ? [] : [`is ${many ? "" : "not "}a list of blocks`]),
  ];
}
