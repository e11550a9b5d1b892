import { DataDatadogDashboard } from "@cdktf/provider-datadog/lib/data-datadog-dashboard";
import { DataDatadogMonitor } from "@cdktf/provider-datadog/lib/data-datadog-monitor";
import { DataDatadogServiceLevelObjective } from "@cdktf/provider-datadog/lib/data-datadog-service-level-objective";
import { Lazy, type TerraformDataSource, type TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { linksIn, withLinks } from "../datadog/definitions";
import { literals } from "./literal";

/*
 * What Terraform reads in the place of a link: the resource of the definition where it is in the same stack, otherwise a
 * data source that finds the object by its name. A stack with such a data source depends on the stack that has the object.
 */

/** What the definitions of an app became; several resources where one was given to several constructs. */
const RESOURCES = new WeakMap<object, Map<object, readonly TerraformResource[]>>();

const resourcesNear = (self: Construct) => RESOURCES.get(self.node.root);

/** Notes which resource a definition became, for the links to it. */
export function remember(self: Construct, definition: object, resource: TerraformResource): void {
  const known = resourcesNear(self) ?? new Map();
  RESOURCES.set(self.node.root, known.set(definition, [...(known.get(definition) ?? []), resource]));
}

/** The attributes with Terraform's reference in the place of each link to another definition. */
export function withReferences<T>(self: Construct, value: T): T {
  if (typeof value === "string") return (linksIn(value).length === 0 ? value : withReferencesInText(self, value)) as T;
  if (Array.isArray(value)) return value.map((item) => withReferences(self, item)) as T;
  if (value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withReferences(self, item)])) as T;
  }
  return value;
}

/**
 * Looked up when the stacks are synthesized: the other constructs, or their stacks, may be made later. All of the text is one
 * token of cdktf, which reads a text with tokens in it once for every brace: a dashboard has thousands.
 */
function withReferencesInText(self: Construct, text: string): string {
  return Lazy.stringValue({
    produce: (context) => withLinks(text, (definition) => String(context.resolve(referenceTo(self, definition)))),
  });
}

/** A token that becomes `${datadog_monitor.errors.id}`. */
function referenceTo(self: Construct, definition: object): string {
  const resource = targetOf(self, definition);
  const target = TerraformStack.of(resource) === TerraformStack.of(self) ? resource : sourceOf(self, resource);
  return target.getStringAttribute("id");
}

/** The resource that a definition became: the one of the own stack, otherwise the only one of another stack. */
function targetOf(self: Construct, definition: object): TerraformResource {
  const all = resourcesNear(self)?.get(definition) ?? [];
  const stack = TerraformStack.of(self);
  const own = all.filter((resource) => TerraformStack.of(resource) === stack);
  const [resource, other] = own.length > 0 ? own : all;
  const refers = `${self.node.path} refers to "${nameOf(definition)}"`;
  if (resource === undefined) {
    throw new Error(`${refers}, which is in no stack: pass the same object to a construct`);
  }
  if (other === undefined) return resource;
  throw new Error(
    own.length > 0
      ? `${refers}, which is in stack ${stack.node.id} twice: create a separate object for each construct`
      : `${refers}, which is in the stacks ${stackId(resource)} and ${stackId(other)}: create a separate object for each`,
  );
}

const stackId = (resource: Construct) => TerraformStack.of(resource).node.id;

function nameOf(definition: object): string {
  const { name, title = "without a name" } = definition as { readonly name?: string; readonly title?: string };
  return name ?? title;
}

// ------------------------------------------------------------------------------------------ data sources

/** How an object is found in Datadog, and which other objects of its stack would be found with it. */
interface Source {
  readonly make: (scope: Construct, id: string) => TerraformDataSource;
  readonly ambiguousWith: readonly Named[];
}

/** What the definitions that can be found have in common. */
interface Named {
  readonly name: string;
  readonly tags: readonly string[];
}

type SourceMaker = (named: Named, others: readonly Named[]) => Source;

/**
 * Data sources by the type of the resource that they find. Monitors and SLOs are found by a part of their names in any
 * case, which other environments of the organization may have too: so their tags are asked for as well.
 *
 * @see https://registry.terraform.io/providers/DataDog/datadog/latest/docs/data-sources/monitor
 * @see https://registry.terraform.io/providers/DataDog/datadog/latest/docs/data-sources/service_level_objective
 * @see https://registry.terraform.io/providers/DataDog/datadog/latest/docs/data-sources/dashboard
 */
