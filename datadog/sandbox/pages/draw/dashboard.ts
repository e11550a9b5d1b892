import type { DashboardDefinition } from "../../../definitions";
import { objectOf, stringOf } from "../../../json";
import { dayAndTime, filledTitle, type View } from "./data/view";
import { GROUP_HEADER, type LayoutOptions, layoutOf, type PlacedWidget } from "./layout";
import type { DrawnWidget } from "./parts";
import { type Box, inset } from "./svg/box";
import { documentOf, rect, text } from "./svg/markup";
import { drawParts } from "./svg/parts";
import { fitted, textWidth } from "./text-width";
import { LIGHT, type Theme } from "./theme";
import { drawnWidget, PADDING, TITLE } from "./widget";
import { surface } from "./widgets/notes";

export interface PictureOptions extends LayoutOptions {
  /** @default LIGHT */
  readonly theme?: Theme;
  /** Pixels below which the picture is cut off. @default it is not */
  readonly maxHeight?: number;
}

const MARGIN = 16;

/**
 * A dashboard as one SVG document. Pure: the same dashboard and data give the same text.
 * @param view what it is drawn from; its variables are those of the dashboard (`variablesOf`)
 */
export function drawDashboard(dashboard: DashboardDefinition, view: View, options: PictureOptions = {}): string {
  const { theme = LIGHT } = options;
  const layout = layoutOf(dashboard, options);
  const header = drawHeader(dashboard, view, layout.width, theme);
  const width = layout.width + 2 * MARGIN;
  const height = Math.min(header.height + layout.height + 2 * MARGIN, options.maxHeight ?? Number.POSITIVE_INFINITY);
  const bottom = height - header.height - MARGIN;
  const content = above(bottom, layout.widgets)
    .map((widget) => drawPlaced(widget, view, theme))
    .join("\n");
  return documentOf(
    width,
    height,
    dashboard.title,
    `${rect(0, 0, width, height, theme.page)}<g transform="translate(${MARGIN} ${MARGIN})">${header.content}</g>` +
      `<g transform="translate(${MARGIN} ${MARGIN + header.height})">\n${content}\n</g>`,
  );
}

/** Widgets of which something is above a line, those of groups too. */
const above = (bottom: number, widgets: readonly PlacedWidget[]): readonly PlacedWidget[] =>
  widgets
    .filter(({ box }) => box.y < bottom)
    .map((widget) => ({ ...widget, children: above(bottom, widget.children) }));

/** The title, the range of time, and what the template variables are. */
function drawHeader(
  { title, template_variables: declared }: DashboardDefinition,
  { from, to, variables }: View,
  width: number,
  theme: Theme,
) {
  const range = `${dayAndTime(from)} – ${dayAndTime(to)} UTC`;
  const rangeWidth = textWidth(range, { size: 12 });
  const parts = [
    text(fitted(title, width - rangeWidth - 24, { size: 18, bold: true }), 0, 20, {
      size: 18,
      bold: true,
      color: theme.text,
    }),
    text(range, width, 20, { size: 12, color: theme.muted, anchor: "end" }),
  ];
  let x = 0;
  let y = 34;
  for (const { name } of declared ?? []) {
    const values = variables[name]?.values ?? [];
    const chip = `$${name}  ${values.length === 0 ? "*" : values.join(", ")}`;
    const wide = textWidth(chip, { size: 11 }) + 16;
    if (x > 0 && x + wide > width) {
      x = 0;
      y += 26;
    }
    parts.push(
      rect(x, y, wide, 20, theme.card, { rx: 3, stroke: theme.border }),
      text(chip, x + 8, y + 14, { size: 11, color: theme.muted }),
    );
    x += wide + 8;
  }
  return { content: parts.join(""), height: (declared ?? []).length === 0 ? 36 : y + 32 };
}

function drawPlaced(placed: PlacedWidget, view: View, theme: Theme): string {
  if (placed.definition.type === "group") return drawGroup(placed, view, theme);
  const { id, definition, box } = placed;
  return drawCard(drawnWidget(definition, view, { ...box, theme }), box, theme, `w${id.replaceAll(".", "-")}`);
}

/** A group: its title bar, and its widgets below. */
function drawGroup({ definition, box, children, header }: PlacedWidget, view: View, theme: Theme): string {
  const fields = objectOf(definition);
  const { background, color } = surface(fields.background_color, theme);
  const title = filledTitle(stringOf(fields.title) ?? "", view.variables);
  const isShown = fields.show_title !== false && title !== "";
  const bar = rect(box.x, box.y, box.width, isShown ? GROUP_HEADER : 4, background, { rx: 4 });
  const name = isShown
    ? text(fitted(title, box.width - 24, { size: 13, bold: true }), box.x + 12, box.y + 20, {
        size: 13,
        bold: true,
        color,
      })
    : "";
  const banner = stringOf(fields.banner_img);
  const room = header - (isShown ? GROUP_HEADER : 4);
  const image =
    banner && room > 24
      ? drawCard(
          drawnWidget({ type: "image", url: banner }, view, { width: box.width, height: room, theme }),
          { x: box.x + 8, y: box.y + (isShown ? GROUP_HEADER : 4) + 4, width: box.width - 16, height: room - 4 },
          theme,
          "banner",
        )
      : "";
  const frame = rect(box.x, box.y, box.width, box.height, theme.card, {
    rx: 4,
    stroke: theme.border,
    "fill-opacity": 0.6,
  });
  return [frame, bar, name, image, ...children.map((child) => drawPlaced(child, view, theme))].join("\n");
}

/** A widget as SVG, in a card. */
export function drawCard(widget: DrawnWidget, box: Box, theme: Theme, id: string): string {
  const { title, time, parts, background } = widget;
  const ground = background ?? theme.card;
  const isPlain = background === theme.page;
  const card = rect(
    box.x + 0.5,
    box.y + 0.5,
    box.width - 1,
    box.height - 1,
    ground,
    isPlain ? {} : { rx: 4, stroke: background === undefined ? theme.border : ground },
  );
  const area = inset(box, Math.min(PADDING, box.width / 8, box.height / 8));
  const hasTitle = title !== undefined || time !== undefined;
  const heading = hasTitle ? drawTitle(widget, area, theme, background !== undefined) : "";
  const body = hasTitle ? { ...area, y: area.y + TITLE, height: area.height - TITLE } : area;
  const ink = background === undefined || isPlain ? theme : { ...theme, text: "#ffffff", muted: "#ffffff" };
  return `<g>${card}${heading}${drawParts(parts, body, widget.type === "query_value" ? ink : theme, id)}</g>`;
}

function drawTitle(
  { title = "", titleAlign, time, type }: DrawnWidget,
  area: Box,
  theme: Theme,
  filled: boolean,
): string {
  const badge = time === undefined ? 0 : textWidth(time, { size: 10 }) + 12;
  const room = area.width - badge;
  const shown = fitted(title, room, { size: 13 });
  const x = titleAlign === "left" ? area.x : titleAlign === "right" ? area.x + room : area.x + room / 2;
  const anchor = ({ left: "start", center: "middle", right: "end" } as const)[titleAlign];
  const color = filled && type === "query_value" ? "#ffffff" : theme.text;
  return (
    text(shown, x, area.y + 13, { size: 13, color, anchor }) +
    (time === undefined
      ? ""
      : text(time, area.x + area.width, area.y + 12, { size: 10, color: filled ? color : theme.muted, anchor: "end" }))
  );
}
