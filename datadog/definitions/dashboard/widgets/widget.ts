import type { UnplacedWidget, WidgetLayout, WidgetSize } from "../types";

/** A widget's own time range, ending now. */
export type LiveSpan =
  | "1m"
  | "5m"
  | "10m"
  | "15m"
  | "30m"
  | "1h"
  | "4h"
  | "1d"
  | "2d"
  | "1w"
  | "1mo"
  | "3mo"
  | "6mo"
  | "week_to_date"
  | "month_to_date"
  | "1y"
  | "alert";

/** A link in the menu of a widget's points; `{{stage.value}}` is the tag of the point. */
export interface CustomLink {
  readonly label: string;
  readonly link: string;
}

/** Settings of every widget. */
export interface WidgetOptions {
  /** A named size, or a pinned place (`pinned(size.half, { x: 0, y: 4 })`). @default that of the widget's kind */
  readonly size?: WidgetSize | WidgetLayout;
  /** @default the dashboard's time range */
  readonly time?: LiveSpan;
  /** @default none */
  readonly customLinks?: readonly CustomLink[];
}

/** A widget of any type, with what all types have. */
export function widget(
  type: string,
  title: string | undefined,
  usualSize: WidgetSize,
  { size = usualSize, time, customLinks }: WidgetOptions,
  fields: Readonly<Record<string, unknown>>,
): UnplacedWidget {
  return {
    definition: {
      ...(title === undefined ? {} : { title }),
      type,
      ...fields,
      ...(time === undefined ? {} : { time: { live_span: time } }),
      ...(customLinks === undefined ? {} : { custom_links: customLinks }),
    },
    layout: size,
  };
}

/** The fields that have a value: Datadog keeps an explicit null, and the next plan would differ. */
export function present<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
