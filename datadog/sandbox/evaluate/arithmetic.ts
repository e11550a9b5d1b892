import type { ArithmeticOperator } from "../../query";
import { ALL_TAGS, byKey, groupOf } from "./groups";
import { constantSet, type Line, mapValues, type SeriesSet } from "./series-set";

/** Two numbers as one; NaN where that is no finite number: after a division by zero, or beyond what numbers hold. */
export function calculate(operator: ArithmeticOperator, left: number, right: number): number {
  const value = OPERATIONS[operator](left, right);
  return value - value === 0 ? value : Number.NaN; // true of finite numbers alone
}

const OPERATIONS: Readonly<Record<ArithmeticOperator, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
  "^": (left, right) => left ** right,
};

/** `a / b`, point by point, group by group. */
export function arithmetic(operator: ArithmeticOperator, left: SeriesSet, right: SeriesSet): SeriesSet {
  if (left.constant !== undefined && right.constant !== undefined) {
    return constantSet(left.grid, calculate(operator, left.constant, right.constant));
  }
  if (right.constant !== undefined) return mapValues(left, (value) => calculate(operator, value, right.constant!));
  if (left.constant !== undefined) return mapValues(right, (value) => calculate(operator, left.constant!, value));
  const { keys, pairs } = joined(left, right);
  const of = combined(operator, left.zero, right.zero);
  const lines = pairs.map(({ group, left: a, right: b }): Line => {
    const values = new Float64Array(left.grid.length);
    for (let index = 0; index < values.length; index++) {
      values[index] = of(a ? a.values[index]! : Number.NaN, b ? b.values[index]! : Number.NaN);
    }
    const first = Math.min(a?.first ?? Number.POSITIVE_INFINITY, b?.first ?? Number.POSITIVE_INFINITY);
    return { group, values, first, last: Math.max(a?.last ?? 0, b?.last ?? 0) };
  });
  return { grid: left.grid, keys, lines, zero: left.zero && right.zero };
}

/**
 * Two numbers of a group as one; NaN is a gap. A count that is missing is 0, if there is something to be 0 beside.
 * @param zeroLeft whether the gaps of the left side are 0
 * @param zeroRight whether the gaps of the right side are 0
 */
export function combined(
  operator: ArithmeticOperator,
  zeroLeft: boolean,
  zeroRight: boolean,
): (left: number, right: number) => number {
  return (left, right) => {
    if (Number.isNaN(left)) return zeroLeft && !Number.isNaN(right) ? calculate(operator, 0, right) : Number.NaN;
    if (Number.isNaN(right)) return zeroRight ? calculate(operator, left, 0) : Number.NaN;
    return calculate(operator, left, right);
  };
}

/** Something of a group. */
export interface OfGroup {
  readonly group: Line["group"];
}

/** One side of an operation: its groups, and whether one that it lacks is 0. */
export interface Side<T extends OfGroup> {
  readonly keys: readonly string[];
  readonly lines: readonly T[];
  readonly zero: boolean;
}

export interface Pair<T extends OfGroup> {
  readonly group: Line["group"];
  readonly left?: T;
  readonly right?: T;
}

/**
 * Which group goes with which: those whose values of the keys that both sides have are equal, so that an operand without
 * groups goes with every group. Under equal keys a group that one side lacks is kept if that side's gaps are 0.
 */
export function joined<T extends OfGroup>(
  left: Side<T>,
  right: Side<T>,
): { readonly keys: readonly string[]; readonly pairs: readonly Pair<T>[] } {
  const { shared, keys, isLeftWhole, isRightWhole } = keysOf(left.keys, right.keys);
  const signature = ({ group }: T) => shared.map((key) => (key === ALL_TAGS ? group.key : group.tags[key])).join("\n");
  const groupFor = (one: T, other: T = one) => {
    if (isLeftWhole) return one.group;
    if (isRightWhole) return other.group;
    const tags = { ...other.group.tags, ...one.group.tags };
    return groupOf(
      keys,
      keys.map((key) => tags[key]!),
    );
  };
  const others = new Map<string, T[]>();
  for (const line of right.lines) others.set(signature(line), [...(others.get(signature(line)) ?? []), line]);
  const pairs: Pair<T>[] = [];
  const met = new Set<string>();
  for (const line of left.lines) {
    const partners = others.get(signature(line));
    met.add(signature(line));
    for (const partner of partners ?? []) pairs.push({ group: groupFor(line, partner), left: line, right: partner });
    if (!partners && right.zero && isLeftWhole) pairs.push({ group: line.group, left: line });
  }
  if (left.zero && isRightWhole) {
    for (const line of right.lines) {
      if (!met.has(signature(line))) pairs.push({ group: groupFor(line), right: line });
    }
  }
  return { keys, pairs: pairs.sort((a, b) => byKey(a.group, b.group)) };
}

/** The keys that two sides have in common, those of the result, and whether a side has them all. */
function keysOf(left: readonly string[], right: readonly string[]) {
  const [allOnLeft, allOnRight] = [left.includes(ALL_TAGS), right.includes(ALL_TAGS)];
  // a group by all tags has every key that the other side names
  if (allOnLeft && !allOnRight) return { shared: right, keys: left, isLeftWhole: true, isRightWhole: false };
  if (allOnRight && !allOnLeft) return { shared: left, keys: right, isLeftWhole: false, isRightWhole: true };
  const shared = left.filter((key) => right.includes(key));
  const added = right.filter((key) => !left.includes(key));
  return {
    shared,
    keys: [...left, ...added],
    isLeftWhole: added.length === 0,
    isRightWhole: left.length === shared.length,
  };
}
