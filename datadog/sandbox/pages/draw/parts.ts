import type { EChartsOption } from "echarts";
import type { DisplayUnit } from "./units";

/*
 * What a widget shows, in a few kinds of parts that stand one below the other. A picture writes them as SVG (`svg/`), a page
 * as HTML; neither knows widgets. All texts are plain: whoever writes them escapes them.
 */

/** How the numbers of an axis are written; options of charts are plain JSON, which has no functions. */
export interface AxisFormat {
  readonly axis: "x" | "y";
  /** Which of the axes. */
  readonly index: number;
  readonly unit: DisplayUnit;
  /** The axis holds the square roots of the values. @default false */
  readonly squared?: boolean;
}

/** A chart of Apache ECharts. */
export interface ChartPart {
  readonly kind: "chart";
  /** Plain JSON. */
  readonly option: EChartsOption;
  readonly formats: readonly AxisFormat[];
  /** What it shows, in a sentence, for those who cannot see it. */
  readonly summary: string;
}

/** One large number. */
export interface NumberPart {
  readonly kind: "number";
  readonly number: string;
  readonly unit: string;
  readonly color?: string;
  readonly align: "left" | "center" | "right";
  /** A graph behind it. @default none */
  readonly behind?: ChartPart;
  /** A line below it. @default none */
  readonly caption?: string;
}

export interface Cell {
  readonly text: string;
  readonly color?: string;
  readonly background?: string;
  /** A bar behind the text, 0 to 1 of the cell's width. @default none */
  readonly bar?: { readonly share: number; readonly color: string };
  /** A mark of this color before the text. @default none */
  readonly mark?: string;
  /** Values by time, as a small line. @default none */
  readonly trend?: { readonly values: readonly (number | null)[]; readonly color: string };
  /** @default none */
  readonly href?: string;
}

export interface Column {
  /** @default no heading */
  readonly heading?: string;
  readonly align: "left" | "right";
  /** How much of the width that is left it takes; 0 as much as it needs. @default 0 */
  readonly grow?: number;
  /** Whether the text is code. @default false */
  readonly mono?: boolean;
}

export interface TablePart {
  readonly kind: "table";
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Rows there are more than these. @default none */
  readonly more?: number;
  /** A legend is small, and makes room for its chart. @default "table" */
  readonly role?: "table" | "legend" | "bars";
  /** Instead of rows where there is none. */
  readonly empty?: string;
}

/** Colored blocks, each with a number and a name: how many are in a state. */
export interface BlocksPart {
  readonly kind: "blocks";
  readonly blocks: readonly { readonly number: string; readonly name: string; readonly color: string }[];
  /** Whether the blocks are filled, rather than their numbers colored. */
  readonly filled: boolean;
}

/** A row for each group, with its state over time. */
export interface BandsPart {
  readonly kind: "bands";
  /** UNIX seconds. */
  readonly from: number;
  readonly to: number;
  readonly rows: readonly {
    readonly name: string;
    /** The color of its line in the chart above. @default none */
    readonly mark?: string;
    readonly stretches: readonly {
      readonly from: number;
      readonly to: number;
      readonly color: string;
      /** What the stretch is: `Alert 00:10 to 00:17`. */
      readonly title: string;
    }[];
  }[];
  /** Pixels beside the bands, so that they are below the chart's own. */
  readonly inset: { readonly left: number; readonly right: number };
}

/** A share of a whole, as a bar. */
export interface GaugePart {
  readonly kind: "gauge";
  /** 0 to 1. */
  readonly share: number;
  readonly color: string;
  readonly text: string;
}

/** Markdown. */
export interface NotePart {
  readonly kind: "note";
  readonly markdown: string;
  readonly color: string;
  readonly fontSize: number;
  readonly align: "left" | "center" | "right";
  readonly vertical: "top" | "center" | "bottom";
}

/** Lines of text: why something is not drawn, or what it would be. */
export interface TextPart {
  readonly kind: "text";
  /** `problem`: it cannot be computed. `frame`: it is not drawn. `empty`: there is nothing to draw. */
  readonly role: "problem" | "frame" | "empty" | "remark";
  readonly text: string;
  /** In the type of code, with its line breaks: the query, and carets below. @default none */
  readonly code?: string;
}

export type Part = ChartPart | NumberPart | TablePart | BlocksPart | BandsPart | GaugePart | NotePart | TextPart;

/** A widget, ready to be written. */
export interface DrawnWidget {
  readonly type: string;
  /** @default none */
  readonly title?: string;
  readonly titleAlign: "left" | "center" | "right";
  /** Its own time range, in words: `1h`. @default that of the dashboard */
  readonly time?: string;
  readonly parts: readonly Part[];
  /** Fills the card. @default the theme's */
  readonly background?: string;
  /** Where its own links lead. */
  readonly links: readonly { readonly label: string; readonly href: string }[];
}
