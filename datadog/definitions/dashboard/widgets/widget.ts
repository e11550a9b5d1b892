import { defined } from "../../../json";
import type { UnplacedWidget, WidgetLayout, WidgetSize } from "../types";

/** The time ranges that a widget can have of its own. */
export const LIVE_SPANS = [
  ...(["1m", "5m", "10m", "15m", "30m", "1h", "4h", "1d", "2d", "1w", "1mo", "3mo", "6mo"] as const),
  ...(["week_to_date", "month_to_date", "1y", "alert"] as const),
] as const;

/** A widget's own time range, ending now. */
export type LiveSpan = (typeof LIVE_SPANS)[number];

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
  /**
   * Other fields of the widget's definition, in the JSON of the API: `{ title_size: "16" }`. They replace what the function
   * writes; one that is `undefined` is left out. @default none
   */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/**
 * A widget of any type, with what all types have.
 * @param title `null` for a type that has none
 * @throws RangeError where the title is no text
 */
export function widget(
  type: string,
  title: string | null,
  usualSize: WidgetSize,
  { size = usualSize, time, customLinks, fields }: WidgetOptions,
  own: Readonly<Record<string, unknown>>,
): UnplacedWidget {
  if (title !== null && typeof title !== "string") {
    throw new RangeError(
      `The title of a ${type} widget must be text, but it is ${title}; "" leaves it without a title.`,
    );
  }
  const definition = {
    ...(title === null ? {} : { title }),
    type,
    ...own,
    ...(time === undefined ? {} : { time: { live_span: time } }),
    ...(customLinks === undefined ? {} : { custom_links: customLinks }),
  };
  return { definition: replacing(definition, fields), layout: size };
}

/** An object with other fields; those that are `undefined` are left out. */
export function replacing<T extends object>(object: T, fields: Readonly<Record<string, unknown>> | undefined): T {
  return fields === undefined ? object : defined({ ...object, ...fields });
}
