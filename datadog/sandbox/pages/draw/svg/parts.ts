import { chartSvg } from "../chart";
import type { BandsPart, BlocksPart, GaugePart, NumberPart, Part, TextPart } from "../parts";
import { fitted, textWidth, wrapped } from "../text-width";
import type { Theme } from "../theme";
import { type Box, inside } from "./box";
import { attributes, escaped, rect, text } from "./markup";
import { drawNote } from "./note";
import { drawTable, tableHeight } from "./table";

/** Pixels between two parts. */
const GAP = 6;
const BAND = 28;

/** Parts one below the other: each as high as it must be, and what is left goes to those that can use it. */
export function drawParts(parts: readonly Part[], box: Box, theme: Theme, id: string): string {
  const needs = parts.map((part) => needOf(part, box));
  const gaps = GAP * Math.max(0, parts.length - 1);
  const fixed = needs.reduce((sum, { least }) => sum + least, 0);
  const growing = needs.reduce((sum, { grow }) => sum + grow, 0);
  const left = box.height - gaps - fixed;
  let y = box.y;
  return parts
    .map((part, index) => {
      const { least, grow } = needs[index]!;
      // where there is too little room, tables are cut first
      const short = left < 0 && part.kind === "table" ? left / parts.filter(({ kind }) => kind === "table").length : 0;
      const height = Math.max(14, least + short + (growing > 0 ? (Math.max(0, left) * grow) / growing : 0));
      const drawn = drawPart(
        part,
        { ...box, y, height: Math.min(height, box.y + box.height - y) },
        theme,
        `${id}-${index}`,
      );
      y += height + GAP;
      return drawn;
    })
    .join("");
}

/** The pixels that parts must have, with what is between them. */
export const partsHeight = (parts: readonly Part[], box: Box): number =>
  parts.reduce((sum, part) => sum + needOf(part, box).least + GAP, 0);

/** The pixels that a part must have, and how much it wants of what is left. */
function needOf(part: Part, { width }: Box): { readonly least: number; readonly grow: number } {
  switch (part.kind) {
    case "table":
      return { least: tableHeight(part), grow: part.role === "legend" ? 0 : 0.001 };
    case "bands":
      return { least: part.rows.length * BAND, grow: 0 };
    case "gauge":
      return { least: 22, grow: 0 };
    case "blocks":
      return { least: 46, grow: part.filled ? 1 : 0 };
    case "text":
      return part.role === "remark"
        ? { least: remarkLines(part.text, width).length * 13, grow: 0 }
        : { least: 24, grow: 1 };
    default:
      return { least: 20, grow: 1 };
  }
}

function drawPart(part: Part, box: Box, theme: Theme, id: string): string {
  if (box.height < 6 || box.width < 6) return "";
  switch (part.kind) {
    case "chart":
      return chartSvg(part, { id, ...box });
    case "number":
      return drawNumber(part, box, theme, id);
    case "table":
      return drawTable(part, box, theme);
    case "blocks":
      return drawBlocks(part, box, theme);
    case "bands":
      return drawBands(part, box, theme);
    case "gauge":
      return drawGauge(part, box, theme);
    case "note":
      return drawNote(part, box, theme);
    case "text":
      return drawText(part, box, theme);
  }
}

/** As large as the box allows. */
function drawNumber(part: NumberPart, box: Box, theme: Theme, id: string): string {
  const { number, unit, align, caption, behind } = part;
  const color = part.color ?? theme.text;
  const captionHeight = caption === undefined ? 0 : 16;
  const room = box.height - captionHeight;
  const unitSize = 0.5;
  const at = (size: number) => textWidth(number, { size, bold: true }) + textWidth(unit, { size: size * unitSize });
  const size = Math.max(14, Math.min(room * 0.62, 72, (box.width * 0.9) / Math.max(1e-6, at(1))));
  const total = at(size);
  const start =
    align === "left" ? box.x + 4 : align === "right" ? box.x + box.width - total - 4 : box.x + (box.width - total) / 2;
  const baseline = box.y + room / 2 + size * 0.36;
  const chart = behind
    ? chartSvg(behind, { id, x: box.x, y: box.y + box.height * 0.35, width: box.width, height: box.height * 0.65 })
    : "";
  const numeral = text(number, start, baseline, { size, color, bold: true });
  const after = text(
    unit.trimStart(),
    start + total - textWidth(unit.trimStart(), { size: size * unitSize }),
    baseline,
    { size: size * unitSize, color },
  );
  const below =
    caption === undefined
      ? ""
      : text(
          fitted(caption, box.width, { size: 11 }),
          align === "left" ? box.x + 4 : align === "right" ? box.x + box.width - 4 : box.x + box.width / 2,
          box.y + box.height - 4,
          {
            size: 11,
            color: theme.muted,
            anchor: align === "left" ? "start" : align === "right" ? "end" : "middle",
          },
        );
  return chart + numeral + after + below;
}

