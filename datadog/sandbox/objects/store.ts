import { type DefinitionKind, declared, isMistyped } from "../../definitions";
import type { Finding } from "../../findings";
import { type JsonObject, mergeDeeply } from "../../json";
import { KeptMap } from "../kept-map";
import { badRequest, type Refusal } from "../refusal";

/** One object of an org. */
export interface StoredObject<Id> {
  readonly id: Id;
  /** What its author declared, in the form in which Datadog keeps it. */
  readonly definition: JsonObject;
  /** What Datadog set when it was made and changed: ids, times, people. */
  readonly given: JsonObject;
  /** What changes by itself: whether a monitor alerts. */
  readonly state: JsonObject;
}

/** How an org keeps the objects of one kind, and what it says where it does not. */
export interface Rules<Id> {
  readonly kind: DefinitionKind;
  /** The answer to an id that there is not. */
  readonly missing: (id: Id) => Refusal;
  /**
   * The definition that a body means: the API lets a client leave out what authors must write.
   * @default the body without the fields that Datadog sets
   */
  readonly meaning?: (body: JsonObject) => JsonObject;
  /** Refuses what Datadog's API looks at before all else. @default nothing */
  readonly screen?: (body: JsonObject) => void;
  /** The definition as the checks of its kind look at it. @default as it is */
  readonly checked?: (definition: JsonObject) => JsonObject;
  /** Whether Datadog is known to take a definition with this finding. @default never */
  readonly takes?: (finding: Finding, definition: JsonObject) => boolean;
  /** What Datadog is known to answer for a finding; undefined where its words are not known. @default not known */
  readonly worded?: (finding: Finding, definition: JsonObject) => string | undefined;
  /** Whether a key that is not known is refused however it is written. @default only one that is near to a known one */
  readonly isStrict?: boolean;
  /** A refusal in the form of the kind's API. @default 400 with the words */
  readonly refusal?: (words: string) => Refusal;
}

/** An object as Datadog's API answers it. */
export function answerOf({ definition, given, state }: Omit<StoredObject<unknown>, "id">): JsonObject {
  return mergeDeeply(mergeDeeply(definition, given), state);
}

/** The objects of one kind, in order. None gets in that the checks of its kind find wrong. */
export class ObjectStore<Id extends string | number> {
  /** The objects themselves, for what saves them. */
  readonly kept = new KeptMap<Id, StoredObject<Id>>();

  constructor(private readonly rules: Rules<Id>) {}

  get size(): number {
    return this.kept.size;
  }

  has(id: Id): boolean {
    return this.kept.has(id);
  }

  keys(): Iterable<Id> {
    return this.kept.keys();
  }

  /** The object as Datadog answers it; undefined where there is none. */
  get(id: Id): JsonObject | undefined {
    const object = this.kept.get(id);
    return object && answerOf(object);
  }

  /** The objects as Datadog answers them. */
  values(): JsonObject[] {
    return this.all().map(answerOf);
  }

  all(): StoredObject<Id>[] {
    return [...this.kept.values()];
  }

  /** @throws Refusal where there is none */
  read(id: Id): StoredObject<Id> {
    const object = this.kept.get(id);
    if (object === undefined) throw this.rules.missing(id);
    return object;
  }

  /**
   * The definition that a body means, as Datadog keeps it.
   * @throws Refusal for what is wrong with it, in Datadog's words where they are known
   */
  accepted(body: JsonObject): JsonObject {
    const { kind, meaning = (sent) => declared(kind.given, sent), screen, checked = (same) => same } = this.rules;
    const definition = meaning(body);
    screen?.(definition);
    const { takes, worded, isStrict = false } = this.rules;
    const wrong = kind
      .check(checked(definition))
      .filter((found) => found.severity === "wrong" && (isStrict || isMistyped(found)) && !takes?.(found, definition));
    const [first] = wrong;
    if (first === undefined) return kind.given.complete(definition);
    const words = wrong.map((found) => worded?.(found, definition)).find((known) => known !== undefined);
    throw (this.rules.refusal ?? badRequest)(words ?? invalid(first));
  }

  /** Keeps a new object. @param made its id and what Datadog sets, once its definition is accepted */
  create(
    body: JsonObject,
    made: (definition: JsonObject) => Pick<StoredObject<Id>, "id" | "given"> & Partial<StoredObject<Id>>,
  ): StoredObject<Id> {
    const definition = this.accepted(body);
    return this.keep({ definition, state: {}, ...made(definition) });
  }

  /** Takes another definition in place of the one before; what Datadog set stays, but for `given`. */
  replace(id: Id, body: JsonObject, given: JsonObject = {}): StoredObject<Id> {
    const before = this.read(id);
    return this.keep({ ...before, definition: this.accepted(body), given: mergeDeeply(before.given, given) });
  }

  /** The same, where the fields that the body leaves out stay. */
  merge(id: Id, body: JsonObject, given: JsonObject = {}): StoredObject<Id> {
    return this.replace(id, { ...this.read(id).definition, ...body }, given);
  }

  /** Changes an object as it is kept, without asking the checks: what the org itself does to it. */
  set(id: Id, changes: Partial<Omit<StoredObject<Id>, "id">>): StoredObject<Id> {
    return this.keep({ ...this.read(id), ...changes });
  }

  /** @throws Refusal where there is none */
  delete(id: Id): void {
    this.read(id);
    this.kept.delete(id);
  }

  /** Puts the objects in the order of `ids`, which names each of them once. */
  reorder(ids: readonly Id[]): void {
    const objects = ids.map((id) => this.read(id));
    this.kept.clear();
    for (const object of objects) this.keep(object);
  }

  private keep(object: StoredObject<Id>): StoredObject<Id> {
    this.kept.set(object.id, object);
    return object;
  }
}

/** The general form of a refusal, with our reason. */
export function invalid({ path, message }: Finding): string {
  return `The value provided for parameter '${path.join(".")}' is invalid: ${message}`;
}
