/**
 * Terraform's JSON, read and written.
 *
 * Reading: `readDocument(json)` takes a configuration (`cdk.tf.json`, `*.tf.json`, objects or lists of blocks), a plan or a
 * state (`terraform show -json`, or the state file) and gives each resource with its address, type, values and their path in
 * the file; `terraformForm(json)` says which of the three it is. `translate(table, values)` turns the values of one resource
 * into a definition of Datadog's API as far as it is written, and paths of that definition into paths of the file: what a
 * linter needs. `Evaluation` and `definitionOf` give what the provider would send: what an org needs.
 *
 * Writing: `attributesOf(table, definition)` gives the attributes of the resource that makes a definition, by the provider's
 * own names, and what has no place in it.
 *
 * Both ask `tableOf(type)`: one table of attributes for each resource, in `resources/`.
 */
export { type AttributeSettings, Attributes } from "./attributes";
export {
  type FilePath,
  readDocument,
  type TerraformDocument,
  type TerraformForm,
  type TerraformResource,
  terraformForm,
} from "./document";
export { Evaluation, type EvaluationSettings } from "./evaluation";
export { lockedVersion } from "./lock";
export { TerraformProblem } from "./problem";
export * from "./resources";
export type { Kind, Row, Variant } from "./row";
export { attributesOf, definitionOf, type ResourceTable, type Translated, translate, type Written } from "./table";
export { allows, DEFAULT_VERSIONS, overlaps, readVersions, type VersionRange } from "./versions";
