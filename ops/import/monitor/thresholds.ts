import { local, printNumber } from "../../../datadog/code";
import { type MonitorDefinition, THRESHOLD_NAMES } from "../../../datadog/definitions";
import { type JsonObject, objectOf } from "../../../datadog/json";

export type Levels = Readonly<Record<string, number>>;

export const SETTING_NAMES = Object.entries(THRESHOLD_NAMES);

/** The thresholds by the names of the settings; nothing of those that no setting has. */
export function thresholdsOf({ options }: MonitorDefinition): Levels {
  const thresholds = objectOf(options?.thresholds as JsonObject | undefined);
  return Object.fromEntries(
    SETTING_NAMES.flatMap(([setting, name]) => {
      const level = thresholds[name];
      return typeof level === "number" ? [[setting, level]] : [];
    }),
  );
}

/** `{ critical = 3, warning = 1, ...levels }: ThresholdSettings = {}` */
export function parametersOf(levels: Levels, more: boolean, others: readonly string[] = []) {
  const names = Object.keys(levels);
  const written = [...names.map((name) => `${name} = ${printNumber(levels[name]!)}`), ...(more ? ["...levels"] : [])];
  const settings = written.length === 0 ? "_: ThresholdSettings" : `{ ${written.join(", ")} }: ThresholdSettings`;
  if (others.length === 0)
    return written.length === 0 ? {} : { parameters: `${settings} = {}`, locals: [...names, "levels"] };
  const fields = others.map((name) => `${name}: MonitorDefinition`).join("; ");
  return {
    parameters: `${settings}, { ${others.join(", ")} }: { ${fields} }`,
    locals: [...names, ...others],
  };
}

export const localFields = (names: readonly string[]) => names.map((name) => [name, local(name)] as const);
