import type { NodeBase } from "./base";

/** `*` or nothing: every event. */
export interface SearchAny extends NodeBase {
  readonly kind: "searchAny";
}

/**
 * `timeout`, `"Stream aborted mid-flight"`, `Cass*`: free text. Unquoted text is kept as written, backslashes included;
 * `CIDR(@ip,10.0.0.0/8)` is one such term.
 */
export interface SearchTerm extends NodeBase {
  readonly kind: "searchTerm";
  readonly text: string;
  readonly quoted: boolean;
  /** `"stream aborted"~2`: how many words may stand between those in quotes. @default none */
  readonly proximity?: number;
}

/**
 * `status:error`, `@http.url:"/a b"`, `@usr.id:*`. `key` is kept with its `@`; an unquoted value as written, backslashes
 * included. No value (`service:`) is an empty one, quoted.
 */
export interface SearchFacet extends NodeBase {
  readonly kind: "searchFacet";
  readonly key: string;
  readonly value: string;
  readonly quoted: boolean;
  /** `@msg:"stream aborted"~2`: how many words may stand between those in quotes. @default none */
  readonly proximity?: number;
}

/** `@duration:>=100`, `@http.status_code:[400 TO 499]` (inclusive), `{1 TO 5}` (exclusive). */
export interface SearchRange extends NodeBase {
  readonly kind: "searchRange";
  /** Absent inside `key:(…)`, where the group has the key. */
  readonly key?: string;
  readonly low?: { readonly value: string; readonly inclusive: boolean };
  readonly high?: { readonly value: string; readonly inclusive: boolean };
}

/** `service:(api OR worker)`, `@code:([100 TO 199] OR 404)`: a search whose free terms and ranges are values of `key`. */
export interface SearchFacetGroup extends NodeBase {
  readonly kind: "searchFacetGroup";
  readonly key: string;
  readonly operand: Search;
}

/** `-status:ok`, `NOT status:ok`. */
export interface SearchNot extends NodeBase {
  readonly kind: "searchNot";
  readonly operand: Search;
}

/** `a AND b`, `a b` (a space means AND), `a OR b`: two operands or more. */
export interface SearchBoolean extends NodeBase {
  readonly kind: "searchAnd" | "searchOr";
  readonly operands: readonly Search[];
}

/** The search syntax of logs, events, spans and the other explorers. */
export type Search = SearchAny | SearchTerm | SearchFacet | SearchRange | SearchFacetGroup | SearchNot | SearchBoolean;
