import { apiMonitorSchema, type MonitorDefinition } from "../../datadog/definitions";
import { wordIssues } from "../../datadog/findings";
import { monitorsIn } from "../../datadog/lint";
import {
  Lines,
  nearestSpan,
  readJson,
  readTextFile,
  type SourceDocument,
  SourceError,
  type SourcePath,
} from "../../datadog/source";
import { readYamlDocuments } from "../../datadog/source/yaml";
import { TerraformProblem, terraformForm } from "../../datadog/terraform";
import { namesOf, terraformMonitors } from "../standing";

/** A monitor of a file, and every name by which it can be called: key, id, address, name. */
export interface NamedMonitor {
  readonly names: readonly string[];
  readonly definition: MonitorDefinition;
}

/**
 * The monitors of a file: Datadog's JSON or YAML (one, a list, an export), a synthesized configuration, a plan or a state of
 * Terraform. They are taken as they stand.
 * @throws SourceError where the file cannot be read, or has no monitor
 */
export function monitorsOfFile(path: string): readonly NamedMonitor[] {
  const { name, text } = readTextFile(path);
  const isYaml = /\.ya?ml$/i.test(path);
  const { documents } = isYaml ? readYamlDocuments(name, text) : readJson(name, text);
  const problem = (document: SourceDocument | undefined, at: SourcePath, message: string) => {
    const place = document ? new Lines(text).position(nearestSpan(document, at).start) : { line: 0, column: 0 };
    return { file: name, ...place, message };
  };
  const found = documents.flatMap((document): NamedMonitor[] => {
    if (terraformForm(document.value)) return ofTerraform(document, (message) => problem(document, [], message));
    return monitorsIn(document.value).map(({ path: at, value }) => {
      const read = apiMonitorSchema.safeParse(value);
      if (read.success) return { names: ownNames(read.data), definition: read.data };
      const issues = wordIssues(read.error.issues, apiMonitorSchema, value, "the monitor");
      throw new SourceError(issues.map(({ path, message }) => problem(document, [...at, ...path.map(step)], message)));
    });
  });
  if (found.length === 0) throw new SourceError([problem(undefined, [], "it contains no monitors")]);
  return found;
}

const step = (key: PropertyKey) => (typeof key === "number" ? key : String(key));

/** An export has the id by which composites name it. */
function ownNames(definition: MonitorDefinition & { readonly id?: unknown }): readonly string[] {
  const { id, name } = definition;
  return typeof id === "number" || typeof id === "string" ? [String(id), name] : [name];
}

function ofTerraform(
  document: SourceDocument,
  problem: (message: string) => SourceError["problems"][number],
): NamedMonitor[] {
  try {
    return terraformMonitors(document.value).map((one) => ({ names: namesOf(one), definition: one.definition }));
  } catch (error) {
    if (!(error instanceof TerraformProblem)) throw error;
    throw new SourceError([problem(error.message)]);
  }
}
