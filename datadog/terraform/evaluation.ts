import { isObject, type Json, type JsonObject, setKey } from "../json";
import { Attributes } from "./attributes";
import type { TerraformDocument, TerraformResource } from "./document";
import { evaluateExpression, readExpression, referencesOf } from "./expression";
import { TerraformProblem } from "./problem";
import { follow, type Reference } from "./reference";
import { templateParts } from "./template";

/** Keys of a resource that say how Terraform treats it, not what it is. */
const meta = ["//", "depends_on", "lifecycle", "provider", "provisioner", "connection"];

/** Resources to which the provider adds its default tags. */
const WITH_DEFAULT_TAGS = ["datadog_monitor", "datadog_logs_custom_pipeline", "datadog_service_level_objective"];

/** What an evaluation is given from outside. */
export interface EvaluationSettings {
  /** Values of Terraform variables. @default their defaults */
  readonly variables?: JsonObject;
  /** What a data source of a type reads, with its attributes; undefined for one that cannot be read here. @default none can */
  readonly dataSource?: (type: string, attributes: Attributes) => JsonObject | undefined;
}

/** Turns written values into what the provider gets: templates, variables, locals, references to what was created. */
export class Evaluation {
  private readonly createdValues = new Map<string, JsonObject>();
  /** Ids that a state knew, and what the objects are called here. */
  private readonly renamed = new Map<string, string>();

  constructor(
    private readonly document: TerraformDocument,
    private readonly settings: EvaluationSettings = {},
  ) {}

  /** The evaluated attributes of a resource, the provider's default tags among its tags. */
  valuesOf(resource: TerraformResource): JsonObject {
    return this.withDefaultTags(resource.type, this.evaluated(resource));
  }

  private evaluated({ address, values: written }: TerraformResource): JsonObject {
    const values: Record<string, Json | undefined> = {};
    for (const [key, value] of Object.entries(written)) {
      if (!meta.includes(key)) setKey(values, key, this.evaluate(value ?? null, `${address}: ${key}`));
    }
    return values;
  }

  /** Later references to the resource get these values. */
  created(resource: TerraformResource, values: JsonObject): void {
    this.createdValues.set(resource.address, values);
    const before = resource.values.id;
    if (typeof before === "string" && before !== "") this.renamed.set(before, String(values.id));
  }

