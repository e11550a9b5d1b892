import type { SourceProblem } from "../datadog/source";
import type { YamlFile } from "../datadog/source/yaml";
import { hostnameOf } from "./agent";
import type { Environment } from "./schema";

/** An environment and the file that it was read from. */
export interface LoadedEnvironment {
  readonly environment: Environment;
  readonly yaml: YamlFile<unknown>;
}

/** The sections whose objects exist once an organization: they are keyed by name, so two declarations would collide. */
export const SHARED_SECTIONS = ["metrics", "logs", "traces"] as const;

/**
 * What environments that name the same organization say that cannot both be true: another site, the same host name, or
 * the organization's own sections (`metrics`, `logs`, `traces`) in more than one file.
 */
export function organizationProblems(loaded: readonly LoadedEnvironment[]): SourceProblem[] {
  return loaded.flatMap((later, index) =>
    loaded
      .slice(0, index)
      .filter(({ environment }) => environment.organization === later.environment.organization)
      .flatMap((earlier) => collisions(earlier.environment, later)),
  );
}

function collisions(earlier: Environment, { environment, yaml }: LoadedEnvironment): SourceProblem[] {
  const { organization } = environment;
  const problems: SourceProblem[] = [];
  if (earlier.site !== environment.site) {
    problems.push(
      yaml.problem(
        ["site"],
        `organization ${organization} is on ${environment.site} here and on ${earlier.site} in ${earlier.name}.yaml; an organization has one site`,
      ),
    );
  }
  const hostname = hostnameOf(environment);
  if (earlier.agent.enabled && environment.agent.enabled && hostnameOf(earlier) === hostname) {
    problems.push(
      yaml.problem(
        ["agent", "hostname"],
        `the agent's host name ${hostname} is also that of ${earlier.name}.yaml in organization ${organization}: Datadog would show one host in both environments, so set another agent.hostname`,
      ),
    );
  }
  for (const section of SHARED_SECTIONS) {
    if (earlier[section] === undefined || environment[section] === undefined) continue;
    problems.push(
      yaml.problem(
        [section],
        `${section} of organization ${organization} is declared both here and in ${earlier.name}.yaml; keep it in only one of them`,
        { atKey: true },
      ),
    );
  }
  return problems;
}
