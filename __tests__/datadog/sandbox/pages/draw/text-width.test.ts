import { Resvg } from "@resvg/resvg-js";
import fc from "fast-check";
import { fitted, textWidth, wrapped } from "../../../../../datadog/sandbox/pages/draw/text-width";

const fontFiles = [
  require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"),
  require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf"),
];

/** The width of what is drawn between two bars, measured by drawing it. */
function drawnWidth(text: string, bold: boolean): number {
  const weight = bold ? "bold" : "normal";
  const line = (content: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="200"><text x="0" y="100" font-size="100" font-weight="${weight}" font-family="DejaVu Sans" xml:space="preserve">|${content}|</text></svg>`;
  const width = (content: string) => {
    return new Resvg(line(content), { font: { loadSystemFonts: false, fontFiles } }).innerBBox()!.width;
  };
  return width(text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")) - width("");
}

describe("the width of a text", () => {
  it.each([
    ["Pipeline overview", false],
    ["WWWWWWiiiiii", false],
    ["Failed runs in 5 minutes", true],
    ["sum:pipeline.runs{env:prod}", false],
  ])("of %p is that of the font it is drawn in", (text, bold) => {
    // the font also moves some letters together
    expect(textWidth(text, { size: 100, bold }) / drawnWidth(text, bold)).toBeCloseTo(1, 1);
  });
});

describe("a text in a place", () => {
  const font = { size: 12 };
  const texts = fc.string({ unit: fc.constantFrom(..."abc WMil .,é漢".split("")), maxLength: 80 });

  it("fits, and has an ellipsis where it does not all", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 20, max: 400 }), (text, width) => {
        const shown = fitted(text, width, font);
        expect(textWidth(shown, font)).toBeLessThanOrEqual(
          Math.max(width, textWidth(text, font) <= width ? width : 0) + 0.01,
        );
        if (shown !== text) expect(shown.endsWith("…")).toBe(true);
      }),
    );
  });

  it("keeps all its words on several lines, each of which fits", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 20, max: 400 }), (text, width) => {
        const lines = wrapped(text, width, font);
        for (const line of lines) expect(textWidth(line.trim(), font)).toBeLessThanOrEqual(width + 0.01);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
      }),
    );
  });
});