const SOURCES: Readonly<Record<string, SourceMaker>> = {
  datadog_monitor: ({ name, tags }, others) => ({
    make: (scope, id) =>
      new DataDatadogMonitor(
        scope,
        id,
        literals({ nameFilter: name, ...(tags.length === 0 ? {} : { monitorTagsFilter: [...tags] }) }),
      ),
    ambiguousWith: others.filter((other) => containsName(other, name) && tags.every((tag) => other.tags.includes(tag))),
  }),
  datadog_service_level_objective: ({ name, tags }, others) => {
    const similar = others.filter((other) => containsName(other, name));
    // There is room for one tag: the one that no similar SLO has, otherwise that of the environment.
    const distinct = tags.filter((tag) => !similar.some((other) => other.tags.includes(tag)));
    const candidates = distinct.length > 0 ? distinct : tags;
    const tag = candidates.find((each) => each.startsWith("env:")) ?? candidates[0];
    return {
      make: (scope, id) =>
        new DataDatadogServiceLevelObjective(
          scope,
          id,
          literals({ nameQuery: name, ...(tag === undefined ? {} : { tagsQuery: tag }) }),
        ),
      ambiguousWith: distinct.length > 0 ? [] : similar,
    };
  },
  datadog_dashboard_json: ({ name }, others) => ({
    make: (scope, id) => new DataDatadogDashboard(scope, id, literals({ name })),
    ambiguousWith: others.filter((other) => other.name === name),
  }),
};

const containsName = (other: Named, name: string) => other.name.toLowerCase().includes(name.toLowerCase());

/** The data sources of each stack, by the resource that they find. */
const FOUND = new WeakMap<TerraformStack, Map<TerraformResource, TerraformDataSource>>();

/** The data source of a stack that finds a resource of another stack, and the dependency that comes with it. */
function sourceOf(self: Construct, resource: TerraformResource): TerraformDataSource {
  const stack = TerraformStack.of(self);
  const found = FOUND.get(stack) ?? new Map<TerraformResource, TerraformDataSource>();
  const known = found.get(resource);
  if (known !== undefined) return known;
  depend(self, resource);
  const address = `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
  const source = findable(self, resource).make(stack, `data.${stackId(resource)}.${address}`);
  const isTaken = [...found.keys()].some(
    (other) => `${other.terraformResourceType}.${other.friendlyUniqueId}` === address,
  );
  source.overrideLogicalId(isTaken ? `${stackId(resource)}-${resource.friendlyUniqueId}` : resource.friendlyUniqueId);
  FOUND.set(stack, found.set(resource, source));
  return source;
}

function depend(self: Construct, resource: TerraformResource): void {
  const [stack, other] = [TerraformStack.of(self), TerraformStack.of(resource)];
  if (other.dependsOn(stack)) {
    throw new Error(
      `${self.node.path} refers to ${resource.node.path}, but stack ${other.node.id} refers to stack ${stack.node.id} too: ` +
        "neither could be deployed first; remove the links of one of the two, or declare the objects in one stack",
    );
  }
  stack.addDependency(other);
}

/** How the provider finds what a resource makes. */
function findable(self: Construct, resource: TerraformResource): Source {
  const type = resource.terraformResourceType;
  const refers = `${self.node.path} refers to ${type}.${resource.friendlyUniqueId} of stack ${stackId(resource)}`;
  const make = SOURCES[type];
  if (make === undefined) {
    throw new Error(
      `${refers}, and only monitors, SLOs and dashboards can be referred to from another stack: declare both in one stack`,
    );
  }
  const definition = definitionOf(self, resource);
  const others = definitionsBeside(self, resource).map(named);
  const source = make(named(definition), others);
  const [other] = source.ambiguousWith;
  if (other === undefined) return source;
  throw new Error(
    `${refers} by its name "${nameOf(definition)}", which would find "${other.name}" too: rename one of them, or give ` +
      `"${nameOf(definition)}" a tag that the other does not have`,
  );
}

const named = (definition: object): Named => ({
  name: nameOf(definition),
  tags: (definition as { readonly tags?: readonly string[] }).tags ?? [],
});

function definitionOf(self: Construct, resource: TerraformResource): object {
  return [...(resourcesNear(self) ?? [])].find(([, resources]) => resources.includes(resource))![0];
}

/** The definitions of the same type in the same stack. */
function definitionsBeside(self: Construct, resource: TerraformResource): object[] {
  const stack = TerraformStack.of(resource);
  const isBeside = (other: TerraformResource) =>
    other !== resource &&
    other.terraformResourceType === resource.terraformResourceType &&
    TerraformStack.of(other) === stack;
  return [...(resourcesNear(self) ?? [])].flatMap(([definition, resources]) =>
    resources.some(isBeside) ? [definition] : [],
  );
}
