/** Hears of a change: a value that was set, or undefined for one that was deleted. */
export type ChangeListener<Id, Value> = (id: Id, value: Value | undefined) => void;

/** Values by id, in order, that an org keeps over a restart: whoever saves them hears of each change. */
export class KeptMap<Id extends string | number, Value> extends Map<Id, Value> {
  private listener: ChangeListener<Id, Value> | undefined;

  /** Calls `listener` with every change from now on, in place of the one before. */
  watch(listener: ChangeListener<Id, Value> | undefined): void {
    this.listener = listener;
  }

  override set(id: Id, value: Value): this {
    super.set(id, value);
    this.listener?.(id, value);
    return this;
  }

  override delete(id: Id): boolean {
    const existed = super.delete(id);
    if (existed) this.listener?.(id, undefined);
    return existed;
  }

  override clear(): void {
    for (const id of [...this.keys()]) this.delete(id);
  }
}
