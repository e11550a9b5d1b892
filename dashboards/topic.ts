import { type CustomLink, type GroupColor, group, note, size, tall, type UnplacedWidget } from "../datadog/definitions";

/** What stands beside the widgets of a topic. */
export interface TopicOptions {
  /** What the widgets mean, and what to do when they look bad. In Markdown, three lines at most. */
  readonly means: string;
  /** In the menu of the points of each chart over time, where a link knows which time was clicked. @default none */
  readonly links?: readonly CustomLink[];
  /** @default "vivid_blue" */
  readonly color?: GroupColor;
}

/** Widgets about one question, under a note that says what they mean and what to do. */
export function topic(
  title: string,
  { means, links = [], color }: TopicOptions,
  widgets: readonly UnplacedWidget[],
): UnplacedWidget {
  const explanation = note(means, { size: tall(size.line, 2), color: "gray" });
  return group(title, [explanation, ...widgets.map((widget) => withLinks(widget, links))], { color });
}

function withLinks(widget: UnplacedWidget, links: readonly CustomLink[]): UnplacedWidget {
  if (links.length === 0 || widget.definition.type !== "timeseries") return widget;
  return { ...widget, definition: { ...widget.definition, custom_links: links } };
}
