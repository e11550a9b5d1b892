import { Resvg } from "@resvg/resvg-js";

/** The fonts that pictures are measured with, so that an image is the same on every machine. */
const FONTS = ["DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSans-BoldOblique", "DejaVuSansMono"];

/** An SVG picture as a PNG image, of the same size. */
export function pngOf(svg: string): Buffer {
  const fontFiles = FONTS.map((font) => require.resolve(`dejavu-fonts-ttf/ttf/${font}.ttf`));
  const image = new Resvg(svg, { font: { fontFiles, loadSystemFonts: false, defaultFontFamily: "DejaVu Sans" } });
  return image.render().asPng();
}
