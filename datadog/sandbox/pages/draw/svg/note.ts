import { type Block, noteBlocks, type Run } from "../note-blocks";
import { mixed } from "../palette";
import type { NotePart } from "../parts";
import type { Theme } from "../theme";
import { type Box, inside } from "./box";
import { linked, rect, text } from "./markup";
import { runSize, runWidth, wrappedRuns } from "./runs";

/** Markdown as lines of text in a box; what does not fit is cut off. */
export function drawNote(note: NotePart, box: Box, theme: Theme): string {
  const blocks = noteBlocks(note.markdown, note.fontSize);
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
  if (role === "rule")
    return { used: 9, content: (y) => rect(left, y + 4, width, 1, mixed(theme.border, note.color, 0.2)) };
  const lines = wrappedRuns(block.runs, width, size);
  const behind =
    role === "code"
      ? (y: number) => rect(left - 4, y, width + 4, lines.length * line, theme.shade, { rx: 3 })
      : () => "";
  const bar =
    role === "quote" ? (y: number) => rect(left - 10, y + 2, 3, lines.length * line - 4, theme.border) : () => "";
  return {
    used: lines.length * line,
    content: (y) =>
      behind(y) +
      bar(y) +
      (bullet === undefined
        ? ""
        : text(bullet, left - size * 0.4, y + line * 0.74, { size, color: note.color, anchor: "end" })) +
      lines
        .map((runs, index) =>
          y + (index + 0.95) * line > box.y + box.height + 1
            ? ""
            : drawLine(runs, note, { left, width, size, y: y + index * line + line * 0.74 }, role, theme),
        )
        .join(""),
  };
}

interface LinePlace {
  readonly left: number;
  readonly width: number;
  readonly size: number;
  /** The baseline. */
  readonly y: number;
}

function drawLine(
  runs: readonly Run[],
  { align, color }: NotePart,
  { left, width, size, y }: LinePlace,
  role: Block["role"],
  theme: Theme,
): string {
  const total = runs.reduce((sum, run) => sum + runWidth(run, size), 0);
  let x = left + (align === "left" || role === "code" ? 0 : align === "right" ? width - total : (width - total) / 2);
  return runs
    .map((run) => {
      const own = runSize(run, size);
      const inCode = run.mono && role !== "code";
      const at = x;
      x += runWidth(run, size);
      const shade = inCode
        ? rect(at - 1, y - size * 0.85, runWidth(run, size) + 2, size * 1.2, theme.shade, { rx: 2 })
        : "";
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
