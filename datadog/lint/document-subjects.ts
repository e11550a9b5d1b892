import type { SourceDocument } from "../source";
import { terraformForm } from "../terraform";
import { definitionSubjects } from "./definitions";
import type { DocumentContext, Subject } from "./subject";
import { terraformSubjects } from "./terraform";

/**
 * What a document of JSON, YAML or HCL holds: Terraform, or definitions as Datadog's API has them.
 * @public `contents.ts` loads it when a document comes, as it loads the definitions and their schemas
 */
export function documentSubjects(document: SourceDocument, context: DocumentContext): readonly Subject[] {
  const form = terraformForm(document.value);
  if (form) return terraformSubjects(document, form, context);
  return context.isTerraform ? [] : definitionSubjects(document, context);
}
