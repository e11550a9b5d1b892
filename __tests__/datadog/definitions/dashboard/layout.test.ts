import fc from "fast-check";
import {
  dashboard,
  GRID_COLUMNS,
  group,
  note,
  pinned,
  size,
  tall,
  type WidgetLayout,
} from "../../../../datadog/definitions";

const noteOf = (layout: Parameters<typeof note>[1]) => note("text", layout);

const placesOf = (...sizes: NonNullable<Parameters<typeof note>[1]>["size"][]) =>
  dashboard({ title: "t", description: "d", widgets: sizes.map((of) => noteOf({ size: of })) }).widgets.map(
    ({ layout }) => [layout?.x, layout?.y],
  );

const cells = ({ x, y, width, height }: WidgetLayout) =>
  Array.from({ length: width * height }, (_, cell) => `${x + (cell % width)},${y + Math.floor(cell / width)}`);

const anySize = fc.record({ width: fc.integer({ min: 1, max: GRID_COLUMNS }), height: fc.integer({ min: 1, max: 6 }) });

describe("widgets flow into the grid", () => {
  test("from left to right, and into a new row where the old one is full", () => {
    expect(placesOf(size.half, size.half, size.third, size.third, size.third, size.full)).toEqual([
      [0, 0],
      [6, 0],
      [0, 3],
      [4, 3],
      [8, 3],
      [0, 6],
    ]);
  });

  test("a row is as high as its highest widget", () => {
    expect(placesOf(size.half, tall(size.half, 5), size.half)).toEqual([
      [0, 0],
      [6, 0],
      [0, 5],
    ]);
  });

  test("around a pinned widget, which stays where it is", () => {
    expect(placesOf(size.half, pinned(size.half, { x: 0, y: 0 }), size.half)).toEqual([
      [6, 0],
      [0, 0],
      [0, 3],
    ]);
    expect(placesOf(size.full, pinned(tall(size.half, 1), { x: 3, y: 1 }))).toEqual([
      [0, 2],
      [3, 1],
    ]);
  });

  test("inside the grid and never over each other, whatever their sizes and however many are pinned", () => {
    const pins = fc.constantFrom(
      [],
      [pinned(size.half, { x: 3, y: 2 })],
      [pinned(size.full, { x: 0, y: 4 }), pinned(size.number, { x: 9, y: 1 })],
    );
    fc.assert(
      fc.property(fc.array(anySize, { maxLength: 30 }), pins, (sizes, pinnedSizes) => {
        const widgets = [...sizes, ...pinnedSizes].map((of) => noteOf({ size: of }));
        const layouts = dashboard({ title: "t", description: "d", widgets }).widgets.map(({ layout }) => layout!);
        const taken = layouts.flatMap(cells);
        expect(new Set(taken).size).toBe(taken.length);
        for (const { x, width } of layouts) expect(x + width).toBeLessThanOrEqual(GRID_COLUMNS);
        expect(layouts.map(({ width, height }) => ({ width, height }))).toEqual(
          [...sizes, ...pinnedSizes].map(({ width, height }) => ({ width, height })),
        );
      }),
    );
  });
});

describe("a group", () => {
  const inner = (width: number | undefined, ...sizes: readonly { width: number; height: number }[]) =>
    group(
      "g",
      sizes.map((of) => noteOf({ size: of })),
      { width },
    );

  test("is as high as what it holds and its title bar, which is one row", () => {
    expect(inner(undefined, size.half, size.half, size.full).layout).toEqual({ width: 12, height: 7 });
  });

  test("lays its widgets out in its own width", () => {
    const { definition, layout } = inner(6, size.number, size.number, size.number);
    expect(layout).toEqual({ width: 6, height: 5 });
    expect((definition.widgets as { layout: WidgetLayout }[]).map(({ layout: place }) => [place.x, place.y])).toEqual([
      [0, 0],
      [3, 0],
      [0, 2],
    ]);
  });

  test("can be pinned", () => {
    expect(group("g", [note("n")], { width: 6, at: { x: 6, y: 2 } }).layout).toEqual({
      x: 6,
      y: 2,
      width: 6,
      height: 4,
    });
  });

  test("holds no group", () => {
    expect(() => group("outer", [group("inner", [note("n")])])).toThrow(
      'group "outer" contains group "inner": groups cannot be nested.',
    );
  });

  test("refuses a widget that is wider than itself", () => {
    expect(() => inner(6, size.full)).toThrow(
      "note is 12 columns wide, but there are only 6: reduce its width to at most 6.",
    );
  });
});

test.each([
  [[{ width: 13, height: 2 }], "note is 13 columns wide, but there are only 12: reduce its width to at most 12."],
  [
    [{ width: 0, height: 2 }],
    "note has the size 0 × 2: columns and rows must be whole numbers above 0, such as size.half.",
  ],
  [
    [{ width: 2.5, height: 2 }],
    "note has the size 2.5 × 2: columns and rows must be whole numbers above 0, such as size.half.",
  ],
  [
    [pinned(size.half, { x: 7, y: 0 })],
    "note is pinned at column 7, row 0, and 6 columns wide, which is outside the grid: x + width can be at most 12, " +
      "and x and y start at 0.",
  ],
  [
    [pinned(size.half, { x: -1, y: 0 })],
    "note is pinned at column -1, row 0, and 6 columns wide, which is outside the grid: x + width can be at most 12, " +
      "and x and y start at 0.",
  ],
  [
    [pinned(size.half, { x: 0, y: 0 }), pinned(size.half, { x: 5, y: 2 })],
    "note is pinned at column 5, row 2, over note at column 0, row 0: move one of them.",
  ],
])("%j is refused", (sizes, message) => {
  expect(() => placesOf(...sizes)).toThrow(message);
});
