import type { Node } from "web-tree-sitter";
import type { Comment, SourceContents, SourceDocument, SourcePath, Span } from "../document";
import { SourceError } from "../error";
import { MAX_DEPTH } from "../json-scan";
import { Lines } from "../lines";
import type { Located } from "../located";
import { type HclMistake, mistakeIn, openString } from "./mistake";
import { parseHcl } from "./parser";
import { quote, templateText } from "./template";

/**
 * Reads HCL, as `.tf` files are written. The value of the document is what Terraform's JSON syntax would say: a block is an
 * object in a list, under its type and labels; a string is a template; any other expression is the template that is only
 * that, `${var.a + 1}`.
 * @param name what errors call the text
 * @throws SourceError where it is not HCL, or nests deeper than 200 levels
 * @see https://developer.hashicorp.com/terraform/language/syntax/json
 */
export async function readHcl(name: string, text: string): Promise<SourceContents> {
  const refuse = ({ offset, message }: HclMistake): never => {
    throw new SourceError([{ file: name, ...new Lines(text).position(offset), message }]);
  };
  const tree = await parseHcl(text);
  try {
    if (tree.rootNode.hasError) refuse(mistakeIn(text, tree.rootNode));
    const body = tree.rootNode.namedChildren.find(({ type }) => type === "body");
    const converted = new Converter(text, refuse).body(body, { start: 0, end: text.length }, 0);
    return { documents: [new HclDocument(converted)], comments: commentsIn(tree.rootNode) };
  } finally {
    tree.delete();
  }
}

function commentsIn(root: Node): Comment[] {
  return root.descendantsOfType("comment").map(({ text, startIndex, endIndex }) => ({
    text,
    span: { start: startIndex, end: endIndex },
  }));
}

/** A value of the text. */
interface HclValue {
  readonly value: unknown;
  readonly span: Span;
  /** With the key, or the type and labels of a block. */
  readonly extent: Span;
  readonly key?: Span;
  readonly fields?: Map<string, HclValue>;
  readonly items?: HclValue[];
  readonly text?: Located;
  /** Whether the text is in quotes, so that another can be put there. */
  readonly quoted?: boolean;
  /** The argument of `jsonencode`. */
  readonly encoded?: HclValue;
}

class HclDocument implements SourceDocument {
  constructor(private readonly root: HclValue) {}

  get value(): unknown {
    return this.root.value;
  }

  span(path: SourcePath): Span | undefined {
    return this.find(path)?.span;
  }

  keySpan(path: SourcePath): Span | undefined {
    return this.find(path)?.key;
  }

  extent(path: SourcePath): Span | undefined {
    return this.find(path)?.extent;
  }

  string(path: SourcePath): Located | undefined {
    return this.find(path)?.text;
  }

  rewrite(path: SourcePath) {
    const found = this.find(path);
    return found?.quoted ? { span: found.span, encode: quote } : undefined;
  }

  encoded(path: SourcePath): SourceDocument | undefined {
    const encoded = this.find(path)?.encoded;
    return encoded && new HclDocument(encoded);
  }

  private find(path: SourcePath): HclValue | undefined {
    return path.reduce<HclValue | undefined>(
      (value, step) => value?.fields?.get(String(step)) ?? value?.items?.[Number(step)],
      this.root,
    );
  }
}

/** Turns the parser's nodes into values. */
class Converter {
  constructor(
    private readonly source: string,
    private readonly refuse: (mistake: HclMistake) => never,
  ) {}

  /** @param node absent for a block without content */
  body(node: Node | undefined, extent: Span, depth: number): HclValue {
    if (depth > MAX_DEPTH) this.tooDeep(extent.start);
    const fields = new Map<string, HclValue>();
    for (const child of node?.namedChildren ?? []) {
      if (child.type === "attribute") this.attribute(child, fields, depth);
      else if (child.type === "block") this.block(child, fields, depth);
    }
    return objectOf(fields, { start: extent.start, end: Math.min(extent.start + 1, extent.end) }, extent);
  }

  private attribute(node: Node, fields: Map<string, HclValue>, depth: number): void {
    const [name, expression] = contentOf(node);
    if (!name || !expression) return;
    fields.set(name.text, { ...this.expression(expression, depth + 1), key: spanOf(name), extent: spanOf(node) });
  }

  /** `resource "a" "b" {…}` is one of the list under `resource`, and there under `a` and under `b`. */
  private block(node: Node, fields: Map<string, HclValue>, depth: number): void {
    const [name, ...labels] = contentOf(node).filter(({ type }) => type === "identifier" || type === "string_lit");
    if (!name) return;
    const body = node.namedChildren.find(({ type }) => type === "body");
    const start = node.namedChildren.find(({ type }) => type === "block_start")?.startIndex ?? node.startIndex;
    let value = this.body(body, { start, end: node.endIndex }, depth + 1);
    value = { ...value, extent: spanOf(node), key: spanOf(labels.at(-1) ?? name) };
    for (const [index, label] of [...labels.entries()].reverse()) {
      const text = label.type === "string_lit" ? templateText(this.source, label).text : label.text;
      const key = spanOf(labels[index - 1] ?? name);
      value = { ...objectOf(new Map([[text, value]]), spanOf(name), spanOf(node)), key };
    }
    const list = fields.get(name.text);
    if (list?.items) {
      list.items.push(value);
      (list.value as unknown[]).push(value.value);
    } else fields.set(name.text, { value: [value.value], items: [value], span: spanOf(name), extent: spanOf(node) });
  }

