import type { WidgetDefinition } from "../../../definitions";
import { type JsonObject, stringOf } from "../../../json";
import { AlertingError } from "../../alerting";
import { EvaluationError } from "../../evaluate";
import { CannotDraw } from "./data/problem";
import { filledTitle, type View, viewOver } from "./data/view";
import type { DrawnWidget, Part } from "./parts";
import { LIGHT, type Theme } from "./theme";
import { drawerOf } from "./widgets";
import { customLinks } from "./widgets/lists";
import { alignOf } from "./widgets/numbers";

export interface WidgetSettings {
  /** Pixels of the card, title included. */
  readonly width: number;
  readonly height: number;
  /** @default LIGHT */
  readonly theme?: Theme;
}

/** Around the parts of a card. */
export const PADDING = 10;
export const TITLE = 24;

/** Types whose text fills the card. */
const WITHOUT_TITLE = new Set(["note", "free_text", "image", "iframe"]);

/**
 * What a widget shows, drawn from the data of a view. What cannot be computed is said in the widget, with the place in its
 * query; it never throws.
 */
export function drawnWidget(widget: WidgetDefinition, view: View, settings: WidgetSettings): DrawnWidget {
  const { theme = LIGHT, width, height } = settings;
  const definition = widget as JsonObject;
  const { view: own, words } = viewOver(view, definition.time);
  const title = WITHOUT_TITLE.has(widget.type) ? "" : filledTitle(stringOf(definition.title) ?? "", view.variables);
  const pen = {
    view: own,
    theme,
    width: Math.max(20, width - 2 * PADDING),
    height: Math.max(20, height - 2 * PADDING - (title === "" ? 0 : TITLE)),
  };
  const { parts, background } = shown(() => {
    const drawn = drawerOf(widget.type)(definition, pen);
    return "parts" in drawn ? drawn : { parts: drawn as readonly Part[] };
  });
  return {
    type: widget.type,
    ...(title === "" ? {} : { title }),
    titleAlign: alignOf(definition.title_align, "left"),
    ...(words === undefined ? {} : { time: words }),
    parts,
    ...(background === undefined ? {} : { background }),
    links: customLinks(definition),
  };
}

interface Shown {
  readonly parts: readonly Part[];
  readonly background?: string;
}

function shown(draw: () => Shown): Shown {
  try {
    return draw();
  } catch (error) {
    if (error instanceof CannotDraw) {
      return {
        parts: [{ kind: "text", role: "problem", text: error.message, ...(error.code ? { code: error.code } : {}) }],
      };
    }
    if (error instanceof EvaluationError || error instanceof AlertingError) {
      return { parts: [{ kind: "text", role: "problem", text: error.message }] };
    }
    // one widget that is not as it should be does not take the others with it
    const message = error instanceof Error ? error.message : String(error);
    return { parts: [{ kind: "text", role: "problem", text: `This widget cannot be drawn: ${message}` }] };
  }
}
