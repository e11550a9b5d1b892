/**
 * The entry of a table for a key that comes from outside. What every object inherits is no entry: `constructor` and
 * `__proto__` are names that a text may hold.
 */
export function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
