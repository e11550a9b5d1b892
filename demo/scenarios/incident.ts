import type { Scenario } from "./scenario";

export const incident: Scenario = {
  title: "PostgreSQL runs out of connections, Spark's stage waits, and runs fail",
  phases: [{ from: 0, to: 7, connections: 0.98, slower: { spark: 4, load: 2.5 }, failing: { load: 0.5 } }],
  minutes: 25,
};
