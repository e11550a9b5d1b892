/**
 * The same function, which remembers what it gave for each text: dashboards ask the same queries in many widgets, and a grok
 * parser is checked when it is made, declared and loaded. Past so many texts it forgets them all.
 * @param limit texts that are remembered at most @default 20,000
 */
export function remembered<T>(compute: (text: string) => T, limit = 20_000): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = compute(text);
    if (known.size >= limit) known.clear();
    known.set(text, result);
    return result;
  };
}
