import { readdirSync } from "node:fs";
import { join } from "node:path";
import { didYouMean } from "../datadog/findings";
import { readTextFile, SourceError, shownPath } from "../datadog/source";
import { readYaml } from "../datadog/source/yaml";
import { type LoadedEnvironment, organizationProblems } from "./organizations";
import { rememberFile } from "./place";
import { type Environment, environmentSchema } from "./schema";

/** Where the environments of this project are. */
const FOLDER = __dirname;

/** A mistake in the choice of environments; the message lists the existing ones. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/** Which environments are read, and what their files may speak of. */
export interface EnvironmentSource {
  /** The names of the monitors that there are. */
  readonly monitors: readonly string[];
  /** The names of the SLOs that there are. @default none */
  readonly slos?: readonly string[];
  /** The names of the dashboards that there are. @default none */
  readonly dashboards?: readonly string[];
  /** @default environments/ of this project */
  readonly folder?: string;
}

/**
 * Every environment of a folder, by name, each file checked and all of them together.
 * @throws SourceError one line a problem: file, line, column, what is allowed; or that a file cannot be read
 * @throws EnvironmentError when the folder has no environment
 */
export function readEnvironments({ monitors, slos, dashboards, folder = FOLDER }: EnvironmentSource): Environment[] {
  const schema = environmentSchema(monitors, slos, dashboards);
  const loaded = environmentNames(folder).map((name) => read(name, folder, schema));
  const problems = organizationProblems(loaded);
  if (problems.length > 0) throw new SourceError(problems);
  return loaded.map(({ environment }) => environment);
}

/**
 * One environment, by name. The others are read too: what they say together has to fit.
 * @throws SourceError as {@link readEnvironments}
 * @throws EnvironmentError when there is none of that name; says which there are
 */
export function readEnvironment(name: string, { folder = FOLDER, ...names }: EnvironmentSource): Environment {
  const known = environmentNames(folder);
  if (!known.includes(name)) {
    throw new EnvironmentError(`${shownPath(folder)}: there is no environment "${name}"${didYouMean(name, known)}`);
  }
  return readEnvironments({ ...names, folder }).find((environment) => environment.name === name)!;
}

/**
 * The names of a folder's environments, sorted: its files `NAME.yaml`.
 * @throws EnvironmentError when the folder is missing or has none, or a file ends in `.yml`
 */
export function environmentNames(folder: string = FOLDER): string[] {
  let files: string[];
  try {
    files = readdirSync(folder);
  } catch {
    throw new EnvironmentError(
      `there is no folder ${shownPath(folder)}: it must contain one YAML file per environment`,
    );
  }
  const misnamed = files.find((file) => file.endsWith(".yml"));
  if (misnamed !== undefined) {
    const file = shownPath(join(folder, misnamed));
    throw new EnvironmentError(`${file} is ignored: rename it to ${misnamed.replace(/yml$/, "yaml")}`);
  }
  const names = files.filter((file) => file.endsWith(".yaml")).map((file) => file.slice(0, -".yaml".length));
  if (names.length === 0) {
    throw new EnvironmentError(`${shownPath(folder)} contains no environments: add a file such as demo.yaml`);
  }
  return names.sort();
}

function read(name: string, folder: string, schema: ReturnType<typeof environmentSchema>): LoadedEnvironment {
  const path = join(folder, `${name}.yaml`);
  const file = shownPath(path);
  if (!/^[a-z][a-z0-9-]*$/.test(name)) {
    throw new EnvironmentError(
      `${file}: "${name}" is not a valid environment name: use lowercase letters, digits, and dashes, starting with a letter`,
    );
  }
  const { text } = readTextFile(path);
  if (text.split("\n").every((line) => /^\s*(#|$)/.test(line))) {
    const start = "organization: NAME and state: { local: {} }";
    throw new SourceError([{ file, line: 0, column: 0, message: `it is empty: an environment needs ${start}` }]);
  }
  const yaml = readYaml(file, text, schema);
  const environment = { ...yaml.value, name };
  rememberFile(environment, yaml);
  return { environment, yaml };
}
