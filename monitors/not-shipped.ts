/** What an operator of these components might look for here, and why it is not there. */
export const notShipped: readonly { readonly what: string; readonly why: string }[] = [
  {
    what: "Prefect: runs that are late",
    why: "Nothing sends their number: the agent has no check for Prefect's server, and the worker that `docker/compose.services.yaml` runs does not log it. `noRuns` alerts when nothing runs at all.",
  },
  {
    what: "RabbitMQ: network partitions (`rabbitmq.node.partitions`)",
    why: "Only the management plugin reports them, and the agent reads the Prometheus plugin instead.",
  },
  {
    what: "RabbitMQ: rate of unacknowledged messages (`rabbitmq.queue.messages_unacknowledged.rate`)",
    why: "Only the management plugin reports it. `rabbitmq.unacknowledged` compares their number instead.",
  },
  {
    what: "PostgreSQL: number of locks (`postgresql.locks`, 99 and 70 in claranet's modules)",
    why: "The check reports them only for the tables named in its `relations`, and `docker/conf.d/postgres.d` names none. `postgresql.waitingQueries` alerts when locks hold up queries.",
  },
  {
    what: "PostgreSQL: all waiting queries (`postgresql.waiting_queries`)",
    why: "Since PostgreSQL 10 it also counts idle connections, which wait for their client. `postgresql.waitingQueries` reads `postgresql.active_waiting_queries` instead.",
  },
  {
    what: "Spark: a drop of `spark.executors`",
    why: "An application that ends, or gives back executors that it does not need, looks the same. `spark.executorLost` reads the log, which says when one is lost.",
  },
];
