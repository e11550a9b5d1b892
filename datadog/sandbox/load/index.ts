import type { Json, JsonObject } from "../../json";
import {
  Attributes,
  DEFAULT_VERSIONS,
  Evaluation,
  readDocument,
  readVersions,
  type TerraformDocument,
  TerraformProblem,
  type TerraformResource,
  type VersionRange,
} from "../../terraform";
import type { Org } from "../org";
import { Refusal } from "../refusal";
import { readDataSource } from "./data-sources";
import { type Loader, loaderOf } from "./loaders";

/** An object that came out of a resource. */
export interface LoadedObject {
  /** `datadog_monitor.error_rate`. */
  readonly address: string;
  readonly type: string;
  /** Its id in the org: a number for a monitor, a text for the rest. */
  readonly id: string | number;
}

export interface LoadSettings {
  /** Values of Terraform variables. @default their defaults */
  readonly variables?: JsonObject;
  /** The version of the Datadog provider that would apply it. @default the newest that the file allows */
  readonly provider?: string;
}

export interface LoadResult {
  readonly objects: readonly LoadedObject[];
  /** What was skipped: Datadog resource types that the sandbox does not support, and unknown attributes. */
  readonly warnings: readonly string[];
  /** Addresses of the resources of other providers, which are no business of the org. */
  readonly others: readonly string[];
}

/**
 * Puts into an org what Terraform would: the provider's schema defaults applied, templates evaluated, references
 * resolved.
 *
 * @param json a synthesized configuration (`cdk.tf.json`), or a plan or state as `terraform show -json` prints it
 * @throws TerraformProblem naming the resource: a function, a missing variable, a value of the wrong type, or what
 *   Datadog's API answers to the object
 */
export function loadTerraform(org: Org, json: unknown, settings: LoadSettings = {}): LoadResult {
  const { variables = {} } = settings;
  const document = readDocument(json);
  const versions = readVersions(settings.provider ?? document.provider ?? DEFAULT_VERSIONS);
  const evaluation = new Evaluation(document, {
    variables,
    dataSource: (type, attributes) => readDataSource(org, type, attributes),
  });
  const objects: LoadedObject[] = [];
  const warnings: string[] = [];
  const others: string[] = [];
  for (const resource of inOrder(document, evaluation)) {
    const loader = loaderOf(resource.type);
    if (loader !== undefined) objects.push(...loadResource(org, resource, loader, { evaluation, versions, warnings }));
    else if (resource.type.startsWith("datadog_")) {
      warnings.push(`${resource.address}: the sandbox does not support ${resource.type}; it was not loaded`);
    } else others.push(resource.address);
  }
  return { objects, warnings, others };
}

interface Loading {
  readonly evaluation: Evaluation;
  readonly versions?: VersionRange;
  readonly warnings: string[];
}

function loadResource(
  org: Org,
  resource: TerraformResource,
  loader: Loader,
  { evaluation, versions, warnings }: Loading,
): LoadedObject[] {
  const { address, type, unknown, repeated } = resource;
  if (repeated !== undefined) {
    throw new TerraformProblem(
      address,
      `${repeated} is not evaluated here: load a plan (terraform show -json) instead`,
    );
  }
  const values = evaluation.valuesOf(resource);
  const attributes = new Attributes(address, values, { unknown, versions });
  const answer = answerOf(org, attributes, loader);
  if (answer instanceof Refusal) {
    warnings.push(
      `${address}: not loaded: ${answer.message}. Datadog accepts it only after the metric has been submitted`,
    );
    return [];
  }
  warnings.push(...attributes.leftovers().map((key) => `${address}: the attribute ${key} is unknown and was ignored`));
  const object = { address, type, id: typeof answer.id === "number" ? answer.id : String(answer.id) };
  evaluation.created(resource, { ...values, id: String(object.id) });
  return [object];
}

/** What the API refuses is a problem of the resource, as it is for `terraform apply`; a metric may yet be submitted. */
function answerOf(org: Org, attributes: Attributes, loader: Loader): JsonObject | Refusal {
  try {
    return loader.load(org, attributes);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 404 && loader.needsSubmission) return error;
    throw new TerraformProblem(attributes.place, `${error.status} from the sandbox: ${error.message}`);
  }
}

/** What a resource refers to comes before it; otherwise as written. */
function inOrder(document: TerraformDocument, evaluation: Evaluation): TerraformResource[] {
  const byAddress = new Map(document.resources.map((resource) => [resource.address, resource]));
  const done = new Set<string>();
  const ordered: TerraformResource[] = [];
  const visit = (resource: TerraformResource, path: readonly string[]) => {
    if (done.has(resource.address)) return;
    if (path.includes(resource.address)) {
      throw new TerraformProblem(resource.address, `it refers to itself: ${[...path, resource.address].join(" → ")}`);
    }
    // What is not loaded is not evaluated either.
    const needs = loaderOf(resource.type) ? evaluation.needs(resource) : [];
    for (const address of [...needs, ...dependsOn(resource)]) {
      const needed = byAddress.get(address);
      if (needed !== undefined) visit(needed, [...path, resource.address]);
    }
    done.add(resource.address);
    ordered.push(resource);
  };
  for (const resource of document.resources) visit(resource, []);
  return ordered;
}

function dependsOn({ values }: TerraformResource): string[] {
  const list = values.depends_on;
  return Array.isArray(list) ? (list as readonly Json[]).map(String) : [];
}
