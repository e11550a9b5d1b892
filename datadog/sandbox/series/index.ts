export { SeriesStore } from "./store";
export type * from "./types";
