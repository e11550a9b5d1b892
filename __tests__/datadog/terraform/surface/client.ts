import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A field of an object of the API, as Datadog's own client has it. */
export interface Field {
  readonly name: string;
  /** What its value, or each of its values, is: a model's name, or a type of TypeScript's. */
  readonly type: string;
}

interface Model {
  getAttributeTypeMap(): Record<string, { readonly baseName: string; readonly type: string }>;
}

/** The models of one version of the API, each read from its own file: the package as a whole takes seconds to import. */
export class ClientModels {
  private readonly folder: string;
  private readonly serializer: string;

  constructor(version: "v1" | "v2") {
    const packages = join(dirname(require.resolve("@datadog/datadog-api-client")), "packages");
    this.folder = join(packages, `datadog-api-client-${version}`, "models");
    this.serializer = readFileSync(join(this.folder, "ObjectSerializer.js"), "utf8");
  }

  /** The fields of a model; undefined where there is none of that name. */
  fields(name: string): Field[] | undefined {
    const file = join(this.folder, `${name}.js`);
    const model = existsSync(file) ? (require(file)[name] as Model | undefined) : undefined;
    if (typeof model?.getAttributeTypeMap !== "function") return undefined;
    return Object.values(model.getAttributeTypeMap())
      .filter(({ baseName }) => baseName !== "additionalProperties")
      .map(({ baseName, type }) => ({ name: baseName, type: type.replace(/^Array<(.*)>$/, "$1") }));
  }

  /** The models of which a value is one; the values that a word may have. */
  choices(name: string): string[] | undefined {
    const [, list] = new RegExp(`^ {4}${name}: \\[([^\\]]*)\\]`, "m").exec(this.serializer) ?? [];
    return list === undefined ? undefined : [...list.matchAll(/"([^"]*)"/g)].map(([, choice = ""]) => choice);
  }
}
