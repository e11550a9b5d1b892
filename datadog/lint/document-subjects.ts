import { isObject } from "../json";
import type { SourceDocument } from "../source";
import { definitionSubjects } from "./definitions";
import type { DocumentContext, Subject } from "./subject";

/**
 * What a document of JSON, YAML or HCL holds: Terraform, or definitions as Datadog's API has them.
 * @public `contents.ts` loads it when a document comes, as it loads the definitions and their schemas
 */
export function documentSubjects(document: SourceDocument, context: DocumentContext): readonly Subject[] {
  const subjects = mayBeTerraform(document.value) ? terraformSubjects(document, context) : undefined;
  return subjects ?? (context.isTerraform ? [] : definitionSubjects(document, context));
}

/** Keys of Terraform's configuration, plan and state; nothing of Datadog's has them at its top. */
const TERRAFORM_KEYS = [
  ...["resource", "terraform", "provider", "module", "locals", "variable", "planned_values", "values", "resources"],
  ...["format_version", "lineage"],
];

/** Whether it is worth to load Terraform's reader, which has the last word. */
export function mayBeTerraform(value: unknown): boolean {
  return isObject(value) && TERRAFORM_KEYS.some((key) => Object.hasOwn(value, key));
}

function terraformSubjects(document: SourceDocument, context: DocumentContext): readonly Subject[] | undefined {
  const terraform: typeof import("./terraform") = require("./terraform");
  return terraform.terraformSubjects(document, context);
}
