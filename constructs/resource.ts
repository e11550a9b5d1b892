import { type TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";

/** What every construct can be given beside its definition. */
export interface ResourceSettings<Config> {
  /**
   * Attributes of the provider's resource that win over the definition's: `lifecycle`, `dependsOn`, `provider`, and any
   * that a later version of the provider adds. Text in them is a Terraform template.
   * @default none
   */
  readonly overrides?: Partial<Config>;
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
  /** The provider's resource, for what the construct does not offer. */
  readonly resource: R;

  /**
   * @param config checks the definition and gives the provider's attributes; called once, with this construct
   * @throws Error when the id is not a Terraform name, or another construct of the stack has the address
   */
  protected constructor(
    scope: Construct,
    id: string,
    { Resource, child }: ResourceKind<Config, R>,
    config: (self: Construct) => Config,
    { overrides }: ResourceSettings<Config> = {},
  ) {
    claimAddress(scope, id, Resource.tfResourceType);
    super(scope, id);
    this.resource = new Resource(this, child, { ...config(this), ...overrides });
    this.resource.overrideLogicalId(id);
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
      `${path}: "${id}" cannot name a Terraform resource: use letters, digits, - and _, and begin with a letter`,
    );
  }
  const stack = TerraformStack.of(scope);
  const address = `${type}.${id}`;
  const taken = ADDRESSES.get(stack) ?? new Set();
  if (taken.has(address)) {
    throw new Error(`${path}: stack ${stack.node.id} already has ${address}; give this one another id`);
  }
  if (scope.node.tryFindChild(id)) {
    throw new Error(`${path}: there is already a construct "${id}" in ${scope.node.path}; give this one another id`);
  }
  ADDRESSES.set(stack, taken.add(address));
}
