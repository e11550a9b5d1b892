import { RESOURCE_TABLES } from "../../../datadog/terraform";
import type { BoundAttribute } from "../../datadog/terraform/surface/bindings";
import { differences } from "../../datadog/terraform/surface/differences";
import { describeWithProviders } from "../requirements";
import { Workspace } from "../workspace";

/** A block as `terraform providers schema -json` prints it. */
interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, { readonly required?: boolean; readonly optional?: boolean }>>;
  readonly block_types?: Readonly<
    Record<
      string,
      {
        readonly nesting_mode: string;
        readonly block: SchemaBlock;
        readonly min_items?: number;
        readonly max_items?: number;
      }
    >
  >;
}

/** What can be set in a block. */
function settable({ attributes = {}, block_types: blocks = {} }: SchemaBlock): BoundAttribute[] {
  const own = Object.entries(attributes)
    .filter(([, { required, optional }]) => required || optional)
    .map(([name, { required = false }]) => ({ name, required, many: false }));
  const nested = Object.entries(blocks).map(
    ([name, { nesting_mode: mode, block, min_items: min = 0, max_items: max }]) => ({
      name,
      // the schema of a single block does not say it
      ...(mode === "single" ? {} : { required: min > 0 }),
      many: mode !== "single" && max !== 1,
      holds: settable(block),
    }),
  );
  return [...own, ...nested];
}

// What is new since the provider's classes were made are the rows with `since`: they are held to the provider's own schema.
describeWithProviders("the tables of attributes", (provider) => {
  let schemas: Readonly<Record<string, { readonly block: SchemaBlock }>>;

  beforeAll(async () => {
    const workspace = new Workspace({ terraform: {} }, { provider });
    await workspace.succeed("init", "-input=false");
    const printed = JSON.parse(await workspace.succeed("providers", "schema", "-json"));
    schemas = printed.provider_schemas["registry.terraform.io/datadog/datadog"].resource_schemas;
    workspace.remove();
  });

  test.each(RESOURCE_TABLES.map((table) => [table.type, table] as const))("%s", (type, table) => {
    // The id is optional in every older resource, and nothing to be set.
    const bound = settable(schemas[type]!.block).filter(({ name }) => name !== "id");
    expect(differences(table, bound, provider)).toEqual([]);
  });
});
