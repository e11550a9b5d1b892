import type { Scenario } from "./scenario";

export const backlog: Scenario = {
  title: "Celery's workers are gone, and messages wait in RabbitMQ without consumers",
  phases: [{ from: 0, to: 20, workers: 0 }],
  minutes: 45,
};