  /** Addresses of the resources that this one refers to. */
  needs(resource: TerraformResource): string[] {
    if (this.document.form !== "configuration") return this.namedIds(resource);
    const addresses = (value: Json | undefined, place: string): string[] => {
      if (typeof value === "string") {
        const parts = templateParts(value, place);
        return parts.flatMap((part) =>
          "text" in part
            ? []
            : referencesOf(readExpression(part.expression, place)).flatMap(([type, name, ...steps]) =>
                type === "data"
                  ? this.neededByData(`data.${String(name)}.${String(steps[0])}`)
                  : `${String(type)}.${String(name)}`,
              ),
        );
      }
      if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => addresses(item, place));
      return isObject(value) ? Object.values(value).flatMap((item) => addresses(item, place)) : [];
    };
    const attributes = Object.entries(resource.values).filter(([key]) => !meta.includes(key));
    return attributes.flatMap(([key, value]) => addresses(value, `${resource.address}: ${key}`));
  }

  /** What a data source refers to is needed by who refers to it. */
  private neededByData(address: string): string[] {
    const source = this.document.data.find((candidate) => candidate.address === address);
    return source === undefined ? [] : this.needs(source);
  }

  /** In a state other objects are named by their ids: those come first. */
  private namedIds({ values }: TerraformResource): string[] {
    const ids = new Set<Json | undefined>();
    const note = (id: string) => {
      ids.add(id);
      return id;
    };
    for (const [key, value] of Object.entries(values)) withIds(key, value ?? null, note);
    return this.document.resources.filter((other) => ids.has(other.values.id)).map(({ address }) => address);
  }

  private evaluate(value: Json, place: string): Json {
    if (this.document.form !== "configuration") return this.rename(value, place);
    if (typeof value === "string") return this.text(value, place);
    if (Array.isArray(value)) return (value as readonly Json[]).map((item) => this.evaluate(item, place));
    if (!isObject(value)) return value;
    const object: Record<string, Json | undefined> = {};
    for (const [key, item] of Object.entries(value)) setKey(object, key, this.evaluate(item ?? null, place));
    return object;
  }

  /** A string that is one `${…}` has the value's type; anything else is text. */
  private text(template: string, place: string): Json {
    const parts = templateParts(template, place);
    const [first] = parts;
    if (parts.length === 1 && first !== undefined && "expression" in first)
      return this.expression(first.expression, place);
    const texts = parts.map((part) => {
      if ("text" in part) return part.text;
      const value = this.expression(part.expression, place);
      if (isObject(value) || Array.isArray(value) || value === null) {
        throw new TerraformProblem(place, `\${${part.expression}} is not a string, number, or boolean`);
      }
      return String(value);
    });
    return texts.join("");
  }

  private expression(expression: string, place: string): Json {
    const lookUp = ([root = "", ...steps]: Reference, text: string): Json => {
      const value = root === "var" ? this.variable(steps, place) : this.named(String(root), steps, place);
      if (value === undefined) throw new TerraformProblem(place, `\${${text}} refers to something unknown`);
      return value;
    };
    return evaluateExpression(readExpression(expression, place), lookUp, place);
  }

  private variable([name = "", ...steps]: Reference, place: string): Json | undefined {
    const key = String(name);
    const declared = Object.hasOwn(this.document.variables, key) ? this.document.variables[key] : undefined;
    const { variables = {} } = this.settings;
    const given = Object.hasOwn(variables, key) ? variables[key] : undefined;
    const value = given ?? (isObject(declared) ? declared.default : undefined);
    if (value === undefined) {
      throw new TerraformProblem(place, `the variable ${key} has no value: set a value or a default`);
    }
    return follow(value, steps);
  }

  private named(root: string, [name = "", ...steps]: Reference, place: string): Json | undefined {
    if (root === "local") {
      const local = this.document.locals[String(name)];
      return local === undefined ? undefined : follow(this.evaluate(local, `local.${String(name)}`), steps);
    }
    if (root === "data")
      return this.dataSource(`data.${String(name)}.${String(steps[0])}`, String(name), steps.slice(1), place);
    return follow(this.createdValues.get(`${root}.${String(name)}`), steps);
  }

  private dataSource(address: string, type: string, steps: Reference, place: string): Json | undefined {
    const source = this.document.data.find((candidate) => candidate.address === address);
    if (source === undefined) return undefined;
    const read = this.settings.dataSource?.(type, new Attributes(address, this.evaluated(source)));
    if (read !== undefined) return follow(read, steps);
    throw new TerraformProblem(
      place,
      `the data source ${type} is not evaluated here: load a plan (terraform show -json)`,
    );
  }

  /** Ids that a state knew become the ids of this org. */
  private rename(value: Json, place: string): Json {
    const key = place.slice(place.lastIndexOf(": ") + 2);
    return this.renamed.size === 0 ? value : withIds(key, value, (id) => this.renamed.get(id) ?? id);
  }

  /** The provider adds its default tags where the resource has no tag of that key. */
  private withDefaultTags(type: string, values: JsonObject): JsonObject {
    const defaults = Object.entries(this.document.defaultTags);
    if (defaults.length === 0 || !WITH_DEFAULT_TAGS.includes(type)) return values;
    const own = Array.isArray(values.tags) ? (values.tags as readonly Json[]).map(String) : [];
    const keys = new Set(own.map((tag) => tag.split(":")[0]));
    const added = defaults.flatMap(([key, value]) => {
      const text = this.evaluate(value ?? "", "provider: default_tags");
      return keys.has(key) ? [] : [text === "" ? key : `${key}:${text}`];
    });
    return { ...values, tags: [...own, ...added] };
  }
}

/** An attribute's value with something else in the place of each id of another object. */
function withIds(key: string, value: Json, write: (id: string) => string): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => withIds(key, item, write));
  if (key === "monitor_identifier" && isObject(value) && value.monitor_id != null) {
    return { ...value, monitor_id: write(String(value.monitor_id)) };
  }
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string") return value;
  if (key === "pipelines" || key === "monitor_ids") return write(text);
  if (key === "resource_id") return text.replace(/(?<=^[a-z-]+:)[\w-]+$/, write);
  if (key !== "query") return value;
  // a composite names monitors, an SLO alert its SLO
  if (/^[\s\d()!&|]+$/.test(text)) return text.replace(/\d+/g, write);
  return text.replace(/(?<=^\s*(burn_rate|error_budget)\(")[\w-]+(?="\))/, write);
}
