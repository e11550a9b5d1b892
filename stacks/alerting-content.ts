import { withEnvironment } from "../constructs/defaults";
import { withEnvironmentSlo } from "../constructs/defaults-slo";
import {
  type DowntimeDefinition,
  downtime,
  type MonitorDefinition,
  type NotificationRuleDefinition,
  notificationRule,
  type SloDefinition,
  type SloSettings,
  sloAlerts,
} from "../datadog/definitions";
import { atSetting, settingError } from "../environments/place";
import type { Environment } from "../environments/schema";
import { kebabCase, type Listed, listed, makeOf, type Row, refuseSameTitle } from "./listed";

/** What an environment has of SLOs. */
export interface SloContent {
  readonly slos: readonly Listed<SloDefinition>[];
  /** Their burn rates and error budgets. They refer to the very SLOs above. */
  readonly sloAlerts: readonly Listed<MonitorDefinition>[];
}

/**
 * The SLOs that an environment has, each made once, and their alerts.
 * @param rows the list in slos/
 * @throws SourceError at the setting that an SLO or one of its alerts refuses or does not use
 */
export function slosIn(
  environment: Environment,
  rows: readonly Row<(settings: SloSettings) => SloDefinition>[],
): SloContent {
  const made = listed("slos/index.ts", rows).flatMap(({ definition: make, ...line }) => {
    const { name } = line;
    const { enabled = true, alerts = true, ...settings } = environment.slos[name] ?? {};
    return enabled ? [sloIn(environment, line, { make, settings, alerts })] : [];
  });
  const slos = made.map(({ slo }) => slo);
  const alerts = made.flatMap((each) => each.alerts);
  refuseSameTitle("SLOs", slos, ({ name }) => name);
  refuseSameTitle("monitors", alerts, ({ name }) => name);
  return { slos, sloAlerts: alerts };
}

interface Making {
  readonly make: (settings: SloSettings) => SloDefinition;
  readonly settings: SloSettings;
  readonly alerts: boolean;
}

function sloIn(
  environment: Environment,
  line: Omit<Listed<unknown>, "definition">,
  { make, settings, alerts }: Making,
) {
  const { name, id, renamedFrom } = line;
  return atSetting(environment, ["slos", name], () => {
    const plain = makeOf("slos/index.ts", name, () => make(settings));
    refuseUnused(environment, name, settings, plain);
    const definition = withEnvironmentSlo(plain, environment);
    const made = alerts ? sloAlerts(definition, { name: plain.name }) : [];
    return {
      slo: { ...line, definition },
      alerts: made.map((alert) => ({
        name: `${name} ${alertId(alert)}`,
        id: `${id}-${alertId(alert)}`,
        ...(renamedFrom === undefined ? {} : { renamedFrom: `${renamedFrom}-${alertId(alert)}` }),
        definition: withEnvironment(alert, environment),
      })),
    };
  });
}

/** `burn-rate-1h`, `error-budget`. */
function alertId({ query }: MonitorDefinition): string {
  const [, window] = /\.long_window\("(\w+)"\)/.exec(query) ?? [];
  return window === undefined ? "error-budget" : `burn-rate-${window}`;
}

/** A setting that shows nowhere in the SLO. */
function refuseUnused(environment: Environment, name: string, settings: SloSettings, made: SloDefinition): void {
  const { target, warning, timeframe } = made.thresholds[0] ?? {};
  const specification = made.sli_specification;
  const threshold = specification && "time_slice" in specification ? specification.time_slice.threshold : undefined;
  const shown: Readonly<Record<keyof SloSettings, unknown>> = { target, warning, window: timeframe, threshold };
  const unused = (Object.keys(shown) as (keyof SloSettings)[]).filter(
    (setting) => settings[setting] !== undefined && settings[setting] !== shown[setting],
  );
  if (unused.length === 0) return;
  const mistakes = unused.map((setting) => ({
    path: ["slos", name, setting],
    message: `slos.${name}.${setting} has no effect: SLO "${made.name}" does not use it. Use it in slos/, or remove it here.`,
    atKey: true,
  }));
  throw settingError(environment, mistakes);
}

// ----------------------------------------------------------------------------- downtimes and notification rules

/** The downtimes of an environment: of its own monitors, by their tag `env:NAME`. */
export function downtimesIn(environment: Environment): Listed<DowntimeDefinition>[] {
  return Object.entries(environment.downtimes)
    .filter(([, { enabled }]) => enabled)
    .map(([name, { enabled: _, monitorTags, ...spec }]) => ({
      name,
      id: kebabCase(name),
      definition: atSetting(environment, ["downtimes", name], () =>
        downtime({ ...spec, monitorTags: [`env:${environment.name}`, ...monitorTags] }),
      ),
    }));
}

/** The notification rules of an environment: of its own monitors, by their tag `env:NAME`. */
export function notificationRulesIn(environment: Environment): Listed<NotificationRuleDefinition>[] {
  const env = `env:${environment.name}`;
  const rules = Object.entries(environment.notificationRules)
    .filter(([, { enabled }]) => enabled)
    .map(([name, { enabled: _, name: title = `${environment.name}: ${name}`, tags = [], scope, ...spec }]) => ({
      name,
      id: kebabCase(name),
      definition: atSetting(environment, ["notificationRules", name], () => {
        const filter = scope === undefined ? { tags: [env, ...tags] } : { scope: within(env, scope) };
        return notificationRule({ ...spec, ...filter, name: title });
      }),
    }));
  refuseSameTitle("notification rules", rules, ({ attributes }) => attributes.name);
  return rules;
}

/** A scope that speaks of `env` itself stays. */
const within = (env: string, scope: string) => (/\benv:/.test(scope) ? scope : `${env} AND (${scope})`);

/** The objects of a stack, by their section of an environment's file. */
type NamesBySection = Readonly<Record<string, readonly Listed<unknown>[]>>;

/**
 * What a stack declares has one namespace: two objects of a name would be two constructs of one id.
 * @throws SourceError at the key of the environment's file, of the later of the two sections; Error where the file has no such key
 */
export function refuseSharedNames(environment: Environment, sections: NamesBySection): void {
  const taken = new Map<string, string>();
  for (const [section, lines] of Object.entries(sections)) {
    for (const { name, id } of lines) {
      const other = taken.get(id);
      const message = `${section}.${name} has the same name as ${other}: rename one of them`;
      if (other !== undefined) throw settingError(environment, [{ path: [section, name], message, atKey: true }]);
      taken.set(id, `${section}.${name}`);
    }
  }
}
