import { isObject, type Json, type JsonObject, listOf, objectOf, stringOf } from "../json";
import { TerraformProblem } from "./problem";

/** The way to a value in the JSON of a file: `["resource", "datadog_monitor", "queue", "query"]`. */
export type FilePath = readonly (string | number)[];

/** A resource or data source as the file has it, its values not yet evaluated. */
export interface TerraformResource {
  /** `datadog_monitor.error_rate`, in a module `module.x.datadog_monitor.error_rate`, with a key `….cpu["a"]`. */
  readonly address: string;
  readonly type: string;
  readonly values: JsonObject;
  /** Where `values` are in the file. */
  readonly path: FilePath;
  /** Attributes whose value Terraform knows only after it applied. @default none */
  readonly unknown?: readonly string[];
  /** How a configuration repeats the resource. @default it is one */
  readonly repeated?: "count" | "for_each";
}

/** What a Terraform file holds, in whichever of its forms it came. */
export interface TerraformDocument {
  readonly form: TerraformForm;
  readonly resources: readonly TerraformResource[];
  readonly data: readonly TerraformResource[];
  /** Declared variables by name, each with its `default` where it has one. */
  readonly variables: JsonObject;
  readonly locals: JsonObject;
  /** The versions of the Datadog provider that a configuration or a plan asks for. @default it asks for none */
  readonly provider?: string;
  /** `default_tags` of the Datadog provider, evaluated like any value. */
  readonly defaultTags: JsonObject;
}

/**
 * `configuration`: `cdk.tf.json`, `*.tf.json`, whose strings are templates. `plan` and `state`: what `terraform show -json`
 * prints, and the state file itself, whose strings are what they are.
 */
export type TerraformForm = "configuration" | "plan" | "state";

/** Which form of Terraform's JSON a value is; undefined where it is none. */
export function terraformForm(json: unknown): TerraformForm | undefined {
  if (!isObject(json)) return undefined;
  if (isObject(json.planned_values)) return "plan";
  if (isObject(objectOf(json.values).root_module) || isStateFile(json)) return "state";
  // What Terraform prints for the state of nothing.
  if (json.format_version !== undefined && json.terraform_version !== undefined) return "state";
  const blocks = [json.resource, json.terraform, json.provider, json.module, json.locals, json.variable];
  return blocks.some((block) => isObject(block) || Array.isArray(block)) ? "configuration" : undefined;
}

function isStateFile({ resources, lineage }: JsonObject): boolean {
  if (!Array.isArray(resources)) return false;
  const instances = (resource: Json) => isObject(resource) && Array.isArray(resource.instances);
  return lineage !== undefined || (resources.length > 0 && (resources as readonly Json[]).every(instances));
}

/**
 * Reads a configuration, a plan or a state.
 *
 * @throws TerraformProblem naming the place that cannot be read
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function readDocument(json: unknown): TerraformDocument {
  const form = terraformForm(json);
  if (!isObject(json) || form === undefined) {
    throw new TerraformProblem(
      "Terraform JSON",
      "expected a configuration (with resource, terraform or provider), a plan or a state (terraform show -json)",
    );
  }
  if (form === "configuration") return configuration(json);
  const all = Array.isArray(json.resources) ? resourcesOfStateFile(json) : resourcesOfValues(json);
  return {
    form,
    resources: all.filter(({ address }) => !isData.test(address)),
    data: all.filter(({ address }) => isData.test(address)),
    variables: {},
    locals: {},
    defaultTags: {},
    ...asked(plannedProvider(json.configuration)),
  };
}

const asked = (provider: string | undefined) => (provider === undefined ? {} : { provider });

/** The constraint in `required_providers`. */
function requiredProvider(terraform: Json | undefined): string | undefined {
  const required = blocksIn(terraform, ["terraform"]).flatMap(([block]) =>
    blocksIn(block.required_providers, ["terraform.required_providers"]),
  );
  const datadog = required.map(([block]) => block.datadog).find((provider) => provider !== undefined);
  return stringOf(datadog) ?? stringOf(objectOf(datadog).version);
}

/** The constraint as a plan repeats it. */
function plannedProvider(configuration: Json | undefined): string | undefined {
  const providers = Object.values(objectOf(objectOf(configuration).provider_config)).map(objectOf);
  return stringOf(providers.find(({ name }) => name === "datadog")?.version_constraint);
}

/** `data.…`, in a module `module.x.data.…`. */
const isData = /^(module\.[^.]+\.)*data\./;

// --------------------------------------------------------------------------------------- configuration

function configuration(json: JsonObject): TerraformDocument {
  const data = configured(json.data, "data");
  return {
    form: "configuration",
    resources: configured(json.resource, "resource"),
    data: data.map((source) => ({ ...source, address: `data.${source.address}` })),
    variables: joined(json.variable, "variable"),
    locals: joined(json.locals, "locals"),
    defaultTags: defaultTagsIn(json.provider),
    ...asked(requiredProvider(json.terraform)),
  };
}

