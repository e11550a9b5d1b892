import { Annotations, Lazy, type TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { type CheckOptions, type Ignore, judged, notesOf, withLinks } from "../datadog/definitions";
import { CATALOG_CHECKS, type Finding } from "../datadog/findings";
import { addNewer, type ResourceConfig } from "./attributes";
import { placeInCode } from "./place-in-code";

/** Settings of every construct, in addition to its definition. */
export interface ResourceSettings<Config> {
  /**
   * Attributes of the provider's resource that override the definition's: `lifecycle`, `dependsOn`, `provider`, and any
   * that a later version of the provider adds. Text in them is a Terraform template.
   * @default none
   */
  readonly overrides?: Partial<Config>;
  /** Checks to ignore for this definition, each with a reason. @default those of the definition */
  readonly ignore?: readonly Ignore[];
}

/** What a construct makes: a class of the provider, and the name of the construct's child, which is that resource. */
export interface ResourceKind<Config, R extends TerraformResource> {
  readonly Resource: (new (scope: Construct, id: string, config: Config) => R) & { readonly tfResourceType: string };
  readonly child: string;
}

/**
 * The base of every construct: one value becomes one resource of the provider. Its address, `datadog_monitor.ID`, depends
 * on the id alone, not on where the construct stands in its stack, and no other construct of the stack can have it.
 */
export abstract class ResourceConstruct<Config extends object, R extends TerraformResource> extends Construct {
  /** The provider's resource, for anything the construct does not support. */
  readonly resource: R;

  /**
   * @param config checks the definition and gives the provider's attributes; called once, with this construct
   * @param definition the value that others may link to
   * @throws Error when the id is not a valid Terraform name, or another construct in the stack has the address
   */
  protected constructor(
    scope: Construct,
    id: string,
    { Resource, child }: ResourceKind<Config, R>,
    config: (self: Construct) => ResourceConfig<Config>,
    { overrides }: ResourceSettings<Config> = {},
    definition?: object,
  ) {
    claimAddress(scope, id, Resource.tfResourceType);
    super(scope, id);
    const { config: attributes, newer = {} } = config(this);
    this.resource = new Resource(this, child, { ...withReferences(this, attributes), ...overrides });
    this.resource.overrideLogicalId(id);
    addNewer(this.resource, withReferences(this, newer));
    if (definition !== undefined) remember(this, definition, this.resource);
  }
}

// ------------------------------------------------------------------------------------------------ links

/** What the definitions of a stack became; nothing where one became several resources. */
const RESOURCES = new WeakMap<TerraformStack, Map<object, readonly TerraformResource[]>>();

function remember(self: Construct, definition: object, resource: TerraformResource): void {
  const stack = TerraformStack.of(self);
  const known = RESOURCES.get(stack) ?? new Map();
  RESOURCES.set(stack, known.set(definition, [...(known.get(definition) ?? []), resource]));
}

/** The attributes with Terraform's reference in the place of each link to another definition of the stack. */
function withReferences<T>(self: Construct, value: T): T {
  if (typeof value === "string") return withLinks(value, (definition) => referenceTo(self, definition)) as T;
  if (Array.isArray(value)) return value.map((item) => withReferences(self, item)) as T;
  if (value !== null && typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withReferences(self, item)])) as T;
  }
  return value;
}

/** Looked up when the stack is synthesized: the other construct may be made later. */
function referenceTo(self: Construct, definition: object): string {
  const produce = () => {
    const [resource, other] = RESOURCES.get(TerraformStack.of(self))?.get(definition) ?? [];
    if (resource !== undefined && other === undefined) return resource.getStringAttribute("id");
    const { name = "without a name" } = definition as { name?: string };
    const stack = TerraformStack.of(self).node.id;
    throw new Error(
      resource === undefined
        ? `${self.node.path} refers to "${name}", which is not in stack ${stack}: pass the same object to a construct of the stack`
        : `${self.node.path} refers to "${name}", which is in stack ${stack} twice: create a separate object for each construct`,
    );
  };
  return Lazy.stringValue({ produce });
}

// ----------------------------------------------------------------------------------------------- advice

/** How the findings about a definition are judged. */
interface Judging {
  /** The definition in messages: `monitor "Pipeline failures"`. */
  readonly what: string;
  readonly definition: object;
  /** Says what to ignore besides, and what the checks were given to know. @default nothing */
  readonly settings?: CheckOptions & Pick<ResourceSettings<object>, "ignore">;
}

/**
 * Refuses a definition for what is wrong with it, and says what else there is to say as a warning of the construct, which
 * is printed when the app is synthesized.
 * @throws DefinitionError as `judged` says
 */
export function judge(
  self: Construct,
  findings: readonly Finding[],
  { what, definition, settings = {} }: Judging,
): void {
  const notes = notesOf(definition);
  const ignore = [...notes.ignore, ...(settings.ignore ?? [])];
  const asked = (check: string) =>
    (settings.catalog !== undefined || !CATALOG_CHECKS.has(check)) &&
    (settings.handles !== undefined || check !== "unknown-handle");
  for (const found of judged(findings, { what: `${what} (${self.node.path})`, ignore, asked })) {
    const place = placeInCode(notes.madeAt) ?? self.node.path;
    const at = found.path.length === 0 ? "" : ` ${found.path.join(".")}:`;
    Annotations.of(self).addWarning(`${place}: ${what}:${at} ${found.message} (${found.check})`);
  }
}

const ADDRESSES = new WeakMap<TerraformStack, Set<string>>();

/**
 * Makes `TYPE.ID` the address of one construct: two of the same address would be one resource, the later one.
 * @param scope in which the construct is about to be made
 * @throws Error when the id is not a Terraform name, or the scope or the stack has it already
 */
export function claimAddress(scope: Construct, id: string, type: string): void {
  const path = [scope.node.path, id].filter(Boolean).join("/");
  if (!/^[A-Za-z_][\w-]*$/.test(id)) {
    throw new Error(
      `${path}: "${id}" is not a valid Terraform name: use letters, digits, -, and _, and start with a letter`,
    );
  }
  const stack = TerraformStack.of(scope);
  const address = `${type}.${id}`;
  const taken = ADDRESSES.get(stack) ?? new Set();
  if (taken.has(address)) {
    throw new Error(`${path}: stack ${stack.node.id} already has ${address}; use a different id`);
  }
  if (scope.node.tryFindChild(id)) {
    throw new Error(`${path}: there is already a construct "${id}" in ${scope.node.path}; use a different id`);
  }
  ADDRESSES.set(stack, taken.add(address));
}
