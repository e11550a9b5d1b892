import { byPlace, type Finding, finding, type SourceRange } from "../findings";
import type { BlockNode, Template, TemplateNode } from "./nodes";
import { TagReader, variablePath } from "./tags";
import { HELPERS } from "./vocabulary";

/** How deep blocks may stand in each other; deeper ones are text. */
const MAX_DEPTH = 50;
/** After so many problems of its braces a message is not looked at further for more. */
const MAX_PROBLEMS = 50;

/**
 * Reads a notification message. Every text has a tree: tags that cannot be read stay text and are reported. The work is
 * linear in the length of the text.
 *
 * @see https://docs.datadoghq.com/monitors/notify/variables/
 */
export function parseTemplate(text: string): Template {
  return new Parser(text).parse();
}

type OpenBlock = Omit<BlockNode, "children" | "otherwise" | "range"> & { readonly open: SourceRange };

interface Frame {
  readonly block?: OpenBlock;
  children: TemplateNode[];
  /** What came before `{{else}}`, once that was seen. */
  before?: TemplateNode[];
}

class Parser {
  private readonly findings: Finding[] = [];
  private readonly frames: Frame[] = [{ children: [] }];
  private readonly next = new Map<string, number>();
  private readonly tags: SourceRange[] = [];
  private at = 0;

  constructor(private readonly text: string) {}

  parse(): Template {
    for (let next = this.text.indexOf("{{"); next >= 0; next = this.text.indexOf("{{", this.at)) {
      this.addText(this.at, next);
      this.at = this.tag(next);
    }
    this.addText(this.at, this.text.length);
    while (this.frames.length > 1) this.closeUnclosed(this.text.length);
    const nodes = this.frames[0]!.children;
    return {
      nodes,
      findings: byPlace(this.findings),
      blanks: this.tags.flatMap((tag) => aloneOnItsLine(this.text, tag)),
    };
  }

  /** Reads the tag at `start`; gives where it ends. */
  private tag(start: number): number {
    if (this.text.startsWith("{{{{", start)) return this.rawBlock(start);
    if (this.text.startsWith("{{!", start)) return this.comment(start);
    const triple = this.text.startsWith("{{{", start);
    const inside = start + (triple ? 3 : 2);
    const close = this.find("}}", inside);
    const nextOpen = this.text.indexOf("{{", inside);
    if (close < 0 || (nextOpen >= 0 && nextOpen < close)) {
      return this.unclosed(start, inside, close < 0 ? this.text.length : nextOpen);
    }
    const end = close + (triple && this.text[close + 2] === "}" ? 3 : 2);
    this.inner({ start, end }, inside, close, !triple);
    return end;
  }

