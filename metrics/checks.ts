import { serviceCheck } from "../datadog/query";

/*
 * The service checks that the agent and its integrations run, with the tags that each integration's
 * `assets/service_checks.json` lists. None of them has the status WARNING.
 * https://docs.datadoghq.com/monitors/types/service_check/
 */

/** https://docs.datadoghq.com/integrations/agent_metrics/ */
export const agentUp = serviceCheck("datadog.agent.up", {
  description: "OK while the agent reports to Datadog",
});

/** https://docs.datadoghq.com/integrations/postgres/ */
export const postgresCanConnect = serviceCheck("postgres.can_connect", {
  description: "CRITICAL when the agent cannot connect to PostgreSQL",
  tags: ["server", "port", "db"],
});

/** https://docs.datadoghq.com/integrations/rabbitmq/ */
export const rabbitmqHealth = serviceCheck("rabbitmq.openmetrics.health", {
  description: "CRITICAL when the agent cannot read RabbitMQ's metrics",
  tags: ["endpoint"],
});

/** https://docs.datadoghq.com/integrations/celery/ */
export const flowerHealth = serviceCheck("celery.flower.openmetrics.health", {
  description: "CRITICAL when the agent cannot read Flower's metrics",
  tags: ["endpoint"],
});

/** https://docs.datadoghq.com/integrations/spark/ */
export const sparkCanConnect = serviceCheck("spark.standalone_master.can_connect", {
  description: "CRITICAL when the agent cannot connect to Spark's standalone master",
  tags: ["cluster_name", "url"],
});

/** https://docs.datadoghq.com/integrations/http_check/ */
export const httpCanConnect = serviceCheck("http.can_connect", {
  description: "CRITICAL when a URL does not answer",
  tags: ["instance", "url"],
});
