import type { WidgetLayout, WidgetSize } from "./types";

/** The columns of an ordered dashboard's grid. */
export const GRID_COLUMNS = 12;

/**
 * Sizes by the part of a row that they take. Charts are three rows high, which shows a curve and its axis; single numbers
 * two.
 */
export const size = {
  full: { width: 12, height: 3 },
  wide: { width: 8, height: 3 },
  half: { width: 6, height: 3 },
  third: { width: 4, height: 3 },
  quarter: { width: 3, height: 3 },
  /** A single number. */
  number: { width: 3, height: 2 },
  /** A line of text across the dashboard. */
  line: { width: 12, height: 1 },
} as const satisfies Record<string, WidgetSize>;

/** The size with another height: `tall(size.half, 5)`. */
export function tall(of: WidgetSize, height: number): WidgetSize {
  return { width: of.width, height };
}

/** The size at a fixed place; other widgets go around it: `pinned(size.half, { x: 0, y: 4 })`. */
export function pinned(of: WidgetSize, place: { readonly x: number; readonly y: number }): WidgetLayout {
  return { x: place.x, y: place.y, width: of.width, height: of.height };
}
