/** A program that the pipeline is made of. */
export interface Component {
  /** As people write it. */
  readonly name: string;
  /** The `service` of its metrics, spans and logs, and its name in the Software Catalog. */
  readonly service: string;
  /** The `source` of its logs: which log pipeline reads them. */
  readonly source: string;
}

/**
 * The six components. `docker/compose.services.yaml` gives their containers the same names, by its labels and
 * `DD_SERVICE`: what is renamed here has to be renamed there.
 */
export const components = {
  fastapi: { name: "FastAPI", service: "fastapi", source: "fastapi" },
  postgresql: { name: "PostgreSQL", service: "postgresql", source: "postgresql" },
  prefect: { name: "Prefect", service: "prefect", source: "prefect" },
  spark: { name: "Spark", service: "spark", source: "spark" },
  rabbitmq: { name: "RabbitMQ", service: "rabbitmq", source: "rabbitmq" },
  celery: { name: "Celery", service: "celery", source: "celery" },
} as const satisfies Record<string, Component>;

/** `(fastapi OR postgresql OR …)`: any of the components, as a value of a search. */
export function anyOf(key: "service" | "source"): string {
  return `(${Object.values(components)
    .map((component) => component[key])
    .join(" OR ")})`;
}

/** The statuses of logs that are errors, as a value of a search. */
export const errorStatus = "(error OR critical OR alert OR emergency)";
