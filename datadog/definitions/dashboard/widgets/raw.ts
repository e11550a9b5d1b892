import { size as named } from "../size";
import type { UnplacedWidget, WidgetDefinition, WidgetLayout, WidgetSize } from "../types";

/**
 * Any widget, as Datadog's editor exports it ("Copy as JSON"), if it has no function here. Known types are checked by
 * the same rules.
 * @default size size.half
 */
export function rawWidget(definition: WidgetDefinition, size: WidgetSize | WidgetLayout = named.half): UnplacedWidget {
  return { definition, layout: size };
}
