import type { Component } from "../component";
import { agent } from "./agent";
import { celery } from "./celery";
import { fastapi } from "./fastapi";
import { pipeline } from "./pipeline";
import { postgresql } from "./postgresql";
import { prefect } from "./prefect";
import { rabbitmq } from "./rabbitmq";
import { spark } from "./spark";

/** What reports: the pipeline's own code, the six components, and the agent. */
export const components: Readonly<Record<string, Component>> = {
  pipeline,
  fastapi,
  postgresql,
  prefect,
  spark,
  rabbitmq,
  celery,
  agent,
};
