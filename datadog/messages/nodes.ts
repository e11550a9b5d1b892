import type { Finding, SourceRange } from "../findings";

interface NodeBase {
  /** Where in the text of the message. */
  readonly range: SourceRange;
}

/** What is sent as it stands. */
export interface TextNode extends NodeBase {
  readonly kind: "text";
  readonly text: string;
}

/** `{{!-- … --}}` or `{{!-- … }}`: shown in the editor only. */
export interface CommentNode extends NodeBase {
  readonly kind: "comment";
}

/**
 * `{{{{raw}}}} … {{{{/raw}}}}`: text in which braces mean nothing. A condition may stand in place of `raw`:
 * `{{{{is_match "host.name" "a"}}}} … {{{{/is_match}}}}`.
 */
export interface RawNode extends NodeBase {
  readonly kind: "raw";
  readonly name: string;
  readonly args: readonly TemplateArgument[];
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
  readonly nameRange: SourceRange;
  readonly args: readonly TemplateArgument[];
  readonly escaped: boolean;
}

/** `{{#is_alert}} … {{else}} … {{/is_alert}}`; `negated` where it begins with `{{^`. */
export interface BlockNode extends NodeBase {
  readonly kind: "block";
  readonly name: string;
  readonly nameRange: SourceRange;
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
  readonly range: SourceRange;
}

/** What a helper or a block is given: `"role.name"`, `value`, `(eval "…")`. */
export type TemplateArgument =
  | { readonly kind: "string"; readonly text: string; readonly range: SourceRange }
  | { readonly kind: "path"; readonly path: VariablePath; readonly range: SourceRange }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly args: readonly TemplateArgument[];
      readonly range: SourceRange;
    };

/** A message as a tree, and what is wrong with its braces. There is always a tree: what cannot be read is text. */
export interface Template {
  readonly nodes: readonly TemplateNode[];
  /** Of the check `message-block`. */
  readonly findings: readonly Finding[];
  /** White space that is not sent: the lines on which a block's tag or a comment stands alone. In order. */
  readonly blanks: readonly SourceRange[];
}
