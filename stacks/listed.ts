import { inspect } from "node:util";
import type { Address } from "../datadog/definitions";

/** A line of an index of content: a name, what makes it, and its Terraform address if it is not the name's. */
export type Row<T> = readonly [name: string, value: T, address?: Address];

/** Something that ships. */
export interface Listed<T> {
  /** As environments and other content know it: `slowStage`. */
  readonly name: string;
  /** The last part of its Terraform address: `slow-stage`. */
  readonly id: string;
  /** The last part of the address that it had before. @default it had no other */
  readonly renamedFrom?: string;
  readonly definition: T;
}

/** What a line of an index makes, and how messages name it. */
type Maker = (...given: never[]) => object;

/**
 * Calls the maker of a line.
 * @param file the index: "monitors/index.ts"
 * @throws what it throws, as an Error; Error when it makes nothing, or a promise
 */
export function makeOf<T extends object>(file: string, name: string, make: () => T): T {
  let made: unknown;
  try {
    made = make();
  } catch (error) {
    if (error instanceof Error) throw error;
    const text = typeof error === "string" ? JSON.stringify(error) : inspect(error, { depth: 0 });
    throw new Error(
      `${file}: "${name}" throws ${text}, which is not an Error: use throw new Error("…"), which has a place`,
    );
  }
  if (made instanceof Promise) {
    made.catch(() => undefined);
    throw new Error(`${file}: "${name}" returns a promise: make it without async and await`);
  }
  if (typeof made === "object" && made !== null && !Array.isArray(made)) return made as T;
  const what = made === undefined ? "nothing: is return missing?" : `${inspect(made, { depth: 0 })}, not a definition`;
  throw new Error(`${file}: "${name}" returns ${what}`);
}

/** What is wrong with a line of an index that the compiler did not see. */
function refuseMalformed(file: string, row: unknown, index: number): void {
  const [name, make] = Array.isArray(row) ? (row as unknown[]) : [];
  if (!Array.isArray(row) || typeof name !== "string") {
    throw new Error(`${file}: line ${index + 1} of the list is ${inspect(row, { depth: 0 })}: use ["name", maker]`);
  }
  if (!/^[A-Za-z][\w.-]*$/.test(name)) {
    throw new Error(`${file}: "${name}" is not a valid name: use camelCase, letters and digits, as in slowStage`);
  }
  if (typeof make === "function") return;
  const what =
    make === undefined
      ? `undefined: does its file export it under the name that is imported?`
      : `${typeof make === "object" ? "a definition" : inspect(make)}, not a function: pass the function itself, without calling it`;
  throw new Error(`${file}: the maker of "${name}" is ${what}`);
}

/**
 * The lines of an index, with their addresses.
 * @param file the index, as messages name it: "monitors/index.ts"
 * @throws Error when a line is no name and function, or when two lines have the same name, or lead to the same address: one
 * of them would silently not ship
 */
export function listed<T extends Maker>(file: string, rows: readonly Row<T>[]): Listed<T>[] {
  for (const [index, row] of rows.entries()) refuseMalformed(file, row, index);
  const lines = rows.map(([name, definition, address]) => ({ name, ...addressed(name, address), definition }));
  for (const [index, { name, id }] of lines.entries()) {
    const earlier = lines.slice(0, index);
    if (earlier.some((other) => other.name === name)) {
      throw new Error(`${file}: two lines have the name "${name}": rename or delete one of them`);
    }
    const same = earlier.find((other) => other.id === id);
    if (same !== undefined) {
      throw new Error(
        `${file}: "${same.name}" and "${name}" have the same Terraform address "${id}": change one of them`,
      );
    }
  }
  return lines;
}

function addressed(name: string, address: Address = kebabCase(name)): Pick<Listed<unknown>, "id" | "renamedFrom"> {
  if (typeof address === "string") return { id: address };
  return { id: address.address ?? kebabCase(name), renamedFrom: address.renamedFrom };
}

/** `slowStage` → `slow-stage`, `HTTPErrors5xx` → `http-errors5xx`, `postgresql.connections` → `postgresql-connections`. */
export function kebabCase(name: string): string {
  return name
    .replaceAll(".", "-")
    .replace(/([a-z\d])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();
}

/**
 * Two objects of the same title could not be distinguished on a page or in a list.
 * @param what they are: "monitors"
 * @throws Error naming both, and the title
 */
export function refuseSameTitle<T>(what: string, objects: readonly Listed<T>[], titleOf: (definition: T) => string) {
  const seen = new Map<string, string>();
  for (const { id, definition } of objects) {
    const title = titleOf(definition);
    const other = seen.get(title);
    if (other !== undefined) {
      throw new Error(`${what} ${other} and ${id} are both named "${title}": rename one of them`);
    }
    seen.set(title, id);
  }
}
