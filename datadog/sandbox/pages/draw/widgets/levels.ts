import { conditionOf, type MonitorDefinition } from "../../../../definitions";
import { numberText } from "../units";

/** Where a monitor alerts, warns and recovers, as markers of a chart. */
export function levelMarkers(definition: MonitorDefinition) {
  const condition = conditionOf(definition);
  const { comparator, critical, warning, recovery } = condition ?? {};
  if (comparator === undefined) return [];
  const marker = (meaning: string, name: string, value: number | undefined, sign: string = comparator) =>
    value === undefined
      ? []
      : [
          {
            value: `y ${sign} ${value}`,
            display_type: `${meaning} dashed`,
            label: `${name} ${numberText(value, {}, { scaled: false, precision: 6 })}`,
          },
        ];
  return [
    ...marker("error", "critical", critical),
    ...marker("warning", "warning", warning),
    // a line: what is beyond it is not wrong
    ...marker("ok", "recovery", recovery, "="),
  ];
}
