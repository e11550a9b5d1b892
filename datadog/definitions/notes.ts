/** A check that shall say nothing about one definition, and why. */
export interface Ignore {
  /** Its id, as findings name it: `counter-without-as-count`. */
  readonly check: string;
  /** Why it is fine here; an ignore without a reason is an error, and so is one that ignores nothing. */
  readonly reason: string;
}

/** What is known of a definition beside its JSON. */
export interface DefinitionNotes {
  readonly ignore: readonly Ignore[];
  /** Made where the definition was made, for the place in its stack. @default not known */
  readonly madeAt?: Error;
}

const NOTES = new WeakMap<object, DefinitionNotes>();

/**
 * Remembers what an author says of a definition that Datadog does not get, and where it is being made. A copy that is made
 * with `{ ...definition }` has no notes.
 * @returns the definition
 */
export function noted<T extends object>(definition: T, ignore: readonly Ignore[] = []): T {
  NOTES.set(definition, { ignore, madeAt: new Error("made here") });
  return definition;
}

/** What was remembered of a definition. */
export function notesOf(definition: object): DefinitionNotes {
  return NOTES.get(definition) ?? { ignore: [] };
}

/** The same notes for a copy of a definition. */
export function keepNotes<T extends object>(copy: T, original: object): T {
  const notes = NOTES.get(original);
  if (notes !== undefined) NOTES.set(copy, notes);
  return copy;
}
