import type { NotePart } from "../parts";
import { markdown } from "../markdown";
import { textWidth } from "../text-width";
import type { Theme } from "../theme";
import { mixed } from "../palette";
import { type Box, inside } from "./box";
import { linked, rect, text } from "./markup";

/** Letters that look alike. */
interface Run {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly mono: boolean;
  readonly href?: string;
}

/** A block of a note: lines of runs, indented; or a rule. */
interface Block {
  readonly runs: readonly Run[];
  readonly size: number;
  readonly indent: number;
  readonly bullet?: string;
  readonly gap: number;
  readonly role: "text" | "code" | "rule" | "quote";
}

type Token = ReturnType<typeof markdown.parse>[number];

const HEADINGS: Readonly<Record<string, number>> = { h1: 1.5, h2: 1.3, h3: 1.15, h4: 1.05, h5: 1, h6: 1 };

/** Markdown as lines of text in a box; what does not fit is cut off. */
export function drawNote(note: NotePart, box: Box, theme: Theme): string {
  const blocks = blocksOf(markdown.parse(note.markdown, {}), note.fontSize);
  const drawn: ((y: number) => string)[] = [];
  let height = 0;
  for (const block of blocks) {
    const start = height + (height === 0 ? 0 : block.gap);
    const { content, used } = drawBlock(block, note, box, theme);
    drawn.push((top) => content(top + start));
    height = start + used;
  }
  const free = Math.max(0, box.height - height);
  const top = box.y + (note.vertical === "center" ? free / 2 : note.vertical === "bottom" ? free : 0);
  return inside(box, drawn.map((draw) => draw(top)).join(""));
}

interface DrawnBlock {
  readonly used: number;
  readonly content: (y: number) => string;
}

function drawBlock(block: Block, note: NotePart, box: Box, theme: Theme): DrawnBlock {
  const { size, indent, bullet, role } = block;
  const line = size * 1.45;
  const left = box.x + indent;
  const width = Math.max(20, box.width - indent);
  if (role === "rule") return { used: 9, content: (y) => rect(left, y + 4, width, 1, mixed(theme.border, note.color, 0.2)) };
  const lines = wrapRuns(block.runs, width, size);
  const behind = role === "code" ? (y: number) => rect(left - 4, y, width + 4, lines.length * line, theme.shade, { rx: 3 }) : () => "";
  const bar = role === "quote" ? (y: number) => rect(left - 10, y + 2, 3, lines.length * line - 4, theme.border) : () => "";
  return {
    used: lines.length * line,
    content: (y) =>
      behind(y) +
      bar(y) +
      (bullet === undefined ? "" : text(bullet, left - size * 0.4, y + line * 0.74, { size, color: note.color, anchor: "end" })) +
      lines.map((runs, index) => drawLine(runs, note, { left, width, size, y: y + index * line + line * 0.74 }, role, theme)).join(""),
  };
}

interface LinePlace {
  readonly left: number;
  readonly width: number;
  readonly size: number;
  /** The baseline. */
  readonly y: number;
}

function drawLine(runs: readonly Run[], { align, color }: NotePart, { left, width, size, y }: LinePlace, role: Block["role"], theme: Theme): string {
  const total = runs.reduce((sum, run) => sum + runWidth(run, size), 0);
  let x = left + (align === "left" || role === "code" ? 0 : align === "right" ? width - total : (width - total) / 2);
  return runs
    .map((run) => {
      const own = run.mono ? size * 0.92 : size;
      const inCode = run.mono && role !== "code";
      const at = x;
      x += runWidth(run, size);
      const shade = inCode ? rect(at - 1, y - size * 0.85, runWidth(run, size) + 2, size * 1.2, theme.shade, { rx: 2 }) : "";
      const shown = text(run.text, at, y, {
        size: own,
        color: run.href !== undefined && color === theme.text ? theme.link : run.mono ? theme.text : color,
        bold: run.bold,
        italic: run.italic,
        mono: run.mono,
        underline: run.href !== undefined,
      });
      return shade + linked(shown, run.href);
    })
    .join("");
}

const runWidth = ({ text: content, bold, mono }: Run, size: number) => textWidth(content, { size: mono ? size * 0.92 : size, bold, mono });

