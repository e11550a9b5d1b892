import type { Comparator } from "../nodes";

/**
 * What a change alert compares: `risen by more than 5`, `dropped by at least 50 %`. A change is the value now less the one
 * before, so one below 0 is a drop.
 * @see https://docs.datadoghq.com/monitors/types/metric/
 */
export function changeInWords(operator: Comparator, value: number, unit: string): string {
  const amount = `${Math.abs(value)}${unit}`;
  if (operator === "==" || operator === "!=") return exactly(operator, value, amount);
  const isUp = operator.startsWith(">");
  const [toward, away] = isUp ? ["risen", "dropped"] : ["dropped", "risen"];
  const orEqual = operator.endsWith("=");
  if (value === 0) return orEqual ? `${toward} or stayed the same` : toward;
  return value > 0 === isUp
    ? `${toward} by ${orEqual ? "at least" : "more than"} ${amount}`
    : `${toward}, stayed the same, or ${away} by ${orEqual ? "at most" : "less than"} ${amount}`;
}

function exactly(operator: "==" | "!=", value: number, amount: string): string {
  if (value === 0) return operator === "==" ? "stayed the same" : "changed";
  return `${operator === "==" ? "" : "not "}${value > 0 ? "risen" : "dropped"} by exactly ${amount}`;
}