  private inner(range: SourceRange, start: number, end: number, escaped: boolean): void {
    const reader = new TagReader(this.text, start, end);
    const { text: word, range: wordRange } = reader.word();
    const sign = /^[#^/]/.exec(word)?.[0];
    const name = sign === undefined ? "" : word.slice(1) || reader.word().text;
    if (sign !== undefined || word === "else") this.tags.push(range);
    if (sign === "/") this.close(name, range);
    else if (word === "else" || (sign !== undefined && name === "")) this.otherwise(range);
    else if (sign !== undefined) {
      const nameRange = { start: wordRange.start + 1, end: wordRange.end };
      this.open({ kind: "block", name, nameRange, negated: sign === "^", args: reader.args(), open: range });
    } else this.value(range, word, wordRange, reader, escaped);
  }

  private value(range: SourceRange, word: string, wordRange: SourceRange, reader: TagReader, escaped: boolean): void {
    const args = reader.args();
    const path = variablePath(word, wordRange);
    if (path.segments.length === 0 && args.length === 0) {
      this.keep("`{{}}` is empty: add a variable, or remove it.", range);
    } else if (args.length === 0 && !HELPERS.includes(word)) this.add({ kind: "variable", path, escaped, range });
    else this.add({ kind: "helper", name: word, nameRange: wordRange, args, escaped, range });
  }

  /** Where `mark` is next, or -1; looked for once, however many tags begin before it. */
  private find(mark: string, from: number): number {
    const known = this.next.get(mark);
    if (known !== undefined && (known < 0 || known >= from)) return known;
    const found = this.text.indexOf(mark, from);
    this.next.set(mark, found);
    return found;
  }

  private unclosed(start: number, inside: number, end: number): number {
    const line = this.text.slice(start, end).split("\n", 1)[0]!.trimEnd();
    this.report(`\`${shown(line)}\` is not closed: end it with \`}}\`.`, { start, end: inside });
    this.addText(start, end);
    return end;
  }

  /** `{{!-- … --}}` may hold braces; one that ends with `}}` alone ends at the first. */
  private comment(start: number): number {
    const short = this.find("}}", start + 3);
    const long = this.text.startsWith("{{!--", start) ? this.find("--}}", start + 5) : -1;
    const another = long < 0 ? -1 : this.text.indexOf("{{!", start + 3);
    const isLong = long >= 0 && (another < 0 || another > long);
    const close = isLong ? long + 4 : short < 0 ? -1 : short + 2;
    const range = { start, end: close < 0 ? this.text.length : close };
    if (close < 0) this.report("This comment is not closed: end it with `}}`.", { start, end: start + 3 });
    this.tags.push(range);
    this.add({ kind: "comment", range });
    return range.end;
  }

  /** `{{{{raw}}}} … {{{{/raw}}}}`; the next end tag closes it, whatever it names. */
  private rawBlock(start: number): number {
    const open = this.find("}}}}", start);
    const close = open < 0 ? -1 : this.find("{{{{/", open);
    const end = close < 0 ? -1 : this.find("}}}}", close);
    if (end < 0) {
      this.report("`{{{{` is not closed: end the raw text with `{{{{/raw}}}}`.", { start, end: start + 4 });
      this.addText(start, this.text.length);
      return this.text.length;
    }
    const range = { start, end: end + 4 };
    const reader = new TagReader(this.text, start + 4, open);
    const name = reader.word().text;
    this.tags.push({ start, end: open + 4 }, { start: close, end: range.end });
    this.add({ kind: "raw", name, args: reader.args(), text: this.text.slice(open + 4, close), range });
    return range.end;
  }

  private open(block: OpenBlock): void {
    if (this.frames.length <= MAX_DEPTH) this.frames.push({ block, children: [] });
    else this.keep(`Blocks are nested more than ${MAX_DEPTH} levels deep here: flatten them.`, block.open);
  }

  private otherwise(range: SourceRange): void {
    const frame = this.frames.at(-1)!;
    if (frame.block && !frame.before) {
      frame.before = frame.children;
      frame.children = [];
      return;
    }
    const message = frame.block
      ? `\`{{#${frame.block.name}}}\` has a second \`{{else}}\`: a block can have only one.`
      : "`{{else}}` is outside all blocks: use it inside a block, such as `{{#is_match …}}`.";
    this.keep(message, range);
  }

  private close(name: string, range: SourceRange): void {
    const depth = this.frames.findLastIndex(({ block }) => block?.name === name);
    const top = this.frames.at(-1)!.block;
    if (depth > 0) {
      while (this.frames.length - 1 > depth) this.closeUnclosed(range.start);
      this.finish(range.end);
    } else if (top) {
      const message = `\`{{${top.negated ? "^" : "#"}${top.name}}}\` is closed by \`{{/${shown(name)}}}\`: use \`{{/${top.name}}}\`.`;
      this.report(message, range);
      this.finish(range.end);
    } else this.keep(`\`{{/${shown(name)}}}\` closes a block that is not open.`, range);
  }

  private closeUnclosed(end: number): void {
    const { name, negated, open } = this.frames.at(-1)!.block!;
    const tag = `{{${negated ? "^" : "#"}${shown(name)}}}`;
    this.report(`\`${tag}\` is not closed: end it with \`{{/${shown(name)}}}\`.`, open);
    this.finish(end);
  }

  private finish(end: number): void {
    const { block, children, before } = this.frames.pop()!;
    const { open, ...rest } = block!;
    const range = { start: open.start, end };
    this.add({
      ...rest,
      range,
      children: before ?? children,
      ...(before === undefined ? {} : { otherwise: children }),
    });
  }

  private add(node: TemplateNode): void {
    this.frames.at(-1)!.children.push(node);
  }

  private addText(start: number, end: number): void {
    if (end > start) this.add({ kind: "text", text: this.text.slice(start, end), range: { start, end } });
  }

  /** A tag that means nothing stays text. */
  private keep(message: string, range: SourceRange): void {
    this.report(message, range);
    this.addText(range.start, range.end);
  }

  private report(message: string, range: SourceRange): void {
    if (this.findings.length < MAX_PROBLEMS) this.findings.push(finding("message-block", message, { range }));
  }
}

/**
 * The white space around a tag that stands alone on its line, as Handlebars drops it: the indentation before it, and all
 * up to the next line.
 */
function aloneOnItsLine(text: string, { start, end }: SourceRange): SourceRange[] {
  let from = start;
  while (from > 0 && (text[from - 1] === " " || text[from - 1] === "\t")) from--;
  let to = end;
  while (to < text.length && /[ \t\r]/.test(text[to]!)) to++;
  if ((from > 0 && text[from - 1] !== "\n") || (to < text.length && text[to] !== "\n")) return [];
  return [
    { start: from, end: start },
    { start: end, end: Math.min(to + 1, text.length) },
  ];
}

/** A name inside a sentence; what is long is cut. */
function shown(name: string): string {
  return name.length > 40 ? `${name.slice(0, 39)}…` : name;
}
