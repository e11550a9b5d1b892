import type { Scenario } from "./scenario";

export const slowStage: Scenario = {
  title: "Spark's stage takes three times as long",
  phases: [{ from: 0, to: 10, slower: { spark: 3 } }],
  minutes: 30,
};
