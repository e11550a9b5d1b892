import type { Json } from "../../json";

/** A value that was set in one of an org's maps, or deleted: then it is left out. */
export interface Change {
  /** The map, by the name of the org's property. */
  readonly map: string;
  readonly id: string | number;
  readonly value?: Json;
}

interface Pending {
  readonly change: Change;
  /** Whether it was deleted first: a value that is set again after that comes last in the order. */
  readonly wasDeleted: boolean;
}

/** Changes that are not saved yet: of each value the last one. */
export class PendingChanges {
  private readonly changes = new Map<string, Pending>();

  get isEmpty(): boolean {
    return this.changes.size === 0;
  }

  add(change: Change): void {
    const key = `${change.map}\n${typeof change.id}\n${change.id}`;
    const before = this.changes.get(key);
    const wasDeleted = before !== undefined && (before.wasDeleted || before.change.value === undefined);
    if (wasDeleted) this.changes.delete(key);
    this.changes.set(key, { change, wasDeleted: wasDeleted || change.value === undefined });
  }

  /** In an order in which they come to the same maps. */
  list(): Change[] {
    return [...this.changes.values()].flatMap(({ change, wasDeleted }) => {
      const { value: _, ...deletion } = change;
      return wasDeleted && change.value !== undefined ? [deletion, change] : [change];
    });
  }
}
