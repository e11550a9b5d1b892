import type { Scenario } from "./scenario";

export const failingStage: Scenario = {
  title: "Spark's stage fails in most runs",
  phases: [{ from: 0, to: 8, failing: { spark: 0.6 } }],
  minutes: 25,
};
