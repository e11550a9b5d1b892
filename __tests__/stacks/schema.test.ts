import schema from "./provider-schema.json";
import { blocksOf, synthesized } from "./synthesized";

/*
 * Of the providers' own schemas, as `terraform providers schema -json` prints them for datadog 3.82.0 and docker 3.6.2:
 * what can be set on the resources that the stacks use.
 */
interface Attribute {
  readonly type: string | readonly unknown[];
  readonly required?: boolean;
}
interface Nested {
  readonly block: string;
  readonly min?: number;
  readonly max?: number;
  readonly holds: Schema;
}
type Schema = { readonly [name: string]: Attribute | Nested };

/** What Terraform itself reads in every block. */
const META = new Set(["//", "depends_on", "lifecycle", "provider", "count", "for_each", "alias"]);

/** Each thing in a body that the schema does not know, or wants and does not find. */
function misfits(body: unknown, known: Schema, path: string): string[] {
  if (body === null || typeof body !== "object") return [`${path} is no block`];
  const entries = Object.entries(body).filter(([name]) => !META.has(name));
  const wanting = Object.entries(known)
    .filter(([name, part]) => !(name in body) && ("block" in part ? part.min : part.required))
    .map(([name]) => `${path}.${name} is missing`);
  const wrong = entries.flatMap(([name, value]) => {
    const part = known[name];
    if (part === undefined) return [`${path}.${name} is unknown`];
    if (!("block" in part)) return fits(value, part.type) ? [] : [`${path}.${name} is no ${JSON.stringify(part.type)}`];
    const items = Array.isArray(value) ? value : [value];
    const many = items.length > (part.max ?? Number.POSITIVE_INFINITY) ? [`${path}.${name} occurs too often`] : [];
    return [...many, ...items.flatMap((item, index) => misfits(item, part.holds, `${path}.${name}[${index}]`))];
  });
  return [...wanting, ...wrong];
}

function fits(value: unknown, type: Attribute["type"]): boolean {
  if (typeof value === "string" && value.startsWith("${")) return true;
  if (Array.isArray(type)) {
    const [kind, inner] = type as [string, Attribute["type"]];
    const items =
      Array.isArray(value) === (kind === "list" || kind === "set") ? Object.values(value as object) : [null];
    return items.every((item) => fits(item, inner));
  }
  if (type === "number")
    return typeof value === "number" || (typeof value === "string" && !Number.isNaN(Number(value)));
  if (type === "bool") return typeof value === "boolean" || value === "true" || value === "false";
  return type !== "string" || ["string", "number", "boolean"].includes(typeof value);
}

const stacks = synthesized();
const blocks = blocksOf(stacks);
const schemas = schema as unknown as Readonly<Record<string, Schema>>;

describe("what is synthesized, against the providers' schemas", () => {
  it.each([...new Set(blocks.map(({ section, type }) => `${section}.${type}`))].sort())("%s", (kind) => {
    expect(Object.keys(schemas)).toContain(kind);
    const found = blocks
      .filter(({ section, type }) => `${section}.${type}` === kind)
      .flatMap(({ stack, type, name, body }) => misfits(body, schemas[kind]!, `${stack} ${type}.${name}`));
    expect(found).toEqual([]);
  });

  it("providers", () => {
    const found = [...stacks].flatMap(([stack, json]) =>
      Object.entries((json as { provider: Record<string, unknown[]> }).provider).flatMap(([name, [body]]) =>
        misfits(body, schemas[`provider.${name}`]!, `${stack} provider.${name}`),
      ),
    );
    expect(found).toEqual([]);
  });

  it("would find what does not fit", () => {
    const monitor = { name: "a", type: "metric alert", query: 3, mesage: "b", tags: "c", monitor_thresholds: [{}, {}] };
    expect(misfits(monitor, schemas["resource.datadog_monitor"]!, "m")).toEqual([
      "m.message is missing",
      "m.mesage is unknown",
      'm.tags is no ["set","string"]',
      "m.monitor_thresholds occurs too often",
    ]);
  });
});
