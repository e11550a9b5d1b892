import { components } from "../metrics/components";
import { databaseQueryDuration } from "../metrics/spans";
import { spanDurations } from "./span-metric";

/**
 * SQL that a service sends to PostgreSQL. ddtrace opens the span in the client (psycopg, asyncpg, SQLAlchemy) and calls
 * its service `postgres`; `DD_SERVICE_MAPPING` of `docker/compose.services.yaml` makes it the component's name.
 */
export const databaseQuerySpans = () =>
  spanDurations(databaseQueryDuration, `operation_name:postgres.query service:${components.postgresql.service}`);