/** Wherever Terraform takes an object of blocks, it takes a list of such objects. */
function configured(section: Json | undefined, name: string): TerraformResource[] {
  return blocksIn(section, [name]).flatMap(([types, typesPath]) =>
    Object.entries(types).flatMap(([type, byName]) =>
      type === "//"
        ? []
        : blocksIn(byName, [...typesPath, type]).flatMap(([names, namesPath]) =>
            Object.entries(names).flatMap(([resource, body]) =>
              blocksIn(body, [...namesPath, resource]).map(([values, path]) => ({
                address: `${type}.${resource}`,
                type,
                values,
                path,
                ...repetition(values),
              })),
            ),
          ),
    ),
  );
}

function repetition(values: JsonObject): Pick<TerraformResource, "repeated"> {
  const repeated = (["count", "for_each"] as const).find((key) => values[key] !== undefined && values[key] !== null);
  return repeated === undefined ? {} : { repeated };
}

/** A block, or those of a list, each with its path. */
function blocksIn(value: Json | undefined, path: FilePath): (readonly [JsonObject, FilePath])[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return [[blockAt(value, path), path]];
  return (value as readonly Json[]).map((item, index) => [blockAt(item, [...path, index]), [...path, index]]);
}

function blockAt(value: Json, path: FilePath): JsonObject {
  if (isObject(value)) return value;
  throw new TerraformProblem(path.join("."), `expected an object, not ${JSON.stringify(value).slice(0, 80)}`);
}

/** The entries of a section's blocks, in one object. */
function joined(section: Json | undefined, name: string): JsonObject {
  return Object.fromEntries(blocksIn(section, [name]).flatMap(([block]) => Object.entries(block)));
}

function defaultTagsIn(providers: Json | undefined): JsonObject {
  const datadog = blocksIn(providers, ["provider"]).flatMap(([block]) => blocksIn(block.datadog, ["provider.datadog"]));
  for (const [provider] of datadog) {
    const [block] = blocksIn(provider.default_tags, ["provider.datadog.default_tags"]);
    if (block !== undefined && isObject(block[0].tags)) return block[0].tags;
  }
  return {};
}

// ------------------------------------------------------------------------------------- plan and state

function resourcesOfValues(json: JsonObject): TerraformResource[] {
  const section = isObject(json.planned_values) ? "planned_values" : "values";
  const changes = listOf(json.resource_changes).filter(isObject);
  const unknown = new Map(
    changes.map((change) => [
      String(change.address),
      Object.entries(objectOf(objectOf(change.change).after_unknown)).flatMap(([key, all]) =>
        all === true ? [key] : [],
      ),
    ]),
  );
  return resourcesOfModule(objectOf(objectOf(json[section]).root_module), [section, "root_module"], unknown);
}

function resourcesOfModule(
  module: JsonObject,
  path: FilePath,
  unknown: ReadonlyMap<string, readonly string[]>,
): TerraformResource[] {
  const own = listOf(module.resources).map((resource, index) => {
    const address = isObject(resource) ? stringOf(resource.address) : undefined;
    const type = isObject(resource) ? stringOf(resource.type) : undefined;
    if (!isObject(resource) || address === undefined || type === undefined) {
      throw new TerraformProblem(`${path.join(".")}.resources[${index}]`, "it has no address or no type");
    }
    const values = objectOf(resource.values);
    const places = [...path, "resources", index, "values"];
    return { address, type, values, path: places, unknown: unknown.get(address) ?? [] };
  });
  const inner = listOf(module.child_modules).flatMap((child, index) =>
    resourcesOfModule(objectOf(child), [...path, "child_modules", index], unknown),
  );
  return [...own, ...inner];
}

/** The file that Terraform keeps: resources, each with an instance for every key of `count` or `for_each`. */
function resourcesOfStateFile(json: JsonObject): TerraformResource[] {
  return listOf(json.resources).flatMap((resource, index) => {
    const type = isObject(resource) ? stringOf(resource.type) : undefined;
    const name = isObject(resource) ? stringOf(resource.name) : undefined;
    if (!isObject(resource) || type === undefined || name === undefined) {
      throw new TerraformProblem(`resources[${index}]`, "it has no type or no name");
    }
    const before = [stringOf(resource.module), resource.mode === "data" ? "data" : undefined, type, name];
    const address = before.filter((part) => part !== undefined).join(".");
    return listOf(resource.instances).flatMap((instance, at) => {
      const values = isObject(instance) ? instance.attributes : undefined;
      if (!isObject(instance) || !isObject(values)) return [];
      const key = instance.index_key;
      const path = ["resources", index, "instances", at, "attributes"];
      const whole = key === undefined || key === null ? address : `${address}[${JSON.stringify(key)}]`;
      return [{ address: whole, type, values, path }];
    });
  });
}
