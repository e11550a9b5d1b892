import { type DashboardDefinition, keepNotes } from "../datadog/definitions";

/** What an environment says of its dashboards. */
export interface DashboardDefaults {
  /** The environment's name, which its data carries as `env:NAME`. */
  readonly name: string;
  /** Whether a dashboard shows this environment alone at first. @default true */
  readonly scope?: boolean;
  /** Tags of everything in the environment; a dashboard takes those that are `team:`. @default none */
  readonly tags?: readonly string[];
  /** Text before every title. @default none */
  readonly namePrefix?: string;
}

/** The dashboard of one environment: its title, whose it is, and `$env` set to the environment. */
export function withEnvironmentDashboard(
  definition: DashboardDefinition,
  { name, scope = true, tags = [], namePrefix = "" }: DashboardDefaults,
): DashboardDefinition {
  const teams = [...new Set([...(definition.tags ?? []), ...tags.filter((tag) => tag.startsWith("team:"))])];
  const variables = definition.template_variables?.map((variable) =>
    scope && variable.name === "env" ? { ...variable, defaults: [name] } : variable,
  );
  const own = {
    ...definition,
    title: `${namePrefix}${definition.title}`,
    ...(variables === undefined ? {} : { template_variables: variables }),
    ...(teams.length === 0 ? {} : { tags: teams }),
  };
  return keepNotes(own, definition);
}
