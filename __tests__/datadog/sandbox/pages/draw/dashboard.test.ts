import { readdirSync, readFileSync } from "node:fs";
import { Resvg } from "@resvg/resvg-js";
import type { DashboardDefinition, WidgetDefinition } from "../../../../../datadog/definitions";
import {
  allPlaced,
  DARK,
  drawDashboard,
  drawnWidget,
  layoutOf,
  markdownHtml,
  variablesOf,
} from "../../../../../datadog/sandbox/pages/draw";
import { corpusPath, describeCorpus } from "../../../../corpus";
import { GALLERY, galleryDashboard } from "./gallery";
import { galleryView } from "./gallery-view";
import { emptyView, madeView, START } from "./made-view";

/** Throws where the text is not well-formed XML. */
const parsed = (svg: string) => new Resvg(svg, { font: { loadSystemFonts: false } });

/** What is found of a pattern; a picture is too long for a message. */
const marksIn = (svg: string, pattern: RegExp) => svg.match(pattern) ?? [];

/** All texts of a picture, without marks. */
const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text!);

let drawn: string | undefined;

/** The whole gallery, drawn once. */
function whole(): string {
  drawn ??= drawDashboard(galleryDashboard(), galleryView());
  return drawn;
}

describe("every type of widget", () => {
  const view = galleryView();

  it.each(GALLERY.map((definition) => [`${definition.type} ${definition.title ?? ""}`, definition] as const))(
    "%s is drawn, and shows something",
    (_name, definition) => {
      const { parts } = drawnWidget(definition, view, { width: 400, height: 240 });
      expect(parts.length).toBeGreaterThan(0);
      const svg = drawDashboard(galleryDashboard([definition]), view);
      expect(marksIn(svg, /NaN|undefined|Infinity|\[object/g)).toEqual([]);
      expect(parsed(svg).width).toBeGreaterThan(1000);
      const { title } = definition;
      if (typeof title === "string") expect(textsOf(svg)).toContain(title);
    },
  );

  it("is drawn in the dark as well, in other colors", () => {
    const light = whole();
    const dark = drawDashboard(galleryDashboard(), view, { theme: DARK });
    expect(parsed(dark).height).toBe(parsed(light).height);
    expect(marksIn(dark, /fill="#f4f5f8"/g)).toEqual([]);
  });

  it("says what a failing check, a monitor and an SLO are", () => {
    const texts = textsOf(whole());
    for (const expected of ["Load is high", "Load is kept", "ALERT", "18.51%", "Made line 35"]) {
      expect(texts).toContain(expected);
    }
  });
});

describe("a picture", () => {
  it("is the same text for the same data, and another for other data", () => {
    expect(drawDashboard(galleryDashboard(), galleryView()) === whole()).toBe(true);
    expect(drawDashboard(galleryDashboard(), galleryView({ seed: 8 })) === whole()).toBe(false);
  });

  it("has ids of its own for each chart, and refers to nothing else", () => {
    const svg = whole();
    const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
    expect(ids.length).toBeGreaterThan(3);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, used] of svg.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(used);
  });

  it("has no script, style or address of elsewhere in it", () => {
    const svg = whole();
    expect(marksIn(svg, /<script|<style|<image|<foreignObject|<[^>]* (style|on\w+)="/g)).toEqual([]);
  });
});

describe("hostile texts", () => {
  const HOSTILE = `<script>alert(1)</script>"'&]]>{{x}}{a|b}\u0001\ud800<img src=x onerror=alert(1)>`;

  function hostileView() {
    const view = emptyView({ hours: 1 });
    for (const [index, tag] of [HOSTILE, "{b}", "a,b"].entries()) {
      const points = Array.from({ length: 60 }, (_, minute) => [START + minute * 60, index + 1] as const);
      view.series.submit({ metric: "load", type: "gauge", tags: [`host:${tag}`], points });
    }
    view.events.add({ kind: "logs", time: START + 60, status: HOSTILE, host: HOSTILE, message: HOSTILE });
    view.events.add({ kind: "events", time: START + 60, title: HOSTILE, message: HOSTILE });
    return view;
  }

  /** The gallery over the hostile metric, with every text of it replaced. */
  function hostileDashboard(): DashboardDefinition {
    const kept = new Set([
      "type",
      "data_source",
      "name",
      "query",
      "q",
      "formula",
      "aggregator",
      "response_format",
      "display_type",
    ]);
    const replaced = (value: unknown, key = ""): unknown => {
      if (typeof value === "string") {
        if (key === "query" || key === "q") return value.replace(/system\.\w+\.\w+/g, "load").replace(/,device/g, "");
        return [
          "title",
          "label",
          "alias",
          "text",
          "content",
          "url",
          "heading",
          "service",
          "link",
          "custom_unit",
        ].includes(key)
          ? HOSTILE
          : value;
      }
      if (Array.isArray(value)) return value.map((item) => replaced(item, key));
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [
          name,
          kept.has(name) && name !== "query" ? replaced(item, name) : replaced(item, name),
        ]),
      );
    };
    const widgets = GALLERY.map((definition) => replaced(definition) as WidgetDefinition);
    return {
      ...galleryDashboard(widgets),
      title: HOSTILE,
      template_variables: [{ name: "host", prefix: "host", defaults: [HOSTILE] }],
    };
  }

  it("are escaped wherever they stand", () => {
    const dashboard = hostileDashboard();
    const view = { ...galleryView(), ...hostileView(), variables: variablesOf(dashboard) };
    const svg = drawDashboard(dashboard, view);
    expect(() => parsed(svg)).not.toThrow();
    expect(marksIn(svg, /<script|<img|<[^>]* on\w+=/g)).toEqual([]);
    expect(marksIn(svg, /&lt;script&gt;/g).length).toBeGreaterThan(20);
  });

  it("do not become links to scripts, nor HTML", () => {
    const markdown =
      '[a](javascript:alert(1)) [b](data:text/html,x) <b onclick="x">c</b> ![d](https://evil.example/x.png)';
    const note: WidgetDefinition = { type: "note", content: markdown };
    const svg = drawDashboard(galleryDashboard([note]), emptyView());
    expect(marksIn(svg, /href="(javascript|data)/g)).toEqual([]);
    const html = markdownHtml(markdown);
    expect(html).not.toMatch(/<a href="(javascript|data)|<b|<img/);
    expect(html).toContain("&lt;b");
  });
});

describeCorpus("the dashboards of Datadog's own integrations", () => {
  const files = readdirSync(corpusPath("dashboards"));
  const read = (file: string) =>
    JSON.parse(readFileSync(corpusPath("dashboards", file), "utf8")) as DashboardDefinition;

  it.each(files)("%s is drawn, and no frame is empty", (file) => {
    const dashboard = read(file);
    const view = madeView(dashboard);
    for (const { id, definition, box, children } of allPlaced(layoutOf(dashboard).widgets)) {
      if (children.length > 0) continue;
      const { parts } = drawnWidget(definition, view, box);
      expect({ id, parts: parts.length }).not.toEqual({ id, parts: 0 });
      const problem = parts.find((part) => part.kind === "text" && part.role === "problem");
      expect({ id, problem }).toEqual({ id, problem: undefined });
    }
    expect(() => parsed(drawDashboard(dashboard, view))).not.toThrow();
  });

  it("have 259 widgets, groups included", () => {
    const counts = files.map((file) => allPlaced(layoutOf(read(file)).widgets).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(259);
  });

  it("are drawn without any data, and say so in each widget", () => {
    for (const file of files) {
      const dashboard = read(file);
      const svg = drawDashboard(dashboard, { ...emptyView(), variables: variablesOf(dashboard) });
      expect(marksIn(svg, /No data: nothing has reported/g).length).toBeGreaterThan(0);
    }
  });
});
