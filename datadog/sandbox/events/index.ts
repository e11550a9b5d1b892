export { facetValues } from "./facets";
export { type Matches, matcher } from "./match";
export { isMeasure, type Measure, measure } from "./measure";
export { EventStore } from "./store";
export { CHECK_STATUSES, type CheckRun, type CheckStatus, type StoredEvent } from "./types";
