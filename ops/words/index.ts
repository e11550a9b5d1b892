export { conditionText } from "./condition";
export { behaviorWords } from "./monitor";
export { type Colors, counted, fitted, joined, NO_COLORS, packed, wrapped } from "./text";
export { countedType } from "./types";
