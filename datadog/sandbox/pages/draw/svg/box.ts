import { attributes } from "./markup";

/** Pixels from the top left of a picture. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A box without so many pixels at its sides. */
export const inset = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x + by,
  y: y + by,
  width: Math.max(0, width - 2 * by),
  height: Math.max(0, height - 2 * by),
});

/** What is drawn, cut off at the box. */
export function inside({ x, y, width, height }: Box, content: string): string {
  const size = attributes({
    x,
    y,
    width,
    height,
    viewBox: [x, y, width, height].map((value) => Number(value.toFixed(1))).join(" "),
  });
  return `<svg${size}>${content}</svg>`;
}
