export { conditionText } from "./condition";
export { behaviorWords } from "./monitor";
export { type Colors, clockOf, counted, fitted, joined, NO_COLORS, numberText, packed, wrapped } from "./text";
export { linesAt, lineText, type TimelineLine, wordsOf } from "./timeline";
export { countedType } from "./types";
