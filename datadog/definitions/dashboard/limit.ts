/**
 * How many groups a widget shows at most.
 * @throws RangeError for what is not a whole number from 1 on
 */
export function checkedLimit(limit: number): number {
  if (Number.isInteger(limit) && limit >= 1) return limit;
  throw new RangeError(`The limit is ${limit}, but it must be a whole number of at least 1.`);
}
