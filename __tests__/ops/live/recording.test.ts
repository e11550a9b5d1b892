import { framesToSvg } from "../../../ops/live/recording/svg";

test("a frame has its lines, in the colors of a terminal, and what XML would read as markup is escaped", () => {
  const ESC = String.fromCharCode(27);
  const svg = framesToSvg([["plain <b> & co", `${ESC}[31mred${ESC}[39m then not`], ["second"]], {
    columns: 20,
    seconds: 2,
    poster: 1,
  });
  expect(svg).toContain(">plain &lt;b&gt; &amp; co</text>");
  expect(svg).toContain('><tspan class="r">red</tspan> then not</text>');
  // two frames of two seconds
  expect(svg).toContain("animation:f 4s");
  expect(svg).toContain("0%{opacity:1}50%,100%{opacity:0}");
  expect(svg.match(/<g class="f p"/g)).toHaveLength(1);
});
