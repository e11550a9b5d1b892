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

/**
 * The lines of an index, with their addresses.
 * @param file the index, as messages name it: "monitors/index.ts"
 * @throws Error when two lines have the same name, or lead to the same address: one of them would silently not ship
 */
export function listed<T>(file: string, rows: readonly Row<T>[]): Listed<T>[] {
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
