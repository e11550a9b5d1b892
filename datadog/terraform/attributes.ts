import { isObject, type Json, type JsonObject } from "../json";
import { TerraformProblem } from "./problem";
import type { VersionRange } from "./versions";

/** How the values of a resource are to be read. */
export interface AttributeSettings {
  /** Attributes whose value is known only after apply. @default none */
  readonly unknown?: readonly string[];
  /**
   * Whether strings are templates that nobody evaluated: text is what the template would be without its `${…}`, and
   * any other value that holds one counts as absent. @default false
   */
  readonly templates?: boolean;
  /** Whether a value of a wrong type stays as it is, and lists keep their order, for a check to find. @default false */
  readonly lenient?: boolean;
  /** Whether what is absent has its default. @default true */
  readonly defaults?: boolean;
  /** The versions of the provider that reads them. @default the newest */
  readonly versions?: VersionRange;
}

/** Keys that Terraform itself reads in every resource. */
const COMMON: readonly string[] = ["depends_on", "lifecycle", "provider", "provisioner", "connection", "id", "//"];

/** Reads a resource's attributes as the provider does: converted to the schema's type, absent ones as zero. */
export class Attributes {
  private readonly read = new Set<string>();
  private readonly inner: Attributes[] = [];

  constructor(
    readonly place: string,
    private readonly values: JsonObject,
    readonly settings: AttributeSettings = {},
  ) {}

  /** Text; empty where it is absent, as the provider sees it. */
  text(key: string): string {
    const value = this.value(key);
    if (value === undefined) return "";
    if (typeof value === "string") return this.settings.templates ? withoutEscapes(value) : value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    throw this.wrong(key, "text", value);
  }

  /** Text that the schema requires. */
  required(key: string): string {
    if (this.value(key) === undefined) throw new TerraformProblem(this.place, `${key} is required`);
    return this.text(key);
  }

  flag(key: string, otherwise = false): boolean {
    const value = this.value(key);
    if (value === undefined) return otherwise;
    if (value === true || value === "true") return true;
    if (value === false || value === "false") return false;
    throw this.wrong(key, "true or false", value);
  }

  /** A number; zero where it is absent. */
  number(key: string, otherwise = 0): number {
    const value = this.value(key);
    if (value === undefined) return otherwise;
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof number !== "number" || !Number.isFinite(number)) throw this.wrong(key, "a number", value);
    return number;
  }

  /** A list of texts; empty where it is absent. */
  texts(key: string): string[] {
    const value = this.value(key) ?? [];
    if (!Array.isArray(value)) throw this.wrong(key, "a list", value);
    return (value as readonly Json[]).map((item) => {
      if (isObject(item) || Array.isArray(item) || item === null) throw this.wrong(key, "a list of strings", item);
      return this.settings.templates ? withoutEscapes(String(item)) : String(item);
    });
  }

  /** Texts that are a set, which the provider sends sorted; a check finds them where they are written. */
  set(key: string): string[] {
    const list = this.texts(key);
    return this.settings.lenient ? list : list.sort();
  }

  /** A map of texts; empty where it is absent. */
  map(key: string): Record<string, string> {
    const value = this.value(key) ?? {};
    if (!isObject(value)) throw this.wrong(key, "a map", value);
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, String(item)]));
  }

  /** Nested blocks: JSON syntax takes one object for a list of one. */
  blocks(key: string): Attributes[] {
    const value = this.value(key) ?? [];
    const items = Array.isArray(value) ? (value as readonly Json[]) : [value as Json];
    return items.map((item, at) => {
      if (!isObject(item)) throw this.wrong(key, "a block", item);
      const block = new Attributes(`${this.place}.${key}${items.length > 1 ? `[${at}]` : ""}`, item, this.settings);
      this.inner.push(block);
      return block;
    });
  }

  /** The one nested block, where there is one. */
  block(key: string): Attributes | undefined {
    return this.blocks(key)[0];
  }

  has(key: string): boolean {
    return this.value(key) !== undefined;
  }

  /** Whether the value is a template whose expressions nobody evaluated. */
  isTemplate(key: string): boolean {
    const value = this.value(key);
    return this.settings.templates === true && typeof value === "string" && isTemplate(value);
  }

  /** The names of all that is written. */
  names(): string[] {
    return Object.keys(this.values);
  }

  /** The value as it is written. */
  written(key: string): Json | undefined {
    return this.value(key);
  }

  /** Attributes that nobody asked for, in the blocks too: `annotations`, `filter.annotations`. */
  leftovers(): string[] {
    const own = Object.keys(this.values).filter(
      (key) => this.values[key] !== null && !this.read.has(key) && !COMMON.includes(key),
    );
    return [
      ...own,
      ...this.inner.flatMap((block) =>
        block.leftovers().map((key) => `${block.place.slice(this.place.length + 1)}.${key}`),
      ),
    ];
  }

  private value(key: string): Json | undefined {
    this.read.add(key);
    const value = Object.hasOwn(this.values, key) ? this.values[key] : undefined;
    if (value === undefined && this.settings.unknown?.includes(key)) {
      throw new TerraformProblem(
        this.place,
        `${key} is known only after apply: load the configuration (cdk.tf.json) or the applied state instead of the plan`,
      );
    }
    return value ?? undefined;
  }

  private wrong(key: string, expected: string, value: Json): TerraformProblem {
    return new TerraformProblem(this.place, `${key} must be ${expected}, not ${JSON.stringify(value).slice(0, 80)}`);
  }
}

/** Whether a string of a configuration holds an expression. */
function isTemplate(text: string): boolean {
  return text.replaceAll("$${", "").includes("${");
}

/** The text of a template whose expressions stay. */
function withoutEscapes(template: string): string {
  return template.replace(/\$\$\{/g, () => "${").replace(/%%\{/g, "%{");
}
