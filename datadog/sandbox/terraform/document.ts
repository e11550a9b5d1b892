import { isObject, type Json, type JsonObject, listOf, objectOf, stringOf } from "../../json";
import { TerraformProblem } from "./problem";

/** A resource as it is written, its values not yet evaluated. */
export interface WrittenResource {
  /** `datadog_monitor.error_rate`, in a module `module.x.datadog_monitor.error_rate`. */
  readonly address: string;
  readonly type: string;
  readonly values: JsonObject;
  /** Attributes whose value Terraform knows only once it applied. */
  readonly unknown: readonly string[];
}

/** What Terraform JSON holds, whichever of its forms it came in. */
export interface TerraformDocument {
  /** `written`: strings are templates, to be evaluated. `planned`: Terraform evaluated them. */
  readonly form: "written" | "planned";
  readonly resources: readonly WrittenResource[];
  readonly data: readonly WrittenResource[];
  /** Declared variables by name, each with its `default` where it has one. */
  readonly variables: JsonObject;
  readonly locals: JsonObject;
  /** `default_tags` of the Datadog provider, evaluated like any value. */
  readonly defaultTags: JsonObject;
}

/** Reads a synthesized configuration (`cdk.tf.json`), a plan or a state (`terraform show -json`). */
export function readDocument(json: unknown): TerraformDocument {
  if (!isObject(json)) throw new TerraformProblem("Terraform JSON", "expected an object: a configuration or a plan");
  const planned = isObject(json.planned_values) ? json.planned_values : json.values;
  if (isObject(planned)) return plannedDocument(json, planned);
  if (isObject(json.resource) || isObject(json.terraform) || isObject(json.provider)) return writtenDocument(json);
  throw new TerraformProblem(
    "Terraform JSON",
    "neither a configuration (no resource, terraform or provider) nor a plan or state (no planned_values or values)",
  );
}

function writtenDocument(json: JsonObject): TerraformDocument {
  return {
    form: "written",
    resources: writtenResources(json.resource, "resource"),
    data: writtenResources(json.data, "data").map((source) => ({ ...source, address: `data.${source.address}` })),
    variables: objectOf(json.variable),
    locals: objectOf(json.locals),
    defaultTags: defaultTagsIn(json.provider),
  };
}

function writtenResources(value: Json | undefined, section: string): WrittenResource[] {
  return Object.entries(objectOf(value)).flatMap(([type, named]) => {
    if (!isObject(named)) throw new TerraformProblem(`${section}.${type}`, "expected an object of resources by name");
    return Object.entries(named).map(([name, values]) => {
      const address = `${type}.${name}`;
      const [only = null] = Array.isArray(values) ? (values as readonly Json[]) : [values];
      if (!isObject(only)) throw new TerraformProblem(address, "expected an object of attributes");
      for (const key of ["count", "for_each"]) {
        if (only[key] === undefined) continue;
        throw new TerraformProblem(address, `${key} is not evaluated here: load a plan (terraform show -json) instead`);
      }
      return { address, type, values: only, unknown: [] };
    });
  });
}

function defaultTagsIn(providers: Json | undefined): JsonObject {
  const datadog = objectOf(providers).datadog;
  for (const provider of Array.isArray(datadog) ? (datadog as readonly Json[]) : [datadog]) {
    const tags = objectOf(provider ?? null).default_tags;
    const [block] = Array.isArray(tags) ? (tags as readonly Json[]) : [tags];
    if (isObject(block) && isObject(block.tags)) return block.tags;
  }
  return {};
}

function plannedDocument(json: JsonObject, planned: JsonObject): TerraformDocument {
  const changes = listOf(json.resource_changes).filter(isObject);
  const unknown = new Map(
    changes.map((change) => [
      String(change.address),
      Object.entries(objectOf(objectOf(change.change).after_unknown)).flatMap(([key, all]) =>
        all === true ? [key] : [],
      ),
    ]),
  );
  const all = resourcesOfModule(objectOf(planned.root_module), unknown);
  return {
    form: "planned",
    resources: all.filter(({ address }) => !isData.test(address)),
    data: all.filter(({ address }) => isData.test(address)),
    variables: {},
    locals: {},
    defaultTags: {},
  };
}

/** `data.…`, in a module `module.x.data.…`. */
const isData = /^(module\.[^.]+\.)*data\./;

function resourcesOfModule(module: JsonObject, unknown: ReadonlyMap<string, readonly string[]>): WrittenResource[] {
  const own = listOf(module.resources).map((resource, place) => {
    const address = isObject(resource) ? stringOf(resource.address) : undefined;
    const type = isObject(resource) ? stringOf(resource.type) : undefined;
    if (!isObject(resource) || address === undefined || type === undefined) {
      throw new TerraformProblem(`resource ${place + 1} of the plan`, "it has no address or no type");
    }
    return { address, type, values: objectOf(resource.values), unknown: unknown.get(address) ?? [] };
  });
  const inner = listOf(module.child_modules).flatMap((child) => resourcesOfModule(objectOf(child), unknown));
  return [...own, ...inner];
}