function drawBlocks({ blocks, filled }: BlocksPart, box: Box, theme: Theme): string {
  const gap = 6;
  const width = (box.width - gap * (blocks.length - 1)) / Math.max(1, blocks.length);
  const height = Math.min(box.height, filled ? 120 : 44);
  const top = box.y + (filled ? (box.height - height) / 2 : 0);
  return blocks
    .map(({ number, name, color }, index) => {
      const x = box.x + index * (width + gap);
      const size = Math.max(
        12,
        Math.min(height * 0.5, 34, (width * 0.85) / Math.max(0.6, textWidth(number, { size: 1, bold: true }))),
      );
      const ink = filled ? "#ffffff" : color;
      const background = filled
        ? rect(x, top, width, height, color, { rx: 3 })
        : rect(x, top + height - 3, width, 3, color);
      const label = fitted(name, width - 8, { size: 10 });
      const middle = { anchor: "middle", color: ink } as const;
      const twoLines = height >= 34 && label !== number;
      const numeral = text(number, x + width / 2, top + height / 2 + (twoLines ? size * 0.15 : size * 0.36), {
        ...middle,
        size,
        bold: true,
      });
      const below = twoLines
        ? text(label, x + width / 2, top + height / 2 + size * 0.15 + 13, {
            ...middle,
            size: 10,
            color: filled ? "#ffffff" : theme.muted,
          })
        : "";
      return background + numeral + below;
    })
    .join("");
}

function drawBands({ rows, from, to, inset: { left, right } }: BandsPart, box: Box, theme: Theme): string {
  const width = box.width - left - right;
  const x = (time: number) => box.x + left + (width * (time - from)) / Math.max(1, to - from);
  return rows
    .map(({ name, mark, stretches }, index) => {
      const top = box.y + index * BAND;
      const dot =
        mark === undefined ? "" : `<circle${attributes({ cx: box.x + left + 4, cy: top + 7, r: 4, fill: mark })}/>`;
      const label = text(
        fitted(name, width - 14, { size: 10 }),
        box.x + left + (mark === undefined ? 0 : 13),
        top + 11,
        { size: 10, color: theme.text },
      );
      const bands = stretches.map(({ from: begin, to: end, color, title }) => {
        const shape = attributes({
          x: x(begin),
          y: top + 15,
          width: Math.max(1, x(end) - x(begin)),
          height: 9,
          fill: color,
        });
        return `<rect${shape}><title>${escaped(title)}</title></rect>`;
      });
      return dot + label + bands.join("");
    })
    .join("");
}

function drawGauge({ share, color, text: label }: GaugePart, box: Box, theme: Theme): string {
  const width = Math.max(0, Math.min(1, share)) * box.width;
  return (
    rect(box.x, box.y + 4, box.width, 14, theme.shade, { rx: 3 }) +
    rect(box.x, box.y + 4, width, 14, color, { rx: 3 }) +
    text(fitted(label, box.width - 12, { size: 10 }), box.x + 6, box.y + 15, { size: 10, color: theme.text })
  );
}

const REMARK = { size: 10 } as const;

/** Two lines at most: a remark is not what the widget is about. */
function remarkLines(content: string, width: number): readonly string[] {
  const [first = "", ...rest] = wrapped(content, width, REMARK);
  return rest.length === 0 ? [first] : [first, fitted(rest.join(" "), width, REMARK)];
}

const CODE = { size: 10.5, mono: true } as const;

function drawText({ role, text: content, code }: TextPart, box: Box, theme: Theme): string {
  if (role === "remark") {
    const lines = remarkLines(content, box.width);
    return lines
      .map((line, index) => text(line, box.x, box.y + 10 + index * 13, { ...REMARK, color: theme.muted }))
      .join("");
  }
  const font = { size: 12 } as const;
  const color = role === "problem" ? theme.problem : theme.muted;
  const lines = wrapped(content, box.width - 24, font).slice(0, Math.max(1, Math.floor(box.height / 17)));
  const codeLines = code === undefined ? [] : clippedCode(code, box.width - 16);
  const height = lines.length * 17 + (codeLines.length > 0 ? codeLines.length * 14 + 14 : 0);
  const top = box.y + Math.max(4, (box.height - height) / 2);
  const frame =
    role === "frame"
      ? rect(box.x + 2, box.y + 2, box.width - 4, box.height - 4, theme.shade, {
          rx: 4,
          stroke: theme.border,
          "stroke-dasharray": "5 4",
        })
      : "";
  const words = lines.map((line, index) =>
    text(line, box.x + box.width / 2, top + 13 + index * 17, { ...font, color, anchor: "middle" }),
  );
  const below = top + lines.length * 17 + 8;
  const background =
    codeLines.length > 0 ? rect(box.x, below, box.width, codeLines.length * 14 + 8, theme.shade, { rx: 3 }) : "";
  const shown = codeLines.map((line, index) =>
    text(line, box.x + 8, below + 14 + index * 14, { ...CODE, color: theme.text }),
  );
  return inside(box, frame + words.join("") + background + shown.join(""));
}

/** A long line is shown around its carets. */
function clippedCode(code: string, width: number): string[] {
  const lines = code.split("\n");
  const most = Math.max(8, Math.floor(width / textWidth("x", CODE)));
  return lines.flatMap((line, index) => {
    const carets = lines[index + 1];
    if (/^\s*\^/.test(line)) return [];
    if (carets === undefined || !/^\s*\^/.test(carets)) return [fitted(line, width, CODE)];
    if (line.length <= most) return [line, carets];
    const at = carets.search(/\S/);
    const start = Math.max(0, Math.min(at - Math.floor(most / 3), line.length - most));
    const cut = (one: string, mark: string) =>
      start > 0 ? mark + one.slice(start + 1, start + most) : one.slice(0, most);
    return [cut(line, "…"), cut(carets, " ")];
  });
}
