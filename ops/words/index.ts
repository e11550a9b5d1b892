export { conditionText } from "./condition";
export { type Colors, counted, joined, NO_COLORS, packed, wrapped } from "./text";
export { countedType } from "./types";
