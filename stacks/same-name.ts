/**
 * Two objects of one name could not be told apart, in a page or in a list.
 * @param what they are: "monitors"
 * @throws Error naming both, and the name
 */
export function refuseSameName(what: string, names: readonly (readonly [id: string, name: string])[]): void {
  const seen = new Map<string, string>();
  for (const [id, name] of names) {
    const other = seen.get(name);
    if (other !== undefined) {
      throw new Error(`${what} ${other} and ${id} are both named "${name}": give one of the two another name`);
    }
    seen.set(name, id);
  }
}
