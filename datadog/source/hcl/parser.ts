import { readFileSync } from "node:fs";
import { Language, Parser, type Tree } from "web-tree-sitter";

let parser: Promise<Parser> | undefined;

/** Parses HCL; whatever is wrong with the text is in the tree. The caller deletes it. */
export async function parseHcl(text: string): Promise<Tree> {
  parser ??= loadParser();
  const tree = (await parser).parse(text);
  if (!tree) throw new Error("the HCL parser failed without giving a reason");
  return tree;
}

async function loadParser(): Promise<Parser> {
  await Parser.init();
  const grammar = readFileSync(require.resolve("@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm"));
  const loaded = new Parser();
  loaded.setLanguage(await Language.load(grammar));
  return loaded;
}
