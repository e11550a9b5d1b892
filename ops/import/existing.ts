import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DefinitionKind } from "../../datadog/definitions";
import type { JsonObject } from "../../datadog/json";
import type { Environment } from "../../environments/schema";
import { kebabCase, listed, type Row } from "../../stacks/listed";
import { IMPORTED_KINDS, type ImportKind, KIND_NAMES } from "./kinds";
import { identifierOf, unused } from "./names";

type Rows = readonly Row<(settings: object, others: object) => JsonObject>[];

/** What a project has already: names, addresses, titles, and the objects that it takes over. */
export class Existing {
  private readonly names = new Set<string>();
  private readonly titles = new Map<string, string>();

  /**
   * @param folder of the project
   * @param environment whose `imports` count as known @default none
   */
  constructor(
    private readonly folder: string,
    private readonly environment?: Environment,
  ) {
    for (const kind of KIND_NAMES) {
      const { folder: room, list, of } = IMPORTED_KINDS[kind];
      const module = require(join(folder, room)) as Readonly<Record<string, Rows>>;
      const lines = listed(`${room}/index.ts`, module[list] ?? []);
      for (const { name, id, renamedFrom, definition: make } of lines) {
        for (const taken of [name, id, renamedFrom ?? id]) this.names.add(taken);
        const title = titleOf(make, of);
        if (title !== undefined) this.titles.set(`${kind} ${title}`, name);
      }
    }
  }

  /** The name of an object that the environment takes over already. */
  importedAs(id: string | undefined): string | undefined {
    return Object.entries(this.environment?.imports ?? {}).find(([, known]) => known === id)?.[0];
  }

  /** The name of the monitor or dashboard with this title. */
  titled(kind: ImportKind, title: string): string | undefined {
    return this.titles.get(`${kind} ${title}`);
  }

  /** Gives an object a name that nothing else has, nor a file, nor an address. */
  claim(kind: ImportKind, title: string): { readonly name: string; readonly path: string } {
    const { folder } = IMPORTED_KINDS[kind];
    const pathOf = (name: string) => `${folder}/${kebabCase(name)}`;
    const name = unused(identifierOf(title, kind), (each) => {
      const file = join(this.folder, pathOf(each));
      return this.names.has(each) || this.names.has(kebabCase(each)) || existsSync(`${file}.ts`) || existsSync(file);
    });
    this.names.add(name).add(kebabCase(name));
    this.titles.set(`${kind} ${title}`, name);
    return { name, path: `${pathOf(name)}.ts` };
  }
}

/** The title of what a maker gives without settings; nothing where it needs some. */
function titleOf(make: Rows[number][1], { nameOf }: DefinitionKind): string | undefined {
  try {
    return nameOf(make({}, {}));
  } catch {
    return undefined;
  }
}
