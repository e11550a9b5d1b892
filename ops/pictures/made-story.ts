import { storedType } from "../../datadog/query";
import type { Org } from "../../datadog/sandbox/org";
import { MINUTES, pipelineHour } from "../../demo/hour";
import type { Environment } from "../../environments/schema";
import { catalog } from "../../metrics/catalog";

/** What a made-up pipeline goes through. */
export interface MadeStory {
  /** Another story; the same number tells the same one. @default 1 */
  readonly seed?: number;
}

/** 2024-01-01T00:00:00Z: when it begins, so that pictures of different days are the same. */
const START = 1_704_067_200;

/**
 * Lets the pipeline report to an org.
 * @returns when the story begins and ends, in UNIX seconds
 */
export function fillStores({ series }: Org, { name, tags: own }: Environment, { seed }: MadeStory) {
  for (const [key, counts] of Object.entries(pipelineHour(seed))) {
    const [, metric = "", list = ""] = /^([^{]+)\{(.*)\}$/.exec(key) ?? [];
    const tags = [...list.split(","), ...own, `env:${name}`];
    const declared = catalog.find((one) => one.name === metric);
    const times = counts.map((_, minute) => minute * 60);
    if (declared?.reported === "counter") series.addCounter({ metric, tags, start: START, counts });
    else {
      const stored = declared ? storedType(declared) : "gauge";
      const at = { metric, tags, start: START, times, values: counts };
      if (stored === "count" || stored === "rate") series.submitColumns({ ...at, type: stored, interval: 60 });
      else series.sampleColumns({ ...at, type: stored });
    }
  }
  return { start: START, end: START + MINUTES * 60 };
}
