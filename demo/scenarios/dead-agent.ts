import type { Scenario } from "./scenario";

export const deadAgent: Scenario = {
  title: "The Datadog Agent dies, and nothing is reported",
  phases: [{ from: 0, to: 25, agent: false }],
  minutes: 35,
};