  private expression(node: Node, depth: number): HclValue {
    if (depth > MAX_DEPTH) this.tooDeep(node.startIndex);
    const content = contentOf(node);
    const [only] = content;
    if (!only || content.length > 1) return this.raw(node);
    switch (only.type) {
      // `(…)` too
      case "expression":
      case "literal_value":
      case "template_expr":
      case "collection_value":
        return this.expression(only, only.type === "expression" ? depth + 1 : depth);
      case "string_lit":
      case "quoted_template":
      case "heredoc_template":
        return this.template(only);
      case "numeric_lit":
        return this.scalar(only, Number(only.text));
      case "bool_lit":
        return this.scalar(only, only.text === "true");
      case "null_lit":
        return this.scalar(only, null);
      case "operation":
        return this.negative(only) ?? this.raw(node);
      case "tuple":
        return this.tuple(only, depth);
      case "object":
        return this.object(only, depth) ?? this.raw(node);
      case "function_call":
        return this.call(only, depth);
      default:
        return this.raw(node);
    }
  }

  private template(node: Node): HclValue {
    const text = templateText(this.source, node);
    // the parser lets it pass
    if (node.type !== "heredoc_template" && node.endPosition.row > node.startPosition.row) {
      const mistake = openString(this.source, node);
      if (mistake) this.refuse(mistake);
    }
    return { ...this.scalar(node, text.text), text, quoted: node.type !== "heredoc_template" };
  }

  private negative(node: Node): HclValue | undefined {
    const number = /^-\s*(\d[\d.eE+-]*)$/.exec(node.text)?.[1];
    return number !== undefined && Number.isFinite(Number(number)) ? this.scalar(node, -Number(number)) : undefined;
  }

  private tuple(node: Node, depth: number): HclValue {
    const items = contentOf(node)
      .filter(({ type }) => type === "expression")
      .map((item) => this.expression(item, depth + 1));
    return { value: items.map(({ value }) => value), items, span: bracketOf(node), extent: spanOf(node) };
  }

  /** Nothing where a key is not a name or a plain text. */
  private object(node: Node, depth: number): HclValue | undefined {
    const fields = new Map<string, HclValue>();
    for (const element of contentOf(node).filter(({ type }) => type === "object_elem")) {
      const [keyNode, valueNode] = contentOf(element);
      const key = keyNode && this.key(keyNode);
      if (!keyNode || !valueNode || key === undefined) return undefined;
      fields.set(key, { ...this.expression(valueNode, depth + 1), key: spanOf(keyNode), extent: spanOf(element) });
    }
    return objectOf(fields, bracketOf(node), spanOf(node));
  }

  private key(node: Node): string | undefined {
    if (/^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(node.text)) return node.text;
    if (!node.text.startsWith('"')) return /^\d+$/.test(node.text) ? node.text : undefined;
    const { value, text } = this.expression(node, 0);
    return text && typeof value === "string" && !/[$%]\{/.test(value) ? value : undefined;
  }

  private call(node: Node, depth: number): HclValue {
    const [name, args] = contentOf(node);
    const values = args ? contentOf(args) : [];
    const raw = this.raw(node);
    const argument = values[0];
    if (!/^(?:json|yaml)encode$/.test(name?.text ?? "") || !argument || values.length !== 1) return raw;
    return { ...raw, encoded: this.expression(argument, depth + 1) };
  }

  /** What is known only when Terraform evaluates it. */
  private raw(node: Node): HclValue {
    const { start, end } = spanOf(node);
    const text = `\${${this.source.slice(start, end)}}`;
    const at = (offset: number) => Math.min(Math.max(start, start + offset - 2), end);
    return { ...this.scalar(node, text), text: { text, interpolated: true, expression: true, at } };
  }

  private scalar(node: Node, value: unknown): HclValue {
    return { value, span: spanOf(node), extent: spanOf(node) };
  }

  private tooDeep(offset: number): never {
    return this.refuse({ offset, message: `this is nested more than ${MAX_DEPTH} levels deep` });
  }
}

/** The named children that are no comments. */
function contentOf(node: Node): Node[] {
  return node.namedChildren.filter(({ type }) => type !== "comment");
}

function spanOf({ startIndex, endIndex }: Node): Span {
  return { start: startIndex, end: endIndex };
}

function bracketOf({ startIndex }: Node): Span {
  return { start: startIndex, end: startIndex + 1 };
}

function objectOf(fields: Map<string, HclValue>, span: Span, extent: Span): HclValue {
  const entries = [...fields].map(([key, { value }]) => [key, value] as const);
  return { value: Object.fromEntries(entries), fields, span, extent };
}
