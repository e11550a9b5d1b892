import { Annotations, type TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { type CheckOptions, type Ignore, judged, notesOf } from "../datadog/definitions";
import { CATALOG_CHECKS, type Finding } from "../datadog/findings";
import { addNewer, type ResourceConfig } from "./attributes";
import { remember, withReferences } from "./links";
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
  /**
   * The id that the resource had before: Terraform then moves it (`moved`), instead of deleting it and creating another.
   * @default none
   * @see https://developer.hashicorp.com/terraform/language/moved
   */
  readonly renamedFrom?: string;
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
    { overrides, renamedFrom }: ResourceSettings<Config> = {},
    definition?: object,
  ) {
    claimAddress(scope, id, Resource.tfResourceType);
    if (renamedFrom !== undefined) claimFormer(scope, renamedFrom, { id, type: Resource.tfResourceType });
    super(scope, id);
    const { config: attributes, newer = {} } = config(this);
    this.resource = new Resource(this, child, { ...withReferences(this, attributes), ...overrides });
    this.resource.overrideLogicalId(id);
    if (renamedFrom !== undefined) this.resource.moveFromId(`${Resource.tfResourceType}.${renamedFrom}`);
    addNewer(this.resource, withReferences(this, newer));
    if (definition !== undefined) remember(this, definition, this.resource);
  }
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

// --------------------------------------------------------------------------------------------- addresses

/** Addresses of a stack, each with what took it: a construct that has it, or one that had it before. */
const ADDRESSES = new WeakMap<TerraformStack, Map<string, string>>();

const IS = "is taken";

/**
 * Makes `TYPE.ID` the address of one construct: two of the same address would be one resource, the later one.
 * @param scope in which the construct is about to be made
 * @throws Error when the id is not a Terraform name, or the scope or the stack has it already
 */
export function claimAddress(scope: Construct, id: string, type: string): void {
  const path = [scope.node.path, id].filter(Boolean).join("/");
  assertName(path, id);
  const stack = TerraformStack.of(scope);
  const address = `${type}.${id}`;
  const taken = ADDRESSES.get(stack)?.get(address);
  if (taken !== undefined) {
    throw new Error(
      taken === IS
        ? `${path}: stack ${stack.node.id} already has ${address}; use a different id`
        : `${path}: ${taken} was ${address} before (renamedFrom): use a different id, or remove renamedFrom`,
    );
  }
  if (scope.node.tryFindChild(id)) {
    throw new Error(`${path}: there is already a construct "${id}" in ${scope.node.path}; use a different id`);
  }
  take(stack, address, IS);
}

/** Makes `TYPE.FORMER` the address that one construct had, and none has. */
function claimFormer(scope: Construct, former: string, { id, type }: { readonly id: string; readonly type: string }) {
  const path = [scope.node.path, id].filter(Boolean).join("/");
  assertName(`${path}: renamedFrom`, former);
  const stack = TerraformStack.of(scope);
  const address = `${type}.${former}`;
  const taken = ADDRESSES.get(stack)?.get(address);
  if (taken !== undefined) {
    throw new Error(
      taken === IS
        ? `${path}: renamedFrom names ${address}, which stack ${stack.node.id} still has: name the address that it had before`
        : `${path}: renamedFrom names ${address}, which became ${taken}: it can only have become one of the two`,
    );
  }
  take(stack, address, `${type}.${id}`);
}

function assertName(path: string, id: string): void {
  if (/^[A-Za-z_][\w-]*$/.test(id)) return;
  throw new Error(
    `${path}: "${id}" is not a valid Terraform name: use letters, digits, -, and _, and start with a letter`,
  );
}

function take(stack: TerraformStack, address: string, by: string): void {
  ADDRESSES.set(stack, (ADDRESSES.get(stack) ?? new Map()).set(address, by));
}
