import { markdown } from "./markdown";

/** Letters that look alike. */
export interface Run {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly mono: boolean;
  readonly href?: string;
}

/** A block of a note: lines of runs, indented; or a rule. */
export interface Block {
  readonly runs: readonly Run[];
  readonly size: number;
  readonly indent: number;
  readonly bullet?: string;
  readonly gap: number;
  readonly role: "text" | "code" | "rule" | "quote";
}

type Token = ReturnType<typeof markdown.parse>[number];

const HEADINGS: Readonly<Record<string, number>> = { h1: 1.5, h2: 1.3, h3: 1.15, h4: 1.05, h5: 1, h6: 1 };

/** What a note says, block by block. */
export const noteBlocks = (text: string, fontSize: number): Block[] => blocksOf(markdown.parse(text, {}), fontSize);

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
        nesting.lists.push({
          ordered: token.type === "ordered_list_open",
          number: Number(token.attrGet("start") ?? 1),
        });
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
        push({
          runs: [{ ...PLAIN, text: token.content.replace(/\n$/, ""), mono: true }],
          role: "code",
          indent: indent() + 4,
        });
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

type Style = Omit<Run, "text">;

/** How the runs after a token look. */
const STYLES: Readonly<Record<string, (style: Style, outer: Style, token: Token) => Style>> = {
  strong_open: (style) => ({ ...style, bold: true }),
  strong_close: (style, outer) => ({ ...style, bold: outer.bold }),
  em_open: (style) => ({ ...style, italic: true }),
  em_close: (style) => ({ ...style, italic: false }),
  link_open: (style, _outer, token) => ({ ...style, href: String(token.attrGet("href") ?? "#") }),
  link_close: ({ bold, italic, mono }) => ({ bold, italic, mono }),
};

/** What a token says. */
const TEXTS: Readonly<Record<string, (style: Style, token: Token) => Run>> = {
  code_inline: (style, { content }) => ({ ...style, text: content, mono: true }),
  softbreak: (style) => ({ ...style, text: "\n" }),
  hardbreak: (style) => ({ ...style, text: "\n" }),
  image: (style, { content }) => ({ ...style, text: content || "image", italic: true }),
};

function runsOf(tokens: readonly Token[], bold = false): Run[] {
  const outer: Style = { ...PLAIN, bold };
  let style = outer;
  return tokens.flatMap((token): Run[] => {
    style = STYLES[token.type]?.(style, outer, token) ?? style;
    const run = TEXTS[token.type]?.(style, token) ?? { ...style, text: token.content };
    return run.text === "" || token.type in STYLES ? [] : [run];
  });
}
