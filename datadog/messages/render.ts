import type { SourceRange } from "../findings";
import { evaluated, holds, pathOf, textOf } from "./conditions";
import type { MessageFacts } from "./facts";
import { encodeUrl, formatLocalTime } from "./format";
import { handlesIn, isTitleOnly, type Piece } from "./handles";
import { type Scope, sent, shownValue, valuesOf } from "./lookup";
import type { BlockNode, HelperNode, Template, TemplateNode, TextNode } from "./nodes";
import { parseTemplate } from "./parse";
import { LIST_BLOCKS } from "./vocabulary";

/** What is sent, and to which handles. */
export interface RenderedMessage {
  readonly text: string;
  /** The handles that are notified, in the order of the message, each once: `@slack-ad-server`. */
  readonly recipients: readonly string[];
  /** Those of the recipients who get the title alone: when an alert falls to a warning, those of `is_alert_recovery`. */
  readonly titleOnly: readonly string[];
  /** 1 to 5, of `override_priority` where it shows, else of the monitor. @default none */
  readonly priority?: number;
}

/**
 * A message as it is sent. Never throws: what cannot be read is sent as it stands, what is missing is empty.
 *
 * @see https://docs.datadoghq.com/monitors/notify/variables/
 */
export function renderMessage(message: string | Template, facts: MessageFacts): RenderedMessage {
  const template = typeof message === "string" ? parseTemplate(message) : message;
  const renderer = new Renderer(facts, template.blanks);
  renderer.all(template.nodes);
  const { priority } = renderer;
  return { text: renderer.text.trim(), ...renderer.recipients(), ...(priority === undefined ? {} : { priority }) };
}

/** How many parts of a message are rendered at most: lists in lists could go on without end. */
const MOST_PARTS = 100_000;

class Renderer {
  text = "";
  priority: number | undefined;
  private parts = 0;
  private readonly pieces: Piece[] = [];
  /** Handles of blocks that do not show, whose people get the title. */
  private readonly hidden: Piece[] = [];

  constructor(
    private readonly facts: MessageFacts,
    private readonly blanks: readonly SourceRange[],
  ) {
    this.priority = facts.priority;
  }

  recipients(): Pick<RenderedMessage, "recipients" | "titleOnly"> {
    const shown = handlesIn(this.pieces);
    const titleOnly = handlesIn(this.hidden).filter((handle) => !shown.includes(handle));
    return { recipients: [...shown, ...titleOnly], titleOnly };
  }

  all(nodes: readonly TemplateNode[], scope?: Scope): void {
    for (const node of nodes) this.one(node, scope);
  }

  private one(node: TemplateNode, scope?: Scope): void {
    if (++this.parts > MOST_PARTS) return;
    switch (node.kind) {
      case "text": {
        const text = withoutBlanks(node, this.blanks);
        this.text += text;
        this.pieces.push(node);
        return;
      }
      case "comment":
        this.pieces.push({ kind: "gap" });
        return;
      case "raw":
        this.pieces.push({ kind: "gap" });
        if (node.name === "raw" || holds(node, this.facts, scope)) this.text += rawText(node.text);
        return;
      case "variable": {
        const value = shownValue(node.path, this.facts, scope);
        this.text += sent(value, node.escaped);
        this.pieces.push({ kind: "variable", text: value, range: node.range });
        return;
      }
      case "helper":
        this.text += sent(this.helped(node, scope), node.escaped);
        this.pieces.push({ kind: "gap" });
        return;
      case "block":
        this.pieces.push({ kind: "gap" });
        this.block(node, scope);
        this.pieces.push({ kind: "gap" });
    }
  }

  private block(block: BlockNode, scope?: Scope): void {
    if (LIST_BLOCKS.includes(block.name)) {
      for (const inner of this.scopesOf(block, scope)) this.all(block.children, inner);
      return;
    }
    const shows = holds(block, this.facts, scope) !== block.negated;
    if (!shows && isTitleOnly(block, this.facts.moment)) this.hidden.push(...this.hiddenPieces(block.children, scope));
    this.all(shows ? block.children : (block.otherwise ?? []), scope);
  }

