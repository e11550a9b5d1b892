import type { Scenario } from "./scenario";

export const silentPipeline: Scenario = {
  title: "The scheduler stops, and no run starts for more than two hours",
  phases: [{ from: 0, to: 130, traffic: 0 }],
  minutes: 140,
};