/** Runs in lines that fit, broken between words; a word that is too long stands alone and is cut off. */
function wrapRuns(runs: readonly Run[], width: number, size: number): Run[][] {
  const lines: Run[][] = [[]];
  let used = 0;
  for (const run of runs) {
    for (const piece of run.text.split(/(\n|(?<= ))/)) {
      if (piece === "\n") {
        lines.push([]);
        used = 0;
        continue;
      }
      if (piece === "") continue;
      const wide = runWidth({ ...run, text: piece.trimEnd() }, size);
      if (used > 0 && used + wide > width) {
        lines.push([]);
        used = 0;
      }
      const line = lines.at(-1)!;
      const last = line.at(-1);
      const same = last && last.bold === run.bold && last.italic === run.italic && last.mono === run.mono && last.href === run.href;
      if (same) line[line.length - 1] = { ...last, text: last.text + piece };
      else line.push({ ...run, text: piece });
      used += runWidth({ ...run, text: piece }, size);
    }
  }
  return lines;
}

/** Where in lists and quotes a token is. */
interface Nesting {
  lists: { ordered: boolean; number: number }[];
  quotes: number;
  bullet?: string;
}

function blocksOf(tokens: readonly Token[], fontSize: number): Block[] {
  const blocks: Block[] = [];
  const nesting: Nesting = { lists: [], quotes: 0 };
  let heading: string | undefined;
  let row: string[] | undefined;
  const indent = () => nesting.lists.length * fontSize * 1.6 + nesting.quotes * 14;
  const push = (block: Partial<Block> & Pick<Block, "runs">) => {
    const { bullet } = nesting;
    nesting.bullet = undefined;
    const gap = nesting.lists.length > 0 ? fontSize * 0.2 : fontSize * 0.7;
    const role = nesting.quotes > 0 ? "quote" : "text";
    blocks.push({ size: fontSize, indent: indent(), gap, role, ...(bullet === undefined ? {} : { bullet }), ...block });
  };
  for (const token of tokens) {
    switch (token.type) {
      case "heading_open":
        heading = token.tag;
        break;
      case "heading_close":
        heading = undefined;
        break;
      case "bullet_list_open":
      case "ordered_list_open":
        nesting.lists.push({ ordered: token.type === "ordered_list_open", number: Number(token.attrGet("start") ?? 1) });
        break;
      case "bullet_list_close":
      case "ordered_list_close":
        nesting.lists.pop();
        break;
      case "list_item_open": {
        const list = nesting.lists.at(-1)!;
        nesting.bullet = list.ordered ? `${list.number++}.` : "•";
        break;
      }
      case "blockquote_open":
        nesting.quotes++;
        break;
      case "blockquote_close":
        nesting.quotes--;
        break;
      case "tr_open":
        row = [];
        break;
      case "tr_close":
        push({ runs: [{ ...PLAIN, text: (row ?? []).join("   ") }], gap: fontSize * 0.2 });
        row = undefined;
        break;
      case "hr":
        push({ runs: [], role: "rule" });
        break;
      case "fence":
      case "code_block":
        push({ runs: [{ ...PLAIN, text: token.content.replace(/\n$/, ""), mono: true }], role: "code", indent: indent() + 4 });
        break;
      case "inline":
        if (row) row.push(token.content);
        else if (heading === undefined) push({ runs: runsOf(token.children ?? []) });
        else push({ runs: runsOf(token.children ?? [], true), size: fontSize * (HEADINGS[heading] ?? 1) });
        break;
    }
  }
  return blocks;
}

const PLAIN = { bold: false, italic: false, mono: false } as const;

function runsOf(tokens: readonly Token[], bold = false): Run[] {
  const runs: Run[] = [];
  let style: Omit<Run, "text"> = { ...PLAIN, bold };
  for (const token of tokens) {
    if (token.type === "strong_open") style = { ...style, bold: true };
    else if (token.type === "strong_close") style = { ...style, bold };
    else if (token.type === "em_open") style = { ...style, italic: true };
    else if (token.type === "em_close") style = { ...style, italic: false };
    else if (token.type === "link_open") style = { ...style, href: String(token.attrGet("href") ?? "#") };
    else if (token.type === "link_close") style = { bold: style.bold, italic: style.italic, mono: style.mono };
    else if (token.type === "code_inline") runs.push({ ...style, text: token.content, mono: true });
    else if (token.type === "softbreak" || token.type === "hardbreak") runs.push({ ...style, text: "\n" });
    else if (token.type === "image") runs.push({ ...style, text: token.content || "image", italic: true });
    else if (token.content !== "") runs.push({ ...style, text: token.content });
  }
  return runs;
}
