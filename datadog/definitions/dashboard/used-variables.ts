import type { SourceRange } from "../../findings";
import { nodesOf, type QueryNode } from "../../query";

/** A template variable in a text: `$env`, or `$env.value`, whose name is `env` too. */
export interface UsedVariable {
  readonly name: string;
  readonly range?: SourceRange;
}

/** The template variables below a node: as a filter, in the value of a tag, or in the place of a group. */
export function variablesInNode(root: QueryNode): readonly UsedVariable[] {
  return nodesOf(root).flatMap((node): readonly UsedVariable[] => {
    const { range } = node;
    switch (node.kind) {
      case "templateVariable":
        return [{ name: node.name, range }];
      case "tag":
        return variablesInText(node.value).map(({ name }) => ({ name, range }));
      case "in":
        return node.values.flatMap((value) => variablesInText(value).map(({ name }) => ({ name, range })));
      case "groupKey":
        return variablesInText(node.name).map(({ name }) => ({ name, range }));
      default:
        return [];
    }
  });
}

/** The template variables of a search. */
export function variablesInText(text: string): readonly UsedVariable[] {
  return [...text.matchAll(/\$([\p{L}_][\p{L}\p{N}_.-]*)/gu)].map((match) => ({
    name: match[1]!.replace(/[.-]+$/, "").replace(/\.value$/, ""),
    range: { start: match.index, end: match.index + match[0].length },
  }));
}
