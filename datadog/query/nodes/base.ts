import type { SourceRange } from "../../findings";

/** What every node has, besides its `kind`. */
export interface NodeBase {
  /** Where the node stands in the text it was read from. */
  readonly range?: SourceRange;
}
