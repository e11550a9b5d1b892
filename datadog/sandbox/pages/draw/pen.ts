import type { JsonObject } from "../../../json";
import type { View } from "./data/view";
import type { Part } from "./parts";
import type { Theme } from "./theme";

/** What a widget is drawn with. */
export interface Pen {
  readonly view: View;
  readonly theme: Theme;
  /** Pixels inside the card, below its title. */
  readonly width: number;
  readonly height: number;
}

/** What a widget of one type shows. Fields besides the parts replace those of the card. */
export interface Shown {
  readonly parts: readonly Part[];
  /** Fills the card. @default the theme's */
  readonly background?: string;
}

/**
 * Draws a widget of one type.
 * @throws CannotDraw where something cannot be computed
 */
export type Drawer = (definition: JsonObject, pen: Pen) => Shown | readonly Part[];
