import type { Cell, Column, TablePart } from "../parts";
import { type Font, fitted, textWidth } from "../text-width";
import type { Theme } from "../theme";
import { type Box, inside } from "./box";
import { attributes, linked, px, rect, text } from "./markup";

interface Look {
  readonly font: Font;
  readonly row: number;
  readonly heading: number;
}

const LOOKS: Readonly<Record<NonNullable<TablePart["role"]>, Look>> = {
  table: { font: { size: 11.5 }, row: 24, heading: 22 },
  bars: { font: { size: 12 }, row: 26, heading: 0 },
  legend: { font: { size: 10 }, row: 16, heading: 15 },
};

const lookOf = ({ role = "table" }: TablePart) => LOOKS[role];

const PADDING = 8;
const MARK = 12;

/** The height of all rows. */
export function tableHeight(part: TablePart): number {
  const { row, heading } = lookOf(part);
  return (hasHeading(part) ? heading : 0) + part.rows.length * row + (part.more === undefined ? 0 : row);
}

const hasHeading = ({ columns }: TablePart) => columns.some(({ heading }) => heading);

/** As many rows as fit; the last line says how many there are more. */
export function drawTable(part: TablePart, box: Box, theme: Theme): string {
  const { font, row, heading } = lookOf(part);
  const top = hasHeading(part) ? heading : 0;
  const fits = Math.max(1, Math.floor((box.height - top + 1) / row));
  const cut = part.rows.length > fits || (part.more !== undefined && part.rows.length >= fits);
  const rows = cut ? part.rows.slice(0, Math.max(1, fits - 1)) : part.rows;
  const hidden = part.rows.length - rows.length + (part.more ?? 0);
  const widths = columnWidths(part, rows, box.width, font);
  const starts = widths.map((_, index) => box.x + widths.slice(0, index).reduce((sum, width) => sum + width, 0));
  const headings = part.columns.map(({ heading: name = "", align }, index) =>
    cellText(
      name,
      { align },
      starts[index]!,
      widths[index]!,
      box.y + top - 7,
      { ...font, size: font.size - 1 },
      theme.muted,
    ),
  );
  const lines = rows.map((cells, index) => {
    const y = box.y + top + index * row;
    const line = part.role === undefined || part.role === "table" ? rect(box.x, y, box.width, 0.5, theme.border) : "";
    return (
      line +
      cells
        .map((cell, place) =>
          drawCell(
            cell,
            part.columns[place]!,
            { x: starts[place]!, y, width: widths[place]!, height: row },
            font,
            theme,
          ),
        )
        .join("")
    );
  });
  const end = box.y + top + rows.length * row + row / 2 + font.size * 0.36;
  const more =
    hidden > 0
      ? text(`+ ${hidden} more`, box.x + (part.role === "legend" ? MARK : 0), end, { ...font, color: theme.muted })
      : "";
  return inside(box, [...headings, ...lines, more].join(""));
}

function drawCell(cell: Cell, column: Column, { x, y, width, height }: Box, font: Font, theme: Theme): string {
  const parts: string[] = [];
  const inset = height * 0.1;
  const room = width - PADDING;
  if (cell.bar) {
    parts.push(rect(x, y + inset, room, height - 2 * inset, theme.shade, { rx: 2 }));
    parts.push(
      rect(x, y + inset, Math.max(1.5, room * cell.bar.share), height - 2 * inset, cell.bar.color, {
        rx: 2,
        "fill-opacity": 0.45,
      }),
    );
  }
  if (cell.background !== undefined)
    parts.push(rect(x, y + inset, room, height - 2 * inset, cell.background, { rx: 2 }));
  let left = x;
  if (cell.mark !== undefined) {
    parts.push(rect(x, y + height / 2 - 4, 8, 8, cell.mark, { rx: 2 }));
    left += MARK;
  }
  if (cell.trend) parts.push(trendLine(cell.trend, { x: x + 2, y: y + 4, width: room * 0.5, height: height - 8 }));
  const padded = cell.bar || cell.background !== undefined ? 6 : 0;
  const color = cell.color ?? (cell.href === undefined ? theme.text : theme.link);
  const baseline = y + height / 2 + font.size * 0.36;
  const from = left + (column.align === "left" ? padded : 0);
  const to = x + width - (column.align === "right" ? padded : 0);
  const shown = cellText(cell.text, column, from, to - from, baseline, font, color);
  parts.push(linked(shown, cell.href));
  return parts.join("");
}

function cellText(
  content: string,
  { align, mono }: Pick<Column, "align" | "mono">,
  x: number,
  width: number,
  y: number,
  font: Font,
  color: string,
): string {
  const own = mono ? { ...font, size: font.size * 0.92, mono } : font;
  const shown = fitted(content, width - PADDING, own);
  if (align === "right") return text(shown, x + width - PADDING, y, { ...own, color, anchor: "end" });
  return text(shown, x, y, { ...own, color });
}

function trendLine({ values, color }: NonNullable<Cell["trend"]>, { x, y, width, height }: Box): string {
  const known = values.filter((value) => value !== null);
  const [min, max] = [Math.min(...known), Math.max(...known)];
  const points = values.flatMap((value, index) =>
    value === null
      ? []
      : [
          `${px(x + (width * index) / Math.max(1, values.length - 1))},${px(y + height - (height * (value - min)) / (max - min || 1))}`,
        ],
  );
  return points.length < 2
    ? ""
    : `<polyline${attributes({ points: points.join(" "), fill: "none", stroke: color, "stroke-width": 1.2 })}/>`;
}

/** What a column needs, and for those that grow a part of what is left. */
function columnWidths({ columns }: TablePart, rows: readonly (readonly Cell[])[], width: number, font: Font): number[] {
  const needed = columns.map(({ heading = "", mono }, index) => {
    const own = { ...font, mono };
    const widest = rows.reduce(
      (most, cells) => {
        const { text: content, mark, trend, bar, background } = cells[index]!;
        const extra = (mark === undefined ? 0 : MARK) + (trend ? 60 : 0) + (bar || background !== undefined ? 12 : 0);
        return Math.max(most, textWidth(content, own) + extra);
      },
      textWidth(heading, font),
    );
    return widest + PADDING + 4;
  });
  const growing = columns.reduce((sum, { grow = 0 }) => sum + grow, 0);
  if (growing === 0) {
    const total = needed.reduce((sum, one) => sum + one, 0);
    return needed.map((one) => (total > width ? (one * width) / total : one + (width - total) / columns.length));
  }
  const most = columns.length > 1 ? width * 0.5 : width;
  const fixed = columns.reduce((sum, { grow = 0 }, index) => sum + (grow > 0 ? 0 : Math.min(needed[index]!, most)), 0);
  const left = Math.max(width - fixed, width * 0.25);
  const scale = fixed + left > width ? (width - left) / fixed : 1;
  return columns.map(({ grow = 0 }, index) =>
    grow > 0 ? (left * grow) / growing : Math.min(needed[index]!, most) * scale,
  );
}
