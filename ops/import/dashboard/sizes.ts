import { type Code, call, member, object, value } from "../../../datadog/code";
import { size, type WidgetLayout, type WidgetSize } from "../../../datadog/definitions";
import { ofDefinitions } from "./context";

/** A size by its name, by the name of one as wide, or in columns and rows. */
export function sizeCode({ width, height }: WidgetSize): Code {
  const sizes = Object.entries(size);
  const [same] = sizes.find(([, known]) => known.width === width && known.height === height) ?? [];
  if (same !== undefined) return member(ofDefinitions("size"), same);
  const [asWide] = sizes.find(([, known]) => known.width === width && known.height > 1) ?? [];
  if (asWide !== undefined) return call(ofDefinitions("tall"), member(ofDefinitions("size"), asWide), value(height));
  return object({ width: value(width), height: value(height) });
}

/** A size at a place. */
export function pinnedCode(layout: WidgetLayout): Code {
  const { x, y, is_column_break: isBreak } = layout;
  if (isBreak !== undefined) {
    const { width, height } = layout;
    const fields = {
      x: value(x),
      y: value(y),
      width: value(width),
      height: value(height),
      is_column_break: value(isBreak),
    };
    return object(fields);
  }
  return call(ofDefinitions("pinned"), sizeCode(layout), object({ x: value(x), y: value(y) }));
}