  /** What a block that is left out would have held; only its handles are used. */
  private hiddenPieces(nodes: readonly TemplateNode[], scope?: Scope): readonly Piece[] {
    const inner = new Renderer(this.facts, this.blanks);
    inner.all(nodes, scope);
    return [{ kind: "gap" }, ...inner.pieces];
  }

  /**
   * The scopes in which the inside of a list is shown, once for each: `{{#each list}}`, `{{#if value}}`,
   * `{{#unless value}}`, `{{#with value}}`, as in Handlebars.
   */
  private scopesOf(block: BlockNode, scope: Scope = { this: undefined }): readonly Scope[] {
    const [subject] = block.args;
    const values = subject && subject.kind !== "call" ? valuesOf(pathOf(subject), this.facts, scope) : [];
    const filled = values.some((value) => value !== "" && value !== false && value !== 0 && value !== null);
    const shows = (block.name === "unless" ? !filled : filled) !== block.negated;
    if (!shows) {
      this.all(block.otherwise ?? [], scope);
      return [];
    }
    if (block.negated || block.name === "if" || block.name === "unless") return [scope];
    if (block.name === "with") return [{ this: values[0], outer: scope }];
    const entries = entriesOf(values);
    const left = Math.max(0, MOST_PARTS - this.parts);
    this.parts += Math.min(entries.length, left);
    return entries.slice(0, left).map(([key, item], index) => {
      const [first, last] = [index === 0, index === entries.length - 1];
      const place = { "@key": key, "@index": `${index}`, "@first": `${first}`, "@last": `${last}` };
      return { this: item, place, outer: scope };
    });
  }

  /** @see https://docs.datadoghq.com/monitors/notify/variables/#advanced */
  private helped({ name, args }: HelperNode, scope?: Scope): string {
    const [first, second] = args;
    if (name === "eval") return evaluated(args, this.facts, scope);
    if (name === "override_priority") {
      const level = /^P([1-5])$/.exec(textOf(first))?.[1];
      if (level !== undefined) this.priority = Number(level);
      return "";
    }
    if (!first || first.kind === "call") return "";
    const path = pathOf(first);
    if (name === "urlencode") return encodeUrl(shownValue(path, this.facts, scope));
    if (name !== "local_time") return "";
    const [time] = valuesOf(path, this.facts, scope);
    const milliseconds = typeof time === "string" ? Date.parse(time) : Number(time ?? Number.NaN);
    return Number.isNaN(milliseconds) ? "" : formatLocalTime(milliseconds, textOf(second));
  }
}

/** The items of `each`: of a list by their index, of an object by their key. */
function entriesOf(values: readonly unknown[]): readonly (readonly [string, unknown])[] {
  const [only] = values;
  if (values.length === 1 && typeof only === "object" && only !== null) return Object.entries(only);
  return values.map((value, index) => [`${index}`, value]);
}

/** Raw text without the lines of its tags. */
function rawText(text: string): string {
  return text.replace(/^[ \t]*\r?\n/, "").replace(/(^|\n)[ \t]+$/, "$1");
}

/** A text without the white space of lines on which a tag stands alone. */
function withoutBlanks({ text, range }: TextNode, blanks: readonly SourceRange[]): string {
  let [low, high] = [0, blanks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blanks[middle]!.end <= range.start) low = middle + 1;
    else high = middle;
  }
  let kept = "";
  let from = range.start;
  for (let index = low; index < blanks.length && blanks[index]!.start < range.end; index++) {
    const blank = blanks[index]!;
    if (blank.start > from) kept += text.slice(from - range.start, blank.start - range.start);
    from = Math.max(from, blank.end);
  }
  return from < range.end ? kept + text.slice(from - range.start) : kept;
}
