/** Where something stands in the text of a message: UTF-16 offsets, `end` exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

interface NodeBase {
  readonly range: TextRange;
}

/** What is sent as it stands. */
export interface TextNode extends NodeBase {
  readonly kind: "text";
  readonly text: string;
}

/** `{{!-- … --}}`: shown in the editor only. */
export interface CommentNode extends NodeBase {
  readonly kind: "comment";
}

/** `{{{{raw}}}} … {{{{/raw}}}}`: text in which braces mean nothing. */
export interface RawNode extends NodeBase {
  readonly kind: "raw";
  readonly text: string;
}

/** `{{value}}`, `{{[dotted.key].name}}`; `{{{value}}}` is not escaped. */
export interface VariableNode extends NodeBase {
  readonly kind: "variable";
  readonly path: VariablePath;
  readonly escaped: boolean;
}

/** `{{eval "int(value)"}}`, `{{local_time 'last_triggered_at' 'Asia/Tokyo'}}`. */
export interface HelperNode extends NodeBase {
  readonly kind: "helper";
  readonly name: string;
  readonly nameRange: TextRange;
  readonly args: readonly TemplateArgument[];
  readonly escaped: boolean;
}

/** `{{#is_alert}} … {{else}} … {{/is_alert}}`; `negated` where it begins with `{{^`. */
export interface BlockNode extends NodeBase {
  readonly kind: "block";
  readonly name: string;
  readonly nameRange: TextRange;
  readonly negated: boolean;
  readonly args: readonly TemplateArgument[];
  readonly children: readonly TemplateNode[];
  /** What stands after `{{else}}`. @default there is no `{{else}}` */
  readonly otherwise?: readonly TemplateNode[];
}

export type TemplateNode = TextNode | CommentNode | RawNode | VariableNode | HelperNode | BlockNode;

/** `a.b`, `[a.b].name`: the segments without dots and brackets, and the text. */
export interface VariablePath {
  readonly segments: readonly string[];
  readonly text: string;
  readonly range: TextRange;
}

/** What a helper or a block is given: `"role.name"`, `value`, `(eval "…")`. */
export type TemplateArgument =
  | { readonly kind: "string"; readonly text: string; readonly range: TextRange }
  | { readonly kind: "path"; readonly path: VariablePath; readonly range: TextRange }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly args: readonly TemplateArgument[];
      readonly range: TextRange;
    };

/** Something wrong in a message. */
export interface MessageProblem {
  /** The check that speaks; its page is `docs/checks/<check>.md`. */
  readonly check: "message-block" | "message-variable" | "message-group" | "unknown-handle";
  /** One sentence that names what stands there, what was allowed, and the fix. */
  readonly message: string;
  readonly range: TextRange;
  /** What was written in place of one of `known`, for whoever suggests the nearest. */
  readonly written?: string;
  readonly known?: readonly string[];
}

/** A message as a tree, and what is wrong with its braces. There is always a tree: what cannot be read is text. */
export interface Template {
  readonly nodes: readonly TemplateNode[];
  readonly problems: readonly MessageProblem[];
}
